from __future__ import annotations

from tests.vaults import diagnostics, spots


def test_an_address_in_a_wikilink() -> None:
    (found,) = diagnostics({"Home.md": "See [[https://example.org/a b#c|it]]."})
    assert (found.code, found.place.column, found.severity.word) == ("L407", 5, "error")
    assert found.fix is not None
    assert found.fix.edits[0].edit.text == "[it](https://example.org/a%20b#c)"


def test_an_address_in_a_markdown_link() -> None:
    assert spots({"Home.md": "[it](https://example.org)"}) == []


def test_in_a_property_there_is_no_fix() -> None:
    (found,) = diagnostics({"Home.md": '---\nurl: "[[https://example.org]]"\n---\n'})
    assert (found.code, found.fix) == ("L407", None)
