"""A plan, for reading: each note with the lines that come and go, and why."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import groupby, takewhile

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.report.terminal import PLAIN, Paint, escape, truncated, width, wrapped
from vaultsync.text import Lines, apply_edits, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from vaultsync.sync.changes import Left, NoteChange, Plan
    from vaultsync.text import Edit

_LEAD = 20  # characters shown before a change far to the right
_CONTEXT = 2  # unchanged lines shown on either side of a change
_LONGEST_REASON = 1000  # characters: what to do about it is said within, whatever it quotes


class Row(NamedTuple):
    """A line of a hunk: `mark` is a space, `+` or `-`."""

    mark: str
    text: str


class Hunk(NamedTuple):
    """Lines that change together, with some around them; `line` is the first's number."""

    line: int
    rows: tuple[Row, ...]

    @property
    def changed(self) -> int:
        """Return the number of the first line that changes."""
        marks = [row.mark for row in self.rows]
        return self.line + sum(1 for _ in takewhile(" ".__eq__, marks))


def plan_text(
    plan: Plan,
    text_of: Callable[[NoteChange], str | None],
    body_line: Callable[[str], int],
    room: int = 80,
    paint: Paint = PLAIN,
) -> Iterator[str]:
    """Yield the lines that show a plan, and what it leaves.

    `text_of` returns a note's text as the plan was made from it, None where the
    note is another by now; `body_line` returns the number of the line at which
    its properties are over.
    """
    added = removed = 0
    for change in plan.changes:
        hunks = change_hunks(change, text_of)
        marks = [row.mark for hunk in hunks for row in hunk.rows]
        added, removed = added + marks.count("+"), removed + marks.count("-")
        body = body_line(change.path) if change.before else 0
        yield from _change(change, hunks, body, room, paint)
        yield ""
    yield from left_lines(plan.left, room, paint)
    if plan.changes:
        yield (
            f"{plural(len(plan.changes), 'note')}, {plural(added, 'line')} added, "
            f"{removed or 'none'} removed."
        )


def left_lines(left: Sequence[Left], room: int, paint: Paint = PLAIN) -> Iterator[str]:
    """Yield what a plan leaves as it is, with the reason."""
    if not left:
        return
    yield paint.yellow("left as it is:")
    for each in left:
        where = f" ({escape(each.path)})" if each.path and each.path != f"{each.action}.md" else ""
        yield f"  {escape(each.action)}{where}"
        reason = truncated(escape(each.reason), _LONGEST_REASON)
        yield from (f"    {line}" for line in wrapped(reason, max(room - 4, 20)))
    yield ""


def change_hunks(
    change: NoteChange, text_of: Callable[[NoteChange], str | None]
) -> tuple[Hunk, ...]:
    """Return the lines that a change adds and takes away, with some context."""
    if change.before is None:
        return (Hunk(1, tuple(Row("+", line) for line in change.text.splitlines())),)
    text = text_of(change)
    # A plan from a file may hold edits that no text has room for; they are refused later.
    if text is None or any(not 0 <= edit.start <= edit.end <= len(text) for edit in change.edits):
        return ()
    return _hunks(text, change.edits)


def _hunks(text: str, edits: Sequence[Edit]) -> tuple[Hunk, ...]:
    lines = Lines(text)
    last = len(lines.starts)
    groups: list[tuple[int, int, list[Edit]]] = []
    for edit in sorted(edits):
        first_line = max(1, lines.position(edit.start).line - _CONTEXT)
        last_line = min(last, lines.position(edit.end).line + _CONTEXT)
        if groups and first_line <= groups[-1][1] + 1:
            groups[-1] = (groups[-1][0], max(last_line, groups[-1][1]), [*groups[-1][2], edit])
        else:
            groups.append((first_line, last_line, [edit]))
    return tuple(_hunk(text, lines, *group) for group in groups)


def _hunk(text: str, lines: Lines, first: int, last: int, edits: Sequence[Edit]) -> Hunk:
    start = lines.line_start(first)
    end = lines.line_start(last + 1) if last < len(lines.starts) else len(text)
    old = text[start:end]
    inside = [edit._replace(start=edit.start - start, end=edit.end - start) for edit in edits]
    before, after = old.splitlines(), apply_edits(old, inside).splitlines()
    rows: list[Row] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            rows += [Row(" ", line) for line in before[i1:i2]]
        else:
            rows += [Row("-", line) for line in before[i1:i2]]
            rows += [Row("+", line) for line in after[j1:j2]]
    return Hunk(first, tuple(rows))


def _change(
    change: NoteChange, hunks: Sequence[Hunk], body: int, room: int, paint: Paint
) -> Iterator[str]:
    yield from _title(change, room, paint)
    if not hunks:
        yield paint.yellow("  it is not what the plan was made from, and will be left")
    for hunk in hunks:
        if change.before is None:
            where = "new note"
        elif hunk.changed < body:
            where = "properties"
        else:
            where = f"line {hunk.line}"
        yield paint.dim(f"  @@ {where}")
        for mark, text in _windows(hunk.rows, room):
            line = truncated(f"  {mark}  {escape(text)}", room).rstrip()
            yield {"+": paint.green, "-": paint.red}.get(mark, str)(line)


def _windows(rows: Sequence[Row], room: int) -> Iterator[Row]:
    """Yield rows with what two long lines start with alike cut away, so that the change shows."""
    for mark, group in groupby(rows, lambda row: row.mark == " "):
        run = list(group)
        old, new = ([row for row in run if row.mark == each] for each in "-+")
        if mark or len(old) != len(new):
            yield from run
            continue
        starts = [_alike(*pair, room) for pair in zip(old, new, strict=True)]
        for row, start in zip((*old, *new), starts * 2, strict=True):
            yield row._replace(text="…" + row.text[start:]) if start else row


def _alike(old: Row, new: Row, room: int) -> int:
    """Return how much two rows have in common at their start and need not show."""
    pairs = enumerate(zip(old.text, new.text, strict=False))
    end = min(len(old.text), len(new.text))
    common = next((at for at, (one, other) in pairs if one != other), end) - _LEAD
    shown = width(escape(new.text[: common + _LEAD])) + 2 * _LEAD
    return common if common > 0 and shown > room else 0


def _title(change: NoteChange, room: int, paint: Paint) -> Iterator[str]:
    """Yield the note's path, and the row and how sure it is, to the right where there is room."""
    path = escape(change.path)
    reasons = [
        f"{escape(reason.row_named)}, {escape(reason.verdict)}"
        for reason in change.reasons
        if reason.row
    ]
    if len(reasons) == 1 and width(path) + 2 + width(reasons[0]) <= room:
        gap = " " * (room - width(path) - width(reasons[0]))
        yield paint.bold(path) + gap + reasons[0]
        return
    yield paint.bold(path)
    names = max(len(reason.action) for reason in change.reasons) if change.reasons else 0
    for reason in change.reasons:
        row = f"{reason.row_named}, {reason.verdict}" if reason.row else reason.what
        yield truncated(f"  {escape(reason.action):<{names}}  {escape(row)}", room)
