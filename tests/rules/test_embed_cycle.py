from __future__ import annotations

from tests.vaults import spots


def test_an_embed_of_its_own_note() -> None:
    assert spots({"Home.md": "![[Home]]\n"}, None, "E304") == [("Home.md", 1, 1, "E304")]


def test_an_embed_of_its_own_section() -> None:
    text = "# One\n![[#One]]\n# Two\n![[#One]]\n"
    assert spots({"Home.md": text}, None, "E304") == [("Home.md", 2, 1, "E304")]


def test_parts_that_do_not_meet_are_no_cycle() -> None:
    files = {"N.md": "![[J]]\n", "J.md": "![[N#^b]]\n", "Other.md": ""}
    files["N.md"] += "\nText ^b\n"
    assert spots(files, None, "E304") == []


def test_an_embed_of_nothing_is_no_cycle() -> None:
    assert spots({"Home.md": "![Uploading]()\n"}, None, "E304") == []


def test_a_link_is_no_embed() -> None:
    assert spots({"Home.md": "[[Home]]\n"}) == []
