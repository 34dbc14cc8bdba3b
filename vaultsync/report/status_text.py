"""`vaultsync status`, for reading: one line an action, the vault's word beside the tracker's.

Between them stand two letters; conflicts follow, each with its three values.
"""

from __future__ import annotations

import re
from collections import Counter

from vaultsync.agreement import State
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.status_letters import MEANING, letters
from vaultsync.report.terminal import PLAIN, Paint, escape, padded, truncated, width, wrapped
from vaultsync.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vaultsync.report.missions import Area, Line
    from vaultsync.report.overview import Overview

_IN_WORDS = {
    State.NOT_IN_SNAPSHOT: "not in this snapshot",
    State.UNLISTED: "not in the tracker",
    State.DOUBTFUL: "no certain row",
}
_SIDES = "left: here since the last sync; right: what sync would do"
_TO_WRITE = (State.ABSENT, State.UPDATE)
_SIDE = 13  # columns of a status


def status_text(found: Overview, room: int = 80, paint: Paint = PLAIN) -> Iterator[str]:
    """Yield the lines of the status; none is wider than `room` columns."""
    room = max(room, 60)
    names = max((width(_name(line)) for line in found.lines), default=4)
    names = min(names, room - 2 * _SIDE - 26)
    for mission in found.missions:
        if mission.label:
            head = f"{mission.label}  {mission.title}".rstrip()
            yield _ruled(paint.bold, head, _completed(mission.lines), room)
        for area in mission.areas:
            yield from _area(found, area, names, room, paint)
    yield from _conflicts(found, room, paint)
    used = dict.fromkeys(letters(line) for line in found.lines if line.state not in _IN_WORDS)
    legend = [f"{each} {MEANING[each]}" for each in used if each.strip()]
    if legend:
        yield ""
        yield from map(paint.dim, _packed([_SIDES, *legend], room))
    if found.lines or found.missing:
        yield ""
    for line in status_summary(found, see=": vaultsync report"):
        yield from wrapped(line, room)


def status_summary(found: Overview, see: str = "") -> Iterator[str]:
    """Yield the closing lines: how many actions stand how, and what was read.

    `see` says where the rows that no place states are listed, if not beside the lines.
    """
    states = Counter(line.state for line in found.lines if not line.reason)
    agreed = states[State.AGREED] + states[State.KEPT]
    parts = [f"{agreed} {'agrees' if agreed == 1 else 'agree'}"]
    parts.append(f"{sum(states[state] for state in _TO_WRITE)} to write")
    for state, words in (
        (State.FIRST_MEETING, "to ask about"),
        (State.EDITED_HERE, "changed here"),
        (State.CONFLICT, "in conflict"),
        (State.FOREIGN, "with a foreign value"),
        (State.DOUBTFUL, "doubtful"),
        (State.UNLISTED, "not in the tracker"),
        (State.NOT_IN_SNAPSHOT, "not in this snapshot"),
    ):
        if states[state]:
            parts.append(f"{states[state]} {words}")
    unheld = sum(bool(line.reason) for line in found.lines)
    if unheld:
        parts.append(f"{unheld} held to nothing")
    yield f"{plural(len(found.lines), 'action')}: {', '.join(parts)}"
    read = f", read {found.snapshot.read}" if found.snapshot.read else ""
    yield f"tracker: {found.snapshot.extent()}{read}"
    if found.missing:
        yield f"{plural(len(found.missing), 'row')} that no place states{see}"
    if found.in_doubt:
        rows = plural(len(found.in_doubt), "row")
        yield f"{rows} in doubt, perhaps another wording of one that is stated: vaultsync match"
    if found.untold:
        yield f"{plural(len(found.untold), 'row')} that a folder may state that cannot be listed"
    if found.out_of_scope:
        yield f"{plural(len(found.out_of_scope), 'row')} of areas that the vault does not describe"


def _area(found: Overview, area: Area, names: int, room: int, paint: Paint) -> Iterator[str]:
    title = f"  {_short(area.label)}  {area.text}" if area.label else f"  {area.text}"
    if title.strip():
        yield _ruled(str, title, _completed(area.lines), room)
    for line in area.lines:
        yield _action(found, line, names, room, paint)
    for row in area.missing:
        text = truncated(escape(f"{row.key}  {row.text}"), room - names - 12)
        yield f"    {padded('', names)}  + row {text}"


def _action(found: Overview, line: Line, names: int, room: int, paint: Paint) -> str:
    here = found.word("status", line.vault_status) or "–"
    start = f"    {padded(escape(_name(line)), names)}  {padded(here, _SIDE)}"
    both = _painted(line, paint)
    if line.row is None or line.state in _IN_WORDS:
        words = escape(line.reason) or _IN_WORDS.get(line.state, "")
        return f"{start} {both} {truncated(words, room - names - _SIDE - 10)}".rstrip()
    there = found.word("status", line.row.status.token) or "–"
    rest = f"{padded(there, _SIDE)} {_priority(found, line)}"
    return f"{start} {both} {truncated(rest, room - names - _SIDE - 10)}".rstrip()


def _priority(found: Overview, line: Line) -> str:
    here = found.word("priority", line.vault_priority)
    there = found.word("priority", line.row.priority.token) if line.row else ""
    return f"{here} → {there}" if here and there and here != there else there or here


def _conflicts(found: Overview, room: int, paint: Paint) -> Iterator[str]:
    """Yield what was changed on both sides, with all three values, and how it is settled."""
    lines = [line for line in found.lines if line.conflicts]
    if not lines:
        return
    yield ""
    yield from wrapped("Changed on both sides, and left until you say which value stays:", room)
    for line in lines:
        for each in line.conflicts:
            last, here, there = (found.word(each.field, token) for token in each[1:])
            text = f"{each.field}  here {here}, tracker {there}, written last {last}"
            for part in wrapped(f"{escape(_name(line))}  {escape(text)}", room - 2):
                yield f"  {part}"
    yield paint.dim("  the vault's: vaultsync sync --keep-local NOTE")
    yield paint.dim("  the tracker's: vaultsync sync --overwrite-local")


def _painted(line: Line, paint: Paint) -> str:
    state, both = line.state, letters(line)
    if state in (State.CONFLICT, State.FOREIGN, State.DOUBTFUL, State.UNLISTED):
        return paint.red(both)
    if state in (State.AGREED, State.KEPT):
        return paint.green(both)
    return paint.dim(both) if state is State.NOT_IN_SNAPSHOT else paint.yellow(both)


def _completed(lines: Iterable[Line]) -> str:
    """Return how many of the actions with a row the tracker calls completed."""
    tokens = [line.row.status.token for line in lines if line.row is not None]
    return f"{tokens.count('completed')} of {len(tokens)} completed" if tokens else ""


def _ruled(style: object, left: str, right: str, room: int) -> str:
    """Return a line with a text at each end; the left one is cut where both do not fit."""
    left = truncated(escape(left), room - len(right) - 2)
    painted = style(left) if callable(style) else left
    return f"{painted}{' ' * (room - width(left) - len(right))}{right}".rstrip()


def _packed(entries: list[str], room: int) -> list[str]:
    """Return the entries on as few lines as hold them, three spaces apart."""
    lines = entries[:1]
    for entry in entries[1:]:
        longer = f"{lines[-1]}   {entry}"
        if width(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(entry)
    return lines


def _name(line: Line) -> str:
    """Return an action's name; of a note without a label all of it: `Plan of 2026`."""
    return _short(line.action) if line.labelled else line.action


def _short(label: str) -> str:
    """Return a label without the word that all labels begin with: `3.1b`."""
    found = re.fullmatch(r"[^\d]*(\d.*)", label)
    return found[1] if found else label
