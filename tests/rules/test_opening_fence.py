from __future__ import annotations

from tests.vaults import diagnostics
from vaultsync.text import apply_edits


def test_spaces_after_the_fence() -> None:
    text = "---  \r\na: b\r\n---\r\n"
    (found,) = diagnostics({"Home.md": text})
    assert (found.code, found.place.column, found.place.end_column) == ("F510", 4, 6)
    assert found.fix is not None
    assert found.fix.safety.value == "safe"
    assert apply_edits(text, [edit.edit for edit in found.fix.edits]) == "---\r\na: b\r\n---\r\n"


def test_a_plain_fence() -> None:
    assert diagnostics({"Home.md": "---\na: b\n---  \n"}) == ()
