"""`vaultsync report --format csv`: one line an action or row, for spreadsheets.

The columns are `mission, area, action, state, vault_status, vault_priority,
tracker_status, tracker_priority, row, text, place, remarks`, and `tracker_name`
where the vault has several trackers. A cell that a spreadsheet would compute starts
with an apostrophe.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.entries import parts
from vaultsync.report.machine import csv_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vaultsync.report.entries import Entry
    from vaultsync.report.overview import Overview

COLUMNS = (
    "mission", "area", "action", "state", "vault_status", "vault_priority",
    "tracker_status", "tracker_priority", "row", "text", "place", "remarks",
)  # fmt: skip


def report_csv(found: Mapping[str, Overview]) -> Iterator[str]:
    """Yield the lines of the table, of each tracker, its header first."""
    several = len(found) > 1
    yield csv_row((*COLUMNS, "tracker_name") if several else COLUMNS)
    for name, one in found.items():
        for part in parts(one):
            for group in part.groups:
                for entry in group.entries:
                    yield csv_row((*cells(entry), name) if several else cells(entry))


def cells(entry: Entry) -> tuple[str, ...]:
    """Return what an entry says in each of `COLUMNS`."""
    head = (entry.mission, entry.area, entry.action, entry.state)
    tail = (entry.row, entry.text, entry.place, entry.remarks)
    return (*head, *entry.vault, *entry.tracker, *tail)
