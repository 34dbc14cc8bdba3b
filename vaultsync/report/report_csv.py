"""`vaultsync report --format csv`: one line an action or row, for spreadsheets.

The columns are `mission, area, action, state, vault_status, vault_priority,
tracker_status, tracker_priority, row, text, place, remarks`. A cell that a
spreadsheet would compute starts with an apostrophe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsync.report.entries import parts
from vaultsync.report.machine import csv_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.report.overview import Overview

COLUMNS = (
    "mission", "area", "action", "state", "vault_status", "vault_priority",
    "tracker_status", "tracker_priority", "row", "text", "place", "remarks",
)  # fmt: skip


def report_csv(found: Overview) -> Iterator[str]:
    """Yield the lines of the table, its header first."""
    yield csv_row(COLUMNS)
    for part in parts(found):
        for group in part.groups:
            for entry in group.entries:
                head = (entry.mission, entry.area, entry.action, entry.state)
                tail = (entry.row, entry.text, entry.place, entry.remarks)
                yield csv_row((*head, *entry.vault, *entry.tracker, *tail))
