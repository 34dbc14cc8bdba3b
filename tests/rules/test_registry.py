"""Choosing, sorting and joining what the rules say."""

from __future__ import annotations

import pytest

from tests.vaults import diagnostics, spots, view_of, workspace_of
from vaultsync.config import Config, PathSettings
from vaultsync.diagnostic import Severity
from vaultsync.rules.registry import judge, judge_note, judge_vault, settled

FILES = {
    "a/One.md": "[[Gone]] [[one]] ![[None]]\n",
    "b/Two.md": "---\nx: 1\nx: 2\n---\n[x](Gone.md)\n",
}


def codes(select: str | None = None, ignore: str = "", **config: object) -> list[str]:
    view = view_of(FILES, config=Config(**config))  # type: ignore[arg-type]  # as Config has them
    return [each.code for each in judge(view, select and select.split(), ignore.split())]


def test_everything_is_sorted_by_place() -> None:
    assert spots(FILES) == [
        ("a/One.md", 1, 3, "L401"),
        ("a/One.md", 1, 12, "L405"),
        ("a/One.md", 1, 21, "E301"),
        ("b/Two.md", 3, 1, "F502"),
        ("b/Two.md", 5, 5, "L401"),
    ]


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ("L", "", ["L401", "L405", "L401"]),
        ("L401 F", "", ["L401", "F502", "L401"]),
        (None, "L4 E", ["F502"]),
        ("L", "L401", ["L405"]),
        ("L401", "L", ["L401", "L401"]),
        ("L4", "L4", []),
        ("T", "", []),
    ],
)
def test_the_longer_code_wins(select: str | None, ignore: str, expected: list[str]) -> None:
    assert codes(select, ignore) == expected


def test_the_configuration_chooses_where_the_command_line_does_not() -> None:
    assert codes(None, "F") == ["L401", "L405", "E301", "L401"]
    view = view_of(FILES, config=Config(select=("F", "E"), ignore=("F502",)))
    assert [each.code for each in judge(view)] == ["E301"]
    assert [each.code for each in judge(view, ["L405"])] == ["L405"]


def test_severities_are_configured_by_rule() -> None:
    config = Config(severities={"L401": Severity.INFO, "L405": Severity.ERROR})
    found = diagnostics(FILES, None, "L", config=config)
    assert [each.severity.word for each in found] == ["info", "error", "info"]


@pytest.mark.parametrize(
    ("match", "left"),
    [
        ("a/**", ["b/Two.md"]),
        ("a", ["b/Two.md"]),
        ("a/", ["b/Two.md"]),
        ("**/*.md", []),
        ("*.md", ["a/One.md", "b/Two.md"]),
        ("?/Two.md", ["a/One.md"]),
        ("b/T*.md", ["a/One.md"]),
    ],
)
def test_codes_are_ignored_by_path(match: str, left: list[str]) -> None:
    config = Config(paths=(PathSettings(match, ("L401",)),))
    found = diagnostics(FILES, None, "L401", config=config)
    assert [each.place.path for each in found] == left


def test_the_parts_add_up_to_the_whole() -> None:
    view = view_of(FILES)
    notes = [each for note in view.vault.notes() for each in judge_note(note, view)]
    assert settled([*notes, *judge_vault(view)], view) == judge(view)


def test_nothing_is_said_twice() -> None:
    found = diagnostics({"A.md": "[x][1] [y][1]\n\n[1]: Gone.md\n"})
    assert len({(each.place, each.code) for each in found}) == len(found) == 2


def test_a_workspace_says_the_same() -> None:
    workspace = workspace_of(FILES)
    assert workspace.diagnostics() == judge(workspace.view)
