from __future__ import annotations

import pytest

from tests.vaults import diagnostics, spots
from vaultsync.text import apply_edits


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("tag: a", [(2, 1)]),
        ("Alias: x\ncssclass: y", [(2, 1), (3, 1)]),
    ],
)
def test_what_is_reported(yaml: str, expected: list[tuple[int, int]]) -> None:
    found = spots({"Home.md": f"---\n{yaml}\n---\n"}, None, "F504")
    assert [spot[1:3] for spot in found] == expected


@pytest.mark.parametrize(
    "yaml",
    [
        "tags: a",
        "aliases: [x]",
        "cssclasses: y",
    ],
)
def test_what_is_fine(yaml: str) -> None:
    assert spots({"Home.md": f"---\n{yaml}\n---\n"}, None, "F504") == []


def test_a_note_without_properties() -> None:
    assert spots({"Home.md": "tags: a, b\n\n- #x\n"}, None, "F504") == []


def test_the_fix() -> None:
    text = "---\ntag: a\n---\n"
    (found,) = diagnostics({"Home.md": text}, None, "F504")
    assert found.fix is not None
    assert found.fix.safety.value == "unsafe"
    assert apply_edits(text, [edit.edit for edit in found.fix.edits]) == "---\ntags: a\n---\n"


def test_no_fix_where_the_new_name_is_there_too() -> None:
    (found,) = diagnostics({"Home.md": "---\ntag: a\ntags: b\n---\n"}, None, "F504")
    assert found.fix is None
