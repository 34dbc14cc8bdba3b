from __future__ import annotations

import pytest

from tests.vaults import spots

FIRST = "---\ntitle: Plan\n---\n"


@pytest.mark.parametrize("after", ["", "\n", "  \n\n"])
def test_a_second_block(after: str) -> None:
    (found,) = spots({"Home.md": FIRST + after + "---\nstatus: x\ntags:\n  - a\n---\n"})
    assert found[1:] == (4 + after.count("\n"), 1, "F503")


@pytest.mark.parametrize(
    "body",
    [
        "---\n",
        "---\nJust text between two rules.\n---\n",
        "text\n---\nstatus: x\n---\n",
        "---\nstatus: x\n",
        "---\n\nstatus: x\n---\n",
    ],
)
def test_rules_are_no_block(body: str) -> None:
    assert spots({"Home.md": FIRST + body}) == []


def test_without_a_first_block_there_is_no_second() -> None:
    assert spots({"Home.md": "\n---\nstatus: x\n---\n"}) == []


def test_a_long_block_costs_little() -> None:
    assert spots({"Home.md": FIRST + "---\n" + "a: b\n" * 50_000}, None, "F503") == []
