"""`vaultsync history`, for reading."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.rows.history import days
from vaultsync.match.wording.words import difference
from vaultsync.report.terminal import PLAIN, Paint, escape, moment, truncated, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vaultsync.match.rows.history import Event


def history_text(
    events: Sequence[Event], room: int = 80, paint: Paint = PLAIN, *, one: bool = False
) -> Iterator[str]:
    """Yield the lines about events: the story of one action, or pull after pull."""
    if one and events:
        yield from _head(events[-1], room, paint)
    for time, pull in days(events):
        if one:
            lines = [line for event in pull for line in wrapped(_what(event), room - 14)]
            for number, line in enumerate(lines):
                yield f"  {time[:10] if not number else ' ' * 10}  {line}"
            continue
        yield paint.bold(moment(time))
        for event in pull:
            line = f"{escape(event.key)}  {_what(event)}  {escape(event.text)}"
            yield "  " + truncated(line, room - 2)


def _head(event: Event, room: int, paint: Paint) -> Iterator[str]:
    yield paint.bold(escape(event.key))
    for line in wrapped(escape(event.text), room - 2):
        yield f"  {line}"
    yield ""


def _what(event: Event) -> str:
    """Return what an event was, on one line."""
    if event.event in ("added", "removed"):
        said = ", ".join(escape(word) for word in (event.status, event.priority) if word)
        return f"{event.event}: {said or 'without status'}"
    if event.event == "renumbered":
        return f"renumbered: {escape(event.before)} -> {escape(event.after)}"
    if event.event == "moved":
        return f"{event.field}: {escape(event.before) or '–'} -> {escape(event.after) or '–'}"
    marks = {"removed": "[{}]", "added": "{{{}}}"}
    changed = [
        marks[piece.kind].format(escape(piece.text.strip()))
        for piece in difference(event.before, event.after)
        if piece.kind != "same"
    ]
    return f"{event.field} reworded: " + " ".join(changed)
