"""The seed note alone, and the project's own vault, against the seed page."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.vaults import diagnostics
from vaultsync.diagnostic import Diagnostic, Severity

SEEDS = Path(__file__).parent.parent / "data" / "seeds"
VAULT = Path(__file__).parent.parent.parent / "vault"
NOTE = "Mission 3 Enabling data-driven services.md"
PAGE = (SEEDS / "tracker-page.txt").read_text(encoding="utf-8")


def counted(found: tuple[Diagnostic, ...]) -> dict[tuple[str, str], int]:
    return dict(Counter((each.code, each.severity.word) for each in found))


def raw() -> tuple[Diagnostic, ...]:
    return diagnostics({NOTE: (SEEDS / NOTE).read_bytes()}, PAGE)


def test_the_note_alone() -> None:
    assert counted(raw()) == {
        ("E301", "error"): 14,
        ("L401", "error"): 18,
        ("L401", "warning"): 1,
        ("T103", "info"): 4,
        ("T201", "warning"): 10,
        ("T202", "warning"): 10,
        ("T204", "info"): 9,
        ("C901", "info"): 1,
    }


def test_its_one_warning_is_the_link_of_the_property() -> None:
    (found,) = [each for each in raw() if each.code == "L401" and each.severity is Severity.WARNING]
    assert (found.place.line, found.place.column) == (5, 8)


def test_the_actions_that_the_page_does_not_hold() -> None:
    assert [each.message for each in raw() if each.code == "T103"] == [
        f"Mission {label} is not in this snapshot (10 of 43 rows)"
        for label in ("3.1a", "3.3c", "3.4a", "3.4b")
    ]


def test_agreement_is_said_at_the_heading_that_states_the_action() -> None:
    first = next(each for each in raw() if each.code == "T201")
    assert (first.place.line, first.place.column) == (22, 3)
    assert first.message == "status is missing; the tracker says Not Started"


def test_the_vault_has_only_its_agreement_to_mend() -> None:
    files = {
        path.relative_to(VAULT).as_posix(): path.read_bytes()
        for path in VAULT.rglob("*")
        if path.is_file() and path.suffix in (".md", ".json")
    }
    found = diagnostics(files, PAGE)
    grave = tuple(each for each in found if each.severity > Severity.INFO)
    assert counted(grave) == {("T201", "warning"): 10, ("T202", "warning"): 10}
    assert {each.place.path for each in grave} == {
        f"Mission {label}.md"
        for label in (
            "3.1b",
            "3.1c",
            "3.1d",
            "3.2a",
            "3.2b",
            "3.2c",
            "3.2d",
            "3.2e",
            "3.3a",
            "3.3b",
        )
    }
