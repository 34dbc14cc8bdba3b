from __future__ import annotations

import pytest

from tests.vaults import diagnostics, spots
from vaultsync.text import apply_edits


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("up: [[Plan]]", [(2, 5)]),
        ("up:\n  - [[Plan]]", [(3, 5)]),
    ],
)
def test_what_is_reported(yaml: str, expected: list[tuple[int, int]]) -> None:
    found = spots({"Home.md": f"---\n{yaml}\n---\n"}, None, "F508")
    assert [spot[1:3] for spot in found] == expected


@pytest.mark.parametrize(
    "yaml",
    [
        'up: "[[Plan]]"',
        "up: [[a], [b]]",
        "up: [a]",
    ],
)
def test_what_is_fine(yaml: str) -> None:
    assert spots({"Home.md": f"---\n{yaml}\n---\n"}, None, "F508") == []


def test_a_note_without_properties() -> None:
    assert spots({"Home.md": "tags: a, b\n\n- #x\n"}, None, "F508") == []


def test_the_fix() -> None:
    text = "---\nup: [[Plan]]\n---\n"
    (found,) = diagnostics({"Home.md": text}, None, "F508")
    assert found.fix is not None
    assert found.fix.safety.value == "unsafe"
    assert (
        apply_edits(text, [edit.edit for edit in found.fix.edits]) == '---\nup: "[[Plan]]"\n---\n'
    )
