from __future__ import annotations

import pytest

from tests.vaults import diagnostics, page
from vaultsync.config import Config
from vaultsync.config_file import read_config

MISSIONS = page(("TBS will publish a road map.", "Open data", "Completed", "Year 1", "1.1.a"))
RISKS = page(("Nobody finds the road map.", "Risks", "Behind", "Year 2", "3.1.a"))
NOTE = {"Mission 1.1a.md": "---\nrisk: 3.1.a\n---\nTBS will publish a road map.\n"}


def config(more: str = "") -> Config:
    text = "[tracker.risks]\nlabel = 'Risk (?P<mission>[0-9]).(?P<area>[0-9])(?P<action>[a-z])'\n"
    return read_config(f'{text}[tracker.risks.names]\nid-property = "risk"\n{more}'.encode(), "x")


def codes(files: dict[str, str], more: str = "") -> list[str]:
    found = diagnostics(files, MISSIONS, "T1 T2", config=config(more), others={"risks": RISKS})
    return [f"{each.code} {each.tracker}" for each in found if each.code != "T103"]


def test_a_note_of_both_is_reported_once_and_not_compared() -> None:
    assert codes(NOTE) == ["T107 default", "T204 risks"]


@pytest.mark.parametrize(
    ("more", "shared"),
    [
        ('status-property = "r"\npriority-property = "s"\n', True),
        ('status-tag = "r/"\npriority-tag = "s/"\n', True),
        ('status-property = "Priority"\npriority-property = "s"\n', True),
        ('status-property = "r"\npriority-property = "s"\nstatus-tag = "status/r/"\n', True),
        (
            """
            status-property = "r"
            priority-property = "s"
            status-tag = "r/"
            priority-tag = "s/"
            """,
            False,
        ),
    ],
)
def test_what_is_shared(more: str, shared: bool) -> None:
    assert ("T107 default" in codes(NOTE, more)) is shared


def test_two_sections_of_one_note_are_two_places() -> None:
    text = "# Mission 1.1a\nTBS will publish a road map.\n# Mission 1.1b\nX will.\n"
    text += "# Risk 3.1a\nNobody finds the road map.\n# Risk 3.1b\nNobody looks.\n"
    assert "T107 default" not in codes({"All.md": text})
