"""`vaultsync pull --format json`, version 1.

```
{
  "version": 1,
  "tracker": "default",
  "snapshot": {"declared": 43, "rows": 10, "complete": false, "read": "2026-11-21"},
  "sources": [{"source", "sha256", "read": time, "declared": or null, "rows"}],
  "added": [rows as `status --format json` has them, and "published":
            {"status", "priority"} with the tracker's own words],
  "removed": [rows; none unless the snapshot is complete],
  "renumbered": [{"before": key, "after": key, "text"}],
  "moved": [{"key", "field": status|priority, "before", "after": published words, "text"}],
  "reworded": [{"key", "text": {"before", "after"}, "area": {"before", "after"}}],
  "problems": [{"kind", "source", "line", "message", "key": or null}],
  "left_out": [{"sources": [names], "rows": how many, "language": en|fr, "by_id": whether
                rows of the same ids say it, "together": whether rows of other sources do}]
}
```
Where several trackers are pulled, it is `{"version": 1, "trackers": [such objects]}`; of
one that could not be read only `tracker` and `error`, the message. Within a version keys
are added, never changed.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.machine import json_object
from vaultsync.report.status_json import row_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vaultsync.match.rows.difference import Moved, Renumbered, Reworded
    from vaultsync.match.rows.pull import PullResult
    from vaultsync.tracker.model import Problem, Row, SourceRead

VERSION = 1


def pulled_json(results: Mapping[str, PullResult], failed: Mapping[str, str]) -> Iterable[str]:
    """Return the lines of the JSON document; one change a line, or of several one tracker a line.

    `failed` says of trackers by name why they could not be read.
    """
    each = [_parts(result, name) for name, result in results.items()]
    if not failed and len(each) == 1:
        return json_object(*each[0])
    trackers: list[dict[str, object]] = [
        {**head, **{name: list(found) for name, found in lists.items()}} for head, lists in each
    ]
    trackers += ({"tracker": name, "error": message} for name, message in failed.items())
    return json_object({"version": VERSION}, {"trackers": trackers})


def _parts(
    result: PullResult, tracker: str
) -> tuple[dict[str, object], dict[str, Iterable[object]]]:
    snapshot, changes = result.lock.snapshot, result.difference
    head: dict[str, object] = {
        "version": VERSION,
        "tracker": tracker,
        "snapshot": {
            "declared": snapshot.coverage.declared,
            "rows": len(snapshot.rows),
            "complete": snapshot.complete is not None,
            "read": snapshot.read,
        },
    }
    return head, {
        "sources": map(_source, snapshot.sources),
        "added": map(_row, changes.added),
        "removed": map(_row, changes.removed),
        "renumbered": map(_renumbered, changes.renumbered),
        "moved": map(_moved, changes.moved),
        "reworded": map(_reworded, changes.reworded),
        "problems": map(_problem, result.problems),
        "left_out": (each._asdict() for each in result.left_out),
    }


def _source(source: SourceRead) -> dict[str, object]:
    return {
        name: getattr(source, name) for name in ("source", "sha256", "read", "declared", "rows")
    }


def _row(row: Row) -> dict[str, object]:
    published = {"status": row.status.published, "priority": row.priority.published}
    return {**row_object(row), "published": published}


def _renumbered(changed: Renumbered) -> dict[str, object]:
    return {"before": changed.old.key, "after": changed.new.key, "text": changed.new.text}


def _moved(moved: Moved) -> dict[str, object]:
    before, after = getattr(moved.old, moved.field), getattr(moved.new, moved.field)
    return {
        "key": moved.new.key,
        "field": moved.field,
        "before": before.published,
        "after": after.published,
        "text": moved.new.text,
    }


def _reworded(changed: Reworded) -> dict[str, object]:
    old, new = changed
    return {
        "key": new.key,
        "text": {"before": old.text, "after": new.text},
        "area": {"before": old.area, "after": new.area},
    }


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "kind": problem.kind,
        "source": problem.source,
        "line": problem.line,
        "message": problem.message,
        "key": problem.key or None,
    }
