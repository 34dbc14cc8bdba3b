"""`vaultsync history --format json`, version 1.

```
{
  "version": 1,
  "tracker": "default",
  "events": [{"time", "event": added|removed|renumbered|moved|reworded, "key",
              "was": the row's key before, or null,
              "field": id|status|priority|text|area or null,
              "before", "after": what it said, or null,
              "status", "priority": as published, of a row that came or went, or null,
              "text", "source"}]
}
```
Where there are several trackers, `tracker` is null and each event names its own under
the same key. The oldest event comes first. Within a version keys are added, never changed.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.machine import json_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vaultsync.match.rows.history import Event

VERSION = 1


def history_json(events: Mapping[str, Sequence[Event]]) -> Iterable[str]:
    """Return the lines of the JSON document, of each tracker; one event a line."""
    several = len(events) > 1
    tracker = None if several else next(iter(events), None)
    head: dict[str, object] = {"version": VERSION, "tracker": tracker}
    listed = sorted((one for each in events.values() for one in each), key=lambda one: one.time)
    return json_object(head, {"events": (_event(one, several) for one in listed)})


def _event(event: Event, several: bool) -> dict[str, object]:
    values: dict[str, object] = event._asdict()
    if not several:
        del values["tracker"]
    plain = ("text", "source")
    return {name: value if value or name in plain else None for name, value in values.items()}
