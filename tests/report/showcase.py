"""A vault and a tracker in which every state of an action occurs once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.vaults import page, workspace_of
from vaultsync.report.overview import Overview, overview
from vaultsync.tracker.lock import Base, Kept

if TYPE_CHECKING:
    from vaultsync.workspace.workspace import Workspace

TEXTS = {
    "1.1.a": "TBS will publish a road map for open data in every department.",
    "1.1.b": "PCO will train analysts in the statistics of small communities.",
    "1.1.c": "StatCan will measure how long requests for records take to answer.",
    "1.1.d": "SSC will move archives of the weather service to shared storage.",
    "1.2.a": "ISC will write guidance on the care of northern survey data.",
    "1.2.b": "DFO will count the fish of the great lakes with partners.",
    "1.2.c": "CSPS will teach executives to read an audit of their systems.",
    "1.2.d": "TBS will list the contracts for software of all institutions.",
    "1.2.e": "TBS will test plain language in letters about benefits.",
}
FIRST, SECOND = "Open & shared data", "Skills <and> tools"
ROWS = {
    "1.1.a": ("In Progress", "Year 2"),
    "1.1.b": ("Completed", "Year 1"),
    "1.1.c": ("In Progress", "Year 2"),
    "1.1.d": ("Not Started", "Year 3"),
    "1.2.a": ("Paused", "Year 2"),
    "1.2.b": ("Behind", "Year 3"),
    "1.2.c": ("Completed", "Year 2"),
    "1.2.e": ("=Odd|word", "Year 1"),
}


def note(key: str, status: str, priority: str) -> str:
    """An action's note with equal property and tag, or without either where both are empty."""
    head = "---\n" + (f"status: {status}\npriority: {priority}\n" if status else "")
    tags = [f"status/{status.lower().replace(' ', '-')}", f"priority/{priority.lower()}"]
    head += f"tags: [{', '.join(tags)}]\n" if status else ""
    return f"{head}---\n{TEXTS[key]}\n"


def workspace() -> Workspace:
    """The showcase."""
    rows = [(TEXTS[key], FIRST if key[2] == "1" else SECOND, *ROWS[key], key) for key in ROWS]
    rows.append(
        ("SSC will replace every network cable.", "Networks", "Completed", "Year 1", "2.1.a")
    )
    files = {
        "Mission 1 Data.md": "# Mission 1 Data\nData is an asset\n",
        "Mission 1.1.md": f"{FIRST}\n",
        "Mission 1.2.md": "Skills \\<and> tools\n",
        "Mission 1.1a.md": note("1.1.a", "In Progress", "Year-2"),
        "Mission 1.1b.md": note("1.1.b", "", ""),
        "Mission 1.1c.md": note("1.1.c", "Not Started", "Year-2"),
        "Mission 1.1d.md": note("1.1.d", "Completed", "Year-3"),
        "Mission 1.2a.md": note("1.2.a", "Completed", "Year-2"),
        "Mission 1.2b.md": note("1.2.b", "In Progress", "Year-3"),
        "Mission 1.2c.md": note("1.2.c", "evergreen", "Year-2"),
        "Mission 1.2d.md": note("1.2.d", "", ""),
    }
    base = [
        Base("Mission 1.1c", "status", "not-started"),
        Base("Mission 1.1d", "status", "not-started"),
        Base("Mission 1.2a", "status", "in-progress"),
    ]
    kept = [Kept("Mission 1.2b", "status", "in-progress", "behind", "2026-11-01", "we know")]
    return workspace_of(files, page(*rows), base=base, kept=kept)


def showcase() -> Overview:
    """The overview of the showcase."""
    made = workspace()
    (published,) = made.sides

    def line_of(path: str, offset: int) -> int:
        found = made.vault.note(path)
        assert found is not None
        return found.lines.position(offset).line

    return overview(published, line_of)
