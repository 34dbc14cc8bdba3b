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
The oldest event comes first. Within a version keys are added, never changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsync.report.machine import json_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vaultsync.match.history import Event

VERSION = 1


def history_json(events: Sequence[Event], tracker: str) -> Iterable[str]:
    """Return the lines of the JSON document; one event a line."""
    head: dict[str, object] = {"version": VERSION, "tracker": tracker}
    return json_object(head, {"events": map(_event, events)})


def _event(event: Event) -> dict[str, object]:
    values: dict[str, object] = event._asdict()
    del values["tracker"]
    plain = ("text", "source")
    return {name: value if value or name in plain else None for name, value in values.items()}
