"""`vaultsync check --format json`, version 1.

```
{
  "version": 1,
  "summary": {"errors": 1, "warnings": 20, "remarks": 5, "notes": 20,
              "fixable": {"safe": 0, "unsafe": 1},
              "tracker": null or {"differ": 10, "not_in_snapshot": 4, "writable": 20,
                                  "extent": "10 of 43 rows", "read": "2026-11-21"}},
  "diagnostics": [{"code", "name", "severity", "path", "line", "column",
                   "end_line", "end_column", "message", "help",
                   "fix": null or {"safety", "message",
                                   "edits": [{"path", "start", "end", "text"}]}}]
}
```
Where the vault has several trackers, each diagnostic has a further key `tracker`: the
name of the one that it is about, or null. Under `summary`, `tracker` is then about all
of them together, and `trackers` holds the same of each by its name.

Lines and columns count from 1, columns in code points; `start` and `end` of an
edit are code points from the start of the file's text, its byte-order mark not
counted. Within a version keys are added, never changed.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.machine import json_object

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.report.summary import Standing, Summary

VERSION = 1


def check_json(
    diagnostics: Iterable[Diagnostic], summary: Summary, several: bool = False
) -> Iterable[str]:
    """Return the lines of the JSON document; one diagnostic a line.

    `several` says that the vault has more than one tracker.
    """
    head = {"version": VERSION, "summary": _summary(summary)}
    return json_object(head, {"diagnostics": (diagnostic_object(d, several) for d in diagnostics)})


def diagnostic_object(diagnostic: Diagnostic, several: bool = False) -> dict[str, object]:
    """Return a diagnostic as it stands in JSON; `several` says that there are many trackers."""
    place = diagnostic.place
    fix = diagnostic.fix
    found = {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.word,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "fix": fix
        and {
            "safety": fix.safety.value,
            "message": fix.message,
            "edits": [{"path": path, **edit._asdict()} for path, edit in fix.edits],
        },
    }
    return {**found, "tracker": diagnostic.tracker or None} if several else found


def _summary(summary: Summary) -> dict[str, object]:
    counts: dict[str, object] = {
        "errors": summary.errors,
        "warnings": summary.warnings,
        "remarks": summary.remarks,
        "notes": summary.notes,
        "fixable": {"safe": summary.fixable, "unsafe": summary.fixable_unsafely},
        "tracker": _standing(summary.standing) if summary.standing else None,
    }
    if len(summary.standings) > 1:
        counts["trackers"] = {name: _standing(one) for name, one in summary.standings.items()}
    return counts


def _standing(standing: Standing) -> dict[str, object]:
    return {
        "differ": standing.differ,
        "not_in_snapshot": standing.unseen,
        "writable": standing.writable,
        "extent": standing.extent,
        "read": standing.read,
    }
