from __future__ import annotations

import pytest

from tests.vaults import diagnostics, spots

TYPES = (
    '{"types": {"n": "number", "c": "checkbox", "d": "date", "t": "datetime", "x": "text",'
    ' "m": "multitext", "tags": "tags"}}'
)


def found(yaml: str) -> list[tuple[int, int]]:
    files = {"Home.md": f"---\n{yaml}\n---\n", ".obsidian/types.json": TYPES}
    return [spot[1:3] for spot in spots(files, None, "F509")]


@pytest.mark.parametrize(
    "yaml",
    ["n: five", "n: true", "c: maybe", "d: next week", "d: 5", "t: noon", "x: [a, b]", "N: many"],
)
def test_values_of_another_type(yaml: str) -> None:
    assert found(yaml) == [(2, 4)]


@pytest.mark.parametrize(
    "yaml",
    [
        "n: 5", "n: -1.5e3", 'n: "5"', "n:", "c: true", "c:", "d: 2026-11-21",
        "d: 2026-11-21T10:30:00", "t: 2026-11-21T10:30", 'd: ""', "x: words", "x: 5",
        "m: one", "m: [a, b]", "tags: [a]", "unknown: {a: b}", "d: {{date}}", 'n: "<% x %>"',
    ],
)  # fmt: skip
def test_values_that_fit(yaml: str) -> None:
    assert found(yaml) == []


def test_it_is_information() -> None:
    files = {"Home.md": "---\nn: five\n---\n", ".obsidian/types.json": TYPES}
    assert [each.severity.word for each in diagnostics(files)] == ["info"]
