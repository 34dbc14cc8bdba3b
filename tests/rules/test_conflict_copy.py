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


def test_numbered_templates_are_variants() -> None:
    text = "".join(f"## Question {number}\n\nWhat went well?\n\n" for number in range(9))
    files = {".obsidian/templates.json": '{"folder": "Templates"}', "Week.md": text}
    files |= {"Templates/Week.md": text, "Templates/Week 2.md": text, "Week 2.md": text}
    assert spots(files) == [("Week 2.md", 1, 1, "V603")]
