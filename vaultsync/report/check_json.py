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
Lines and columns count from 1, columns in code points; `start` and `end` of an
edit are code points from the start of the file's text, its byte-order mark not
counted. Within a version keys are added, never changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsync.report.machine import json_object

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.report.summary import Summary

VERSION = 1


def check_json(diagnostics: Iterable[Diagnostic], summary: Summary) -> Iterable[str]:
    """Return the lines of the JSON document; one diagnostic a line."""
    head = {"version": VERSION, "summary": _summary(summary)}
    return json_object(head, {"diagnostics": map(diagnostic_object, diagnostics)})


def diagnostic_object(diagnostic: Diagnostic) -> dict[str, object]:
    """Return a diagnostic as it stands in JSON."""
    place = diagnostic.place
    fix = diagnostic.fix
    return {
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


def _summary(summary: Summary) -> dict[str, object]:
    standing = summary.standing
    return {
        "errors": summary.errors,
        "warnings": summary.warnings,
        "remarks": summary.remarks,
        "notes": summary.notes,
        "fixable": {"safe": summary.fixable, "unsafe": summary.fixable_unsafely},
        "tracker": standing
        and {
            "differ": standing.differ,
            "not_in_snapshot": standing.unseen,
            "writable": standing.writable,
            "extent": standing.extent,
            "read": standing.read,
        },
    }
