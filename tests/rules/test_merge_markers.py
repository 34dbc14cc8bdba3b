from __future__ import annotations

from tests.vaults import diagnostics


def test_once_a_note_at_the_first_mark() -> None:
    text = "x\n<<<<<<< HEAD\nOne\n=======\nTwo\n>>>>>>> other\n"
    (found,) = diagnostics({"Plan.md": text})
    assert (found.code, found.place.line, found.severity.word) == ("V604", 2, "error")


def test_an_underlined_heading_is_no_mark() -> None:
    assert diagnostics({"Plan.md": "Title\n=======\nText\n"}) == ()
