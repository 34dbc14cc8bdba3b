from __future__ import annotations

import pytest

from tests.vaults import spots


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("tags: [2024]", [(2, 8)]),
        ("tags:\n  - open data", [(3, 5)]),
        ("tags:\n  - a.b", [(3, 5)]),
    ],
)
def test_what_is_reported(yaml: str, expected: list[tuple[int, int]]) -> None:
    found = spots({"Home.md": f"---\n{yaml}\n---\n"}, None, "F507")
    assert [spot[1:3] for spot in found] == expected


@pytest.mark.parametrize(
    "yaml",
    [
        "tags: [a1, b/c, d-e, 日本語]",
        "tags: ['#a']",
        "tags: []",
        'tags: ["{{title}}"]',
    ],
)
def test_what_is_fine(yaml: str) -> None:
    assert spots({"Home.md": f"---\n{yaml}\n---\n"}, None, "F507") == []


def test_a_note_without_properties() -> None:
    assert spots({"Home.md": "tags: a, b\n\n- #x\n"}, None, "F507") == []
