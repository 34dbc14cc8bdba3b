"""What a `pull` read and what it changed, for reading."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.wording.words import difference
from vaultsync.report.terminal import PLAIN, Paint, escape, truncated, wrapped
from vaultsync.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.match.rows.difference import Moved, Renumbered, Reworded
    from vaultsync.match.rows.pull import PullProblem, PullResult
    from vaultsync.tracker.model import Row, Value
    from vaultsync.tracker.readers.languages import LeftOut

_LANGUAGES = {"en": "English", "fr": "French"}

_MOST = 20  # rows of a kind that are printed one by one


def pulled(result: PullResult, room: int = 80, paint: Paint = PLAIN) -> Iterator[str]:
    """Yield the lines about a pull: sources, what came of each row, what is doubtful."""
    snapshot = result.lock.snapshot
    for source in snapshot.sources:
        counted = "" if source.declared is None else f" of {source.declared}"
        yield f"{escape(source.source)}: {plural(source.rows, 'row')}{counted}"
    for left_out in result.left_out:
        yield from _sentence("", escape(told(left_out)), room)
    changes = result.difference
    yield from _each("added", changes.added, _row, room, paint.green("+"))
    yield from _each("removed", changes.removed, _row, room, paint.red("-"))
    yield from _each("renumbered", changes.renumbered, _renumbered, room, paint.yellow("~"))
    yield from _each("moved", changes.moved, _moved, room, paint.yellow("~"))
    yield from _each("reworded", changes.reworded, _reworded, room, paint.yellow("~"))
    for problem in result.problems:
        yield from _sentence(f"{paint.yellow('!')} ", escape(doubtful(problem)), room)
    coverage = "the whole list" if snapshot.complete else "a part of the list"
    yield f"{snapshot.extent()}: {coverage}, read {snapshot.read}."


def told(left_out: LeftOut) -> str:
    """Return in one sentence which rows a pull left out for their language, why, and what to do."""
    first, *more = left_out.sources
    sources = f"{first} and {plural(len(more), 'other')}" if more else first
    language = _LANGUAGES[left_out.language]
    them, one = plural(left_out.rows, "row"), left_out.rows == 1
    if left_out.by_id:
        return f"{sources}: {them} left out, {language} for rows of the same ids"
    rows = "it is" if one else "they are"
    taken = f"{sources}: {them} left out, taken for the {language} of as many others"
    if not left_out.together:
        whose = "its" if one else "their"
        return f"{taken}; if {rows} not, remove the column that says {whose} language"
    return f"{taken}; if {rows} not, pull {'each' if more else first} by itself"


def doubtful(problem: PullProblem) -> str:
    """Return what is doubtful about a source, or about the row on a line of it."""
    where = f"{problem.source}:{problem.line}" if problem.line else problem.source
    return f"{where}: {problem.message}"


def _sentence(mark: str, text: str, room: int) -> Iterator[str]:
    """Yield the lines of a text behind a mark; further ones are indented."""
    first, *more = wrapped(text, room - 2)
    yield mark + first
    yield from (f"  {line}" for line in more)


def _each(word: str, items: tuple, line: object, room: int, mark: str) -> Iterator[str]:  # type: ignore[type-arg]  # rows of one of three kinds, with the function for that kind
    if not items:
        return
    rows = {getattr(item, "new", item).key for item in items}  # one may move in both its values
    yield f"{plural(len(rows), 'row')} {word}"
    for item in items[:_MOST]:
        yield f"  {mark} {truncated(escape(line(item)), room - 4)}"  # type: ignore[operator]  # see above
    if len(items) > _MOST:
        yield f"    and {len(items) - _MOST} more"


def _row(row: Row) -> str:
    return f"{row.key}  {_shown(row.status)}, {_shown(row.priority)}  {row.text}"


def _renumbered(changed: Renumbered) -> str:
    return f"{changed.old.key} -> {changed.new.key}  {changed.new.text}"


def _moved(moved: Moved) -> str:
    old, new = getattr(moved.old, moved.field), getattr(moved.new, moved.field)
    return f"{moved.new.key}  {moved.field}: {_shown(old)} -> {_shown(new)}  {moved.new.text}"


def _reworded(reworded: Reworded) -> str:
    pieces = difference(reworded.old.text, reworded.new.text)
    changed = [piece for piece in pieces if piece.kind != "same"]
    marks = {"removed": "[{}]", "added": "{{{}}}"}
    words = " ".join(marks[piece.kind].format(piece.text.strip()) for piece in changed)
    return f"{reworded.new.key}  {words or 'area: ' + reworded.new.area}"


def _shown(value: Value) -> str:
    return value.published or "–"
