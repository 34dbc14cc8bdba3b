from __future__ import annotations

import pytest

from tests.vaults import diagnostics, spots


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("a: 1\na: 2", [(3, 1)]),
        ("a: 1\nb: 2\na: 3", [(4, 1)]),
    ],
)
def test_what_is_reported(yaml: str, expected: list[tuple[int, int]]) -> None:
    found = spots({"Home.md": f"---\n{yaml}\n---\n"}, None, "F502")
    assert [spot[1:3] for spot in found] == expected


@pytest.mark.parametrize(
    "yaml",
    [
        "a: 1\nb: 2",
        "a: {b: 1}\nb: 2",
    ],
)
def test_what_is_fine(yaml: str) -> None:
    assert spots({"Home.md": f"---\n{yaml}\n---\n"}, None, "F502") == []


def test_a_note_without_properties() -> None:
    assert spots({"Home.md": "tags: a, b\n\n- #x\n"}, None, "F502") == []


def test_it_is_an_error() -> None:
    (found,) = diagnostics({"Home.md": "---\na: 1\na: 2\n---\n"})
    assert (found.code, found.severity.word) == ("F502", "error")
