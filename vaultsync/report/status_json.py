"""`vaultsync status --format json`, version 1.

```
{
  "version": 1,
  "snapshot": {"declared": 43, "rows": 10, "complete": false, "read": "2026-11-21"},
  "actions": [{"action", "home": path or null, "line": of the home or null,
               "verdict": certain|likely|doubtful|none,
               "state": agreed|absent|update|edited-here|conflict|first-meeting|kept|foreign
                        |not-in-snapshot|unlisted|doubtful,
               "reason": why it is held to nothing, where the state does not tell, else "",
               "letters": of the two sides, as `status --help` explains them,
               "conflicts": [{"field", "base", "vault", "tracker"}, as tokens],
               "vault": {"status": token or null, "priority": token or null},
               "tracker": null or {"id": or null, "key", "text", "area",
                                   "status": token or null, "priority": token or null}}],
  "unclaimed": [rows that no place states, as under "tracker"]
}
```
An action whose row holds no value that is known is `not-in-snapshot`, with that
row under "tracker"; one whose note cannot be read is `doubtful`.

Where the vault has several trackers, the document is about all of them together:
actions and rows have a further key `tracker_name`, and `snapshots` says of each
tracker by its name what `snapshot` says of all (`read` is the oldest date then).

Tokens are the vocabulary's: `in-progress`, `year-3`. Within a version keys are
added, never changed.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.by_tracker import snapshots_object
from vaultsync.report.machine import json_object
from vaultsync.report.status_letters import letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vaultsync.report.missions import Line
    from vaultsync.report.overview import Overview
    from vaultsync.tracker.model import Row

VERSION = 1


def status_json(found: Mapping[str, Overview]) -> Iterable[str]:
    """Return the lines of the JSON document, of each tracker; one action or row a line."""
    snapshots = {name: one.snapshot for name, one in found.items()}
    head: dict[str, object] = {"version": VERSION, **snapshots_object(snapshots)}
    actions: list[dict[str, object]] = []
    unclaimed: list[dict[str, object]] = []
    for name, one in found.items():
        more = {"tracker_name": name} if len(found) > 1 else {}
        actions += ({**action_object(line), **more} for line in one.lines)
        rows = (*one.missing, *one.in_doubt, *one.out_of_scope)
        unclaimed += ({**row_object(row), **more} for row in rows)
    return json_object(head, {"actions": actions, "unclaimed": unclaimed})


def action_object(line: Line) -> dict[str, object]:
    """Return an action as it stands in JSON."""
    return {
        "action": line.action,
        "home": line.path or None,
        "line": line.line or None,
        "verdict": line.verdict.value,
        "state": line.state.value,
        "reason": line.reason,
        "letters": letters(line),
        "conflicts": [conflict._asdict() for conflict in line.conflicts],
        "vault": {"status": line.vault_status, "priority": line.vault_priority},
        "tracker": row_object(line.row) if line.row else None,
    }


def row_object(row: Row) -> dict[str, object]:
    """Return a row as it stands in JSON."""
    return {
        "id": row.id,
        "key": row.key,
        "text": row.text,
        "area": row.area,
        "status": row.status.token,
        "priority": row.priority.token,
    }
