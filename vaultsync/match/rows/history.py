"""`vaultsync.history.jsonl`: what each pull changed, one event a line.

The file lies beside the lock and is shared as it is. Lines are only ever added,
so two branches that both pulled merge by keeping both sides; reading sorts by
time, and takes a line that stands twice once. A line that is not understood is
left out and counted: a history is told as far as it is known.
"""

from __future__ import annotations

import json
import re
from itertools import groupby

from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple, get_args
from vaultsync.tracker.lockfile import safe_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from vaultsync.match.rows.difference import Difference
    from vaultsync.tracker.model import Row

HISTORY_NAME = "vaultsync.history.jsonl"
LARGEST_HISTORY = 64 << 20
"""The most bytes of a history that are read: some 200,000 lines."""

Kind = Literal["added", "removed", "renumbered", "moved", "reworded"]
_KINDS: tuple[Kind, ...] = get_args(Kind)
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_MARKER = re.compile(r"(?:<{7}|>{7}|\|{7}|={7})(?: |\Z)")


class Event(NamedTuple):
    """One change of one row at the time of a pull (`2026-11-21T20:55:58Z`).

    `key` is the row's after it, `was` its key before where that was another.
    `field` is what changed, `before` and `after` what it said; of a row that
    came or went they are empty, and `status` and `priority` are its own.
    `text` is what the row says; `source` is where it was read.
    """

    time: str
    tracker: str
    event: Kind
    key: str
    was: str = ""
    field: str = ""
    before: str = ""
    after: str = ""
    status: str = ""
    priority: str = ""
    text: str = ""
    source: str = ""


class History(NamedTuple):
    """The events in their order, and how many lines were not understood."""

    events: tuple[Event, ...]
    unread: int = 0


def events_of(difference: Difference, time: str, tracker: str) -> tuple[Event, ...]:
    """Return the events of a pull, what came of each row together."""
    events = [_whole(row, "added", time, tracker) for row in difference.added]
    events += [_whole(row, "removed", time, tracker) for row in difference.removed]
    for renumbered in difference.renumbered:
        event = _change(renumbered.old, renumbered.new, "renumbered", time, tracker)
        events.append(
            event._replace(field="id", before=renumbered.old.key, after=renumbered.new.key)
        )
    for moved in difference.moved:
        event = _change(moved.old, moved.new, "moved", time, tracker)
        before, after = getattr(moved.old, moved.field), getattr(moved.new, moved.field)
        events.append(
            event._replace(field=moved.field, before=before.published, after=after.published)
        )
    for old, new in difference.reworded:
        event = _change(old, new, "reworded", time, tracker)
        for field in ("text", "area"):
            before, after = getattr(old, field), getattr(new, field)
            if before != after:
                events.append(event._replace(field=field, before=before, after=after))
    return tuple(events)


def written(events: Iterable[Event]) -> bytes:
    """Return the lines to add to a history."""
    lines = []
    for event in events:
        values = {name: value for name, value in event._asdict().items() if value}
        lines.append(safe_json(values) + "\n")
    return "".join(lines).encode("utf-8")


def read_history(data: bytes) -> History:
    """Return what a history's bytes tell, the oldest first; no bytes are refused."""
    events: dict[Event, None] = {}
    unread = 0
    for line in data.decode("utf-8", "replace").split("\n"):
        plain = line.strip("\r \ufeff")
        if not plain or _MARKER.match(plain):
            continue
        event = read_event(plain)
        if event is None:
            unread += 1
        else:
            events[event] = None
    return History(tuple(sorted(events, key=lambda event: event.time)), unread)


def story(events: Sequence[Event], keys: Collection[str]) -> tuple[Event, ...]:
    """Return the events of the rows that now have these keys, under whatever key they had them."""
    current = set(keys)
    found: list[Event] = []
    pulls = groupby(reversed(events), key=lambda event: event.time)
    for _, each in pulls:
        pull = list(each)
        before = {(event.key, event.was) for event in pull if event.key in current and event.was}
        came = {key for key, _ in before}
        for event in pull:
            # It went on under another key, unless another row came under this one.
            if event.key in current or (event.was in current and event.was not in came):
                found.append(event)
        current.difference_update(came)
        current.update(was for _, was in before)
    return tuple(reversed(found))


def _whole(row: Row, kind: Kind, time: str, tracker: str) -> Event:
    return Event(
        time,
        tracker,
        kind,
        row.key,
        status=row.status.published,
        priority=row.priority.published,
        text=row.text,
        source=row.source,
    )


def _change(old: Row, new: Row, kind: Kind, time: str, tracker: str) -> Event:
    was = old.key if old.key != new.key else ""
    return Event(time, tracker, kind, new.key, was, text=new.text, source=new.source)


def read_event(line: str) -> Event | None:
    """Return the event that a line tells, None where it is not understood."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict):
        return None
    known = {name: values[name] for name in Event._fields if name in values}
    needed = all(known.get(name) for name in ("time", "tracker", "event", "key"))
    if not needed or not all(isinstance(value, str) for value in known.values()):
        return None
    if known["event"] not in _KINDS or not _TIME.fullmatch(known["time"]):
        return None
    return Event(**known)


def days(events: Iterable[Event]) -> Iterator[tuple[str, list[Event]]]:
    """Yield the times of pulls, each with its events."""
    for time, pull in groupby(events, key=lambda event: event.time):
        yield time, list(pull)
