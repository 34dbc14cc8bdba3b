from __future__ import annotations

import pytest

from tests.vaults import spots


@pytest.mark.parametrize(
    "name",
    [
        "Plan (Conflicted copy laptop 202601011200).md",
        "Plan (Ann's conflicted copy 2020-01-14).md",
        "Plan (conflicted copy 2026-07-10 070952).md",
        "Plan.sync-conflict-20260101-120000-ABCDEFG.md",
    ],
)
def test_copies_that_synchronisers_made(name: str) -> None:
    assert spots({"Plan.md": "One", name: "Two"}) == [(name, 1, 1, "V603")]


@pytest.mark.parametrize("name", ["Conflict.md", "Plan (copy).md", "Chapter 2.md"])
def test_other_names(name: str) -> None:
    assert spots({"Plan.md": "One", name: "Two"}) == []
