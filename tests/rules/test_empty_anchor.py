from __future__ import annotations

import pytest

from tests.vaults import diagnostics, spots
from vaultsync.text import apply_edits


@pytest.mark.parametrize(
    ("text", "mended"),
    [("[x](Plan.md#)", "[x](Plan.md)"), ("[[Plan#|x]]", "[[Plan|x]]"), ("![[Plan#]]", "![[Plan]]")],
)
def test_a_hash_that_names_nothing(text: str, mended: str) -> None:
    (found,) = diagnostics({"Home.md": text, "Plan.md": ""})
    assert (found.code, found.severity.word) == ("L410", "info")
    assert found.fix is not None
    assert apply_edits(text, [edit.edit for edit in found.fix.edits]) == mended


def test_a_link_to_the_top_of_the_note_has_no_fix() -> None:
    (found,) = diagnostics({"Home.md": "[top](#)"})
    assert (found.code, found.fix) == ("L410", None)


def test_a_broken_link_is_only_broken() -> None:
    assert spots({"Home.md": "[x](Gone.md#)"}) == [("Home.md", 1, 5, "L401")]
