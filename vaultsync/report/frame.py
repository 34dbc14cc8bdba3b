"""A line of a note, quoted with a caret under what a diagnostic means.

The line may be hostile or a gigabyte long: only the part around the caret is
looked at, and it is escaped before it is shown.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from vaultsync.report.terminal import PLAIN, Paint, character_width, escape, width, wrapped

_TAB = 4
_GUTTER = 2


def frame(
    line: str,
    number: int,
    columns: tuple[int, int | None],
    remark: str = "",
    room: int = 80,
    paint: Paint = PLAIN,
) -> list[str]:
    """Return the lines of a frame around one line of a text.

    `number` is the line's number; `columns` are the first column that is meant
    and the one after the last (None: to the end of the line), counted from 1 in
    code points. `remark` stands behind the carets, or below them where `room`
    columns do not hold it.
    """
    gutter = max(_GUTTER, len(str(number)))
    cells = max(room - gutter - 3, 20)
    shown, at, length = _window(line, columns, cells)
    empty = " " * (gutter + 1) + paint.dim("|")
    remark = escape(remark)
    under = " " * at + paint.red("^" * length)
    lines = [empty, f"{number:>{gutter}} {paint.dim('|')} {shown}".rstrip()]
    if remark and at + length + 1 + width(remark) <= cells:
        return [*lines, f"{empty} {under} {remark}"]
    lines.append(f"{empty} {under}")
    return lines + noted(remark, number, room, paint) if remark else lines


def noted(text: str, number: int, room: int = 80, paint: Paint = PLAIN) -> list[str]:
    """Return an explanation that stands below the frame of line `number`, in lines that fit."""
    empty = " " * (max(_GUTTER, len(str(number))) + 1)
    first, *more = wrapped(escape(text), max(room - len(empty) - 2, 20))
    return [f"{empty}{paint.dim('=')} {first}", *(f"{empty}  {line}" for line in more)]


def _window(line: str, columns: tuple[int, int | None], room: int) -> tuple[str, int, int]:
    """Return the part of a line to show, where in it the carets start, and how many."""
    first = min(columns[0] - 1, len(line))
    last = len(line) if columns[1] is None else min(columns[1] - 1, len(line))
    room -= first == len(line)  # the caret stands after the line, and is to fit as well
    around = line[max(first - room, 0) : first + room + 1]
    if not around.isprintable():
        return _indented_window(line, first, last, room) or _any_window(line, first, last, room)
    if around.isascii():  # as most lines are
        return _plain_window(line, first, last, room)
    widths = list(map(character_width, around))
    if 0 in widths:  # what stands farther away may be seen as well
        return _any_window(line, first, last, room)
    return _wide_window(line, first, last, room, widths)


def _plain_window(line: str, first: int, last: int, room: int) -> tuple[str, int, int]:
    """Return the window of a line in which each character near the carets takes one column."""
    if len(line) <= room:
        return line, first, max(last - first, 1)
    before = room - 2 - min(len(line) - first, room + 1, (2 * room) // 3)
    start = max(first - max(before, 0), 0)
    mark = "…" if start else ""
    end = start + room - len(mark)
    more = ""
    if end < len(line):
        end, more = end - 1, "…"
    meant = min(last, end) - first
    return f"{mark}{line[start:end]}{more}", len(mark) + first - start, max(meant, 1)


def _wide_window(
    line: str, first: int, last: int, room: int, widths: list[int]
) -> tuple[str, int, int]:
    """Return the window of a line in which each character near the carets is seen as it is.

    `widths` are the columns of those that are at most `room` characters away.
    """
    from_ = max(first - room, 0)
    lead = first - from_
    start = 0
    if len(line) > room or sum(widths) > room:
        before = room - 2 - min(sum(widths[lead:]), (2 * room) // 3)
        start = lead - bisect_right([*accumulate(widths[:lead][::-1])], before)
    mark = "…" if from_ + start else ""
    ends = [*accumulate(widths[start:], initial=len(mark))]
    end = start + bisect_right(ends, room - 1) - 1
    if from_ + end == len(line) - 1 and ends[-1] <= room:  # nothing stands behind the last one
        end += 1
    shown = mark + line[from_ + start : from_ + end]
    if from_ + end < len(line):
        shown += "…"
    at = ends[lead - start] + (first == len(line) and from_ + end < len(line))
    length = sum(widths[lead : max(min(last - from_, end), lead)])
    return shown, at, max(length, 1)


def _indented_window(line: str, first: int, last: int, room: int) -> tuple[str, int, int] | None:
    """Return the window of a line that fits, where all that is odd in it is tabs before the rest.

    None for any other.
    """
    if len(line) > room:
        return None
    rest = line.lstrip("\t")
    tabs = len(line) - len(rest)
    shown = " " * (tabs * _TAB) + rest
    if not tabs <= first or len(shown) > room or not rest.isprintable() or width(shown) > room:
        return None
    at = tabs * _TAB + width(line[tabs:first])
    return shown, at, max(width(line[first:last]), 1)


def _any_window(line: str, first: int, last: int, room: int) -> tuple[str, int, int]:
    """Return the window of any line, looked at character by character."""
    # What stands before the caret gets at most a third where the line is too long.
    start, used = first, 0
    end = min(len(line), first + room + 1)
    before = room - 2 - min(width(escape(line[first:end])), (2 * room) // 3)
    whole = _fits(line, room)
    while start > 0 and (whole or used + _cell(line[start - 1], 0) <= before):
        start -= 1
        used += _cell(line[start], 0)
    shown = "…" if start > 0 else ""
    filled = width(shown)
    at = length = 0
    for index in range(start, len(line)):
        if index == first:
            at = filled
        char = line[index]
        text = " " * (_TAB - filled % _TAB) if char == "\t" else escape(char)
        taken = width(text)
        if filled + taken > room - (index < len(line) - 1):
            shown += "…"
            filled += 1
            break
        shown += text
        filled += taken
        if first <= index < last:
            length += taken
    if first >= len(line):
        at = filled
    return shown, at, max(length, 1)


def _fits(line: str, room: int) -> bool:
    """Return whether all of a line can be shown."""
    if len(line) > room:
        return False
    filled = 0
    for char in line:
        filled += _cell(char, filled)
    return filled <= room


def _cell(char: str, at: int) -> int:
    """Return the columns that a character takes when it is quoted."""
    if char == "\t":
        return _TAB - at % _TAB
    return character_width(char) if len(text := escape(char)) == 1 else len(text)
