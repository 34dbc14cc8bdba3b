from __future__ import annotations

import pytest

from tests.vaults import diagnostics, spots
from vaultsync.text import apply_edits


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("tags: a, b", [(2, 7)]),
        ("tags: a b", [(2, 7)]),
        ('tags: "#a, #b"', [(2, 7)]),
    ],
)
def test_what_is_reported(yaml: str, expected: list[tuple[int, int]]) -> None:
    found = spots({"Home.md": f"---\n{yaml}\n---\n"}, None, "F505")
    assert [spot[1:3] for spot in found] == expected


@pytest.mark.parametrize(
    "yaml",
    [
        "tags: a",
        "tags: [a, b]",
        "tags:",
        "other: a, b",
    ],
)
def test_what_is_fine(yaml: str) -> None:
    assert spots({"Home.md": f"---\n{yaml}\n---\n"}, None, "F505") == []


def test_a_note_without_properties() -> None:
    assert spots({"Home.md": "tags: a, b\n\n- #x\n"}, None, "F505") == []


def test_the_fix() -> None:
    text = "---\ntags: a, b\n---\n"
    (found,) = diagnostics({"Home.md": text}, None, "F505")
    assert found.fix is not None
    assert found.fix.safety.value == "unsafe"
    assert apply_edits(text, [edit.edit for edit in found.fix.edits]) == "---\ntags: [a, b]\n---\n"
