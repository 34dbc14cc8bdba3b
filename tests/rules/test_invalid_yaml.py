from __future__ import annotations

import pytest

from tests.vaults import spots


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("a: b: c", [(2, 5)]),
        ("- a\n- b", [(2, 1)]),
        ("just text", [(2, 1)]),
    ],
)
def test_what_is_reported(yaml: str, expected: list[tuple[int, int]]) -> None:
    found = spots({"Home.md": f"---\n{yaml}\n---\n"}, None, "F501")
    assert [spot[1:3] for spot in found] == expected


@pytest.mark.parametrize(
    "yaml",
    [
        "a: 'b: c'",
        "a: [1, 2]",
        "a: {b: c}",
        "created: {{date}}",
        "a: <% tp.date.now() %>",
        "",
        "# only a comment",
    ],
)
def test_what_is_fine(yaml: str) -> None:
    assert spots({"Home.md": f"---\n{yaml}\n---\n"}, None, "F501") == []


def test_a_note_without_properties() -> None:
    assert spots({"Home.md": "tags: a, b\n\n- #x\n"}, None, "F501") == []


def test_the_rest_of_the_vault_is_judged() -> None:
    files = {"Home.md": "---\na: b: c\n---\n[[Plan]]\n", "Other.md": "[[Plan]]\n"}
    assert [spot[3] for spot in spots(files)] == ["F501", "L401", "L401"]


def test_templates_are_left_alone() -> None:
    files = {
        "Templates/Day.md": "---\na: b: c\n---\n",
        ".obsidian/templates.json": '{"folder": "Templates"}',
    }
    assert spots(files) == []
