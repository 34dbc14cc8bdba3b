from __future__ import annotations

from tests.vaults import diagnostics, spots


def test_an_embed_whose_heading_is_missing() -> None:
    files = {"Home.md": "![a > b](Plan.md#mission-31cc)\n", "Plan.md": "# Mission 3.1c\n"}
    (found,) = diagnostics(files)
    assert (found.code, found.place.column, found.place.end_column) == ("E302", 17, 30)
    assert found.message == "the embed names a heading that Plan.md does not have"
    assert found.help == "did you mean #mission-31c ?"


def test_an_embed_whose_heading_is_there_in_an_exporters_spelling() -> None:
    files = {
        "Home.md": "![a > b](Plan.md#mission-31c)\n",
        "Plan.md": "# [Mission 3.1c](Plan.md)\n",
    }
    assert spots(files, None, "E") == []


def test_the_size_and_style_of_a_picture_are_no_heading() -> None:
    assert spots({"Home.md": "![[a.png#outline|100]]\n", "a.png": ""}) == []
