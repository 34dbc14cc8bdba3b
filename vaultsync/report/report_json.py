"""`vaultsync report --format json`, version 1: what the other formats list, for programs.

```
{
  "version": 1,
  "snapshot": {"declared", "rows", "complete", "read"},
  "statuses": [{"status": token or "", "word", "rows": count}],
  "entries": [{"mission", "area", "action", "state", "vault_status", "vault_priority",
               "tracker_status", "tracker_priority", "row", "text", "place", "remarks"}]
}
```
`state`, statuses and priorities are in words, as in the other formats; `vaultsync
status --format json` has the tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsync.report.entries import parts, statuses
from vaultsync.report.machine import json_object
from vaultsync.report.report_csv import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.report.overview import Overview

VERSION = 1


def report_json(found: Overview) -> Iterable[str]:
    """Return the lines of the JSON document; one entry a line."""
    snapshot = found.snapshot
    head: dict[str, object] = {
        "version": VERSION,
        "snapshot": {
            "declared": snapshot.coverage.declared,
            "rows": len(snapshot.rows),
            "complete": snapshot.complete is not None,
            "read": snapshot.read,
        },
        "statuses": [
            {"status": token, "word": word, "rows": count} for token, word, count in statuses(found)
        ],
    }
    entries = [
        dict(zip(COLUMNS, (*entry[:4], *entry.vault, *entry.tracker, *entry[6:]), strict=True))
        for part in parts(found)
        for group in part.groups
        for entry in group.entries
    ]
    return json_object(head, {"entries": entries})
