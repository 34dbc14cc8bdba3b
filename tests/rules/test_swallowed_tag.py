from __future__ import annotations

import pytest

from tests.vaults import diagnostics, spots
from vaultsync.text import apply_edits


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("tags:\n  - #a\n  - b", [(3, 5)]),
        ("tags: #a", [(2, 7)]),
    ],
)
def test_what_is_reported(yaml: str, expected: list[tuple[int, int]]) -> None:
    found = spots({"Home.md": f"---\n{yaml}\n---\n"}, None, "F506")
    assert [spot[1:3] for spot in found] == expected


@pytest.mark.parametrize(
    "yaml",
    [
        "tags:\n  - a # a comment",
        "tags:\n  - '#a'",
        "tags:",
    ],
)
def test_what_is_fine(yaml: str) -> None:
    assert spots({"Home.md": f"---\n{yaml}\n---\n"}, None, "F506") == []


def test_a_note_without_properties() -> None:
    assert spots({"Home.md": "tags: a, b\n\n- #x\n"}, None, "F506") == []


def test_the_fix() -> None:
    text = "---\ntags:\n  - #a\n---\n"
    (found,) = diagnostics({"Home.md": text}, None, "F506")
    assert found.fix is not None
    assert found.fix.safety.value == "unsafe"
    assert apply_edits(text, [edit.edit for edit in found.fix.edits]) == "---\ntags:\n  - a\n---\n"
