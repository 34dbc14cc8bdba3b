"""What parts the cells of a table, and the records that it makes.

Nearly every table has one of four marks between its cells. Others are found by
the columns: a mark, or a run of several (`||`, tab and space, ` ;; `), that
parts the first line into columns that are known, and every record as well.
"""

from __future__ import annotations

import csv
import io
import re

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

USUAL = (",", ";", "\t", "|")
RARE = ("^", "~", ":", "!", "#", "$", "%", "*", "+", "=", "@", "\\", "\xa6", "\xa7", "\x1f")
"""Delimiters that are tried where none of the others finds columns."""

LEAST = 3
"""The fewest columns that any but a usual delimiter must find: `Action: x` is no table."""

_LONGEST = 8
_MOST_RUNS = 12
_LONGEST_HEADER = 20_000
_RUN = re.compile(r"[^\w\"'\u2019()\r\n]+")
_SEPARATOR_LINE = re.compile(r"sep=([^\r\n]{0,8})(?:\r\n|\r|\n)", re.IGNORECASE)


def stated(text: str) -> tuple[str, int]:
    """Return what Excel's first line `sep=;` says, and its length; `""` and 0 without one."""
    found = _SEPARATOR_LINE.match(text)
    return (found[1], found.end()) if found else ("", 0)


def names_by(text: str, delimiter: str) -> list[str]:
    """Return the cells of a table's first line."""
    try:
        return next((cells for _, cells in records(text, delimiter)), [])
    except csv.Error:
        return []


def runs(text: str) -> list[str]:
    """Return what may part the cells of a table beside the known marks, the longest first.

    That is each run of marks and spaces which stands between the words of the
    first line twice, and the marks in it without the spaces around them.
    """
    found: dict[str, int] = {}
    for run in _RUN.findall(text[:_LONGEST_HEADER].partition("\n")[0]):
        if len(run) <= _LONGEST and run != " ":
            for each in {run, run.strip()} - {""}:
                found[each] = found.get(each, 0) + 1
    known = {*USUAL, *RARE}
    often = sorted(found, key=lambda run: (-found[run], -len(run), run))[:_MOST_RUNS]
    wanted = [run for run in often if found[run] >= LEAST - 1 and run not in known]
    return sorted(wanted, key=lambda run: (-len(run), run))


def records(text: str, delimiter: str, strict: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a table, each with the line on which it begins, empty ones included.

    Raises `csv.Error`; `strict` also where a quotation mark stands that may not.
    Its argument `line` is where the record begins.
    """
    mark = delimiter
    if len(delimiter) > 1:
        mark = next((char for char in map(chr, range(0xE000, 0xF8FF)) if char not in text), "")
        if not mark:
            raise BrokenRecordError("nothing can stand for its delimiter", 1)
        text = text.replace(delimiter, mark)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=strict)
    begins = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise BrokenRecordError(str(error), begins) from None
        if cells is None:
            return
        # Inside quotation marks it parted nothing.
        yield begins, cells if mark == delimiter else [c.replace(mark, delimiter) for c in cells]
        begins = reader.line_num + 1


class BrokenRecordError(csv.Error):
    """A record that cannot be read; `line` is where it begins."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


def parts_all(text: str, delimiter: str, width: int) -> bool:
    """Return whether every record has two cells or more, and none more than there are columns."""
    lines = 0
    try:
        for _, cells in records(text, delimiter):
            if any(cell.strip() for cell in cells):
                lines += 1
                if not 2 <= len(cells) <= width:
                    return False
    except csv.Error:
        return False
    return lines > 1
