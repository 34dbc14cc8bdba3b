from __future__ import annotations

from tests.vaults import diagnostics, spots


def test_an_address_in_a_wikilink() -> None:
    (found,) = diagnostics({"Home.md": "See [[https://example.org/a b#c|it]]."})
    assert (found.code, found.place.column, found.severity.word) == ("L407", 5, "error")
    assert found.fix is not None
    assert found.fix.edits[0].edit.text == "[it](https://example.org/a%20b#c)"


def test_an_address_in_a_markdown_link() -> None:
    assert spots({"Home.md": "[it](https://example.org)"}) == []


def test_an_address_without_its_scheme() -> None:
    first, second = diagnostics({"Home.md": "[it](www.example.org/a) [[www.example.org]]"})
    assert (first.code, first.fix) == ("L407", None)
    assert first.message == "an address that does not begin with https:// is the name of a note"
    assert first.help == "write [it](https://www.example.org/a)"
    assert second.help == "write [www.example.org](https://www.example.org)"


def test_in_a_property_there_is_no_fix() -> None:
    (found,) = diagnostics({"Home.md": '---\nurl: "[[https://example.org]]"\n---\n'})
    assert (found.code, found.fix) == ("L407", None)
