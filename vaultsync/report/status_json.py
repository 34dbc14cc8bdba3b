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

Tokens are the vocabulary's: `in-progress`, `year-3`. Within a version keys are
added, never changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsync.report.machine import json_object
from vaultsync.report.status_letters import letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.report.overview import Line, Overview
    from vaultsync.tracker.model import Row

VERSION = 1


def status_json(found: Overview) -> Iterable[str]:
    """Return the lines of the JSON document; one action or row a line."""
    snapshot = found.snapshot
    head: dict[str, object] = {
        "version": VERSION,
        "snapshot": {
            "declared": snapshot.coverage.declared,
            "rows": len(snapshot.rows),
            "complete": snapshot.complete is not None,
            "read": snapshot.read,
        },
    }
    unclaimed = (*found.missing, *found.out_of_scope)
    return json_object(
        head,
        {"actions": map(action_object, found.lines), "unclaimed": map(row_object, unclaimed)},
    )


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
