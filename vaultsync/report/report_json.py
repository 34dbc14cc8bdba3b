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
Where the vault has several trackers, the document is about all of them together:
entries have a further key `tracker_name`, and `snapshots` and `statuses_of` say of
each tracker by its name what `snapshot` and `statuses` say of all.

`state`, statuses and priorities are in words, as in the other formats; `vaultsync
status --format json` has the tokens.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.by_tracker import snapshots_object
from vaultsync.report.entries import parts, statuses
from vaultsync.report.machine import json_object
from vaultsync.report.report_csv import COLUMNS, cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vaultsync.report.overview import Overview

VERSION = 1


def report_json(found: Mapping[str, Overview]) -> Iterable[str]:
    """Return the lines of the JSON document, of each tracker; one entry a line."""
    snapshots = {name: one.snapshot for name, one in found.items()}
    of_each = {name: statuses(one) for name, one in found.items()}
    head: dict[str, object] = {
        "version": VERSION,
        **snapshots_object(snapshots),
        "statuses": _statuses(_together(of_each.values())),
    }
    if len(found) > 1:
        head["statuses_of"] = {name: _statuses(each) for name, each in of_each.items()}
    entries = [
        {
            **dict(zip(COLUMNS, cells(entry), strict=True)),
            **({"tracker_name": name} if len(found) > 1 else {}),
        }
        for name, one in found.items()
        for part in parts(one)
        for group in part.groups
        for entry in group.entries
    ]
    return json_object(head, {"entries": entries})


def _statuses(counted: Iterable[tuple[str, str, int]]) -> list[dict[str, object]]:
    return [{"status": token, "word": word, "rows": count} for token, word, count in counted]


def _together(
    counted: Iterable[Iterable[tuple[str, str, int]]],
) -> list[tuple[str, str, int]]:
    """Return the counts of several trackers added up; the one of unknown values comes last."""
    sums: dict[tuple[str, str], int] = {}
    for each in counted:
        for token, word, count in each:
            sums[token, word] = sums.get((token, word), 0) + count
    return sorted(((*name, count) for name, count in sums.items()), key=lambda one: not one[0])
