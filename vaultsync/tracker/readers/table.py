"""Tables of separated values: the data set's CSV, and others with its columns."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.model import Problem, Row
from vaultsync.tracker.readers.columns import columns_of, is_data_set, is_list, words_of
from vaultsync.tracker.readers.periods import newest_rows
from vaultsync.tracker.readers.reading import Published, Reading, row_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vaultsync.tracker.vocabulary import Vocabulary

FORM = "table"

_DELIMITERS = (",", ";", "\t", "|")


class _Header(NamedTuple):
    """How to read a table: its delimiter, where the columns stand, and if it is the data set's."""

    delimiter: str
    columns: Mapping[str, tuple[int, ...]]
    width: int
    whole: bool


def read_table(name: str, text: str, vocabulary: Vocabulary) -> Reading | None:
    """Return what a table says, or None where the text has no header with known columns.

    A table declares how many rows there are only if it has every column of the
    data set: any other may be somebody's selection. Raises `TrackerError` for
    a table that breaks off, and for one without rows.
    """
    skipped = _separator_line(text)
    header = _header(text[skipped:])
    if header is None:
        return None
    problems: list[Problem] = []
    rows: list[Row] = []
    left_out = 0
    for line, cells in _records(name, text[skipped:], header, 1 if skipped else 0):
        if any(cell.strip() for cell in cells[header.width :]):
            message = (
                f"a row with {len(cells)} cells under {header.width} columns was left out; "
                "is a delimiter in it unquoted?"
            )
            problems.append(Problem("cells", name, line, message))
            left_out += 1
            continue
        row = row_of(Published(line, words_of(cells, header.columns)), name, vocabulary, problems)
        if row is not None:
            rows.append(row)
        elif any(cell.strip() for cell in cells):
            left_out += 1
    if not rows:
        raise TrackerError(
            f"{name} has a header but no action",
            "Download the data set anew.",
            detail="No row under its first line has a text.",
        )
    newest = newest_rows(rows, problems)
    declared = len({row.key for row in newest}) + left_out if header.whole else None
    return Reading(newest, declared, tuple(problems), FORM)


def _separator_line(text: str) -> int:
    """Return the length of Excel's first line `sep=;`, or 0."""
    first = text[:8].splitlines(keepends=True)[:1]
    return len(first[0]) if first and first[0].lower().startswith("sep=") else 0


def _header(text: str) -> _Header | None:
    """Return how to read the table: the delimiter that finds the most known columns."""
    best: _Header | None = None
    for delimiter in _DELIMITERS:
        if delimiter not in text:
            continue
        try:
            names = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        except csv.Error:
            continue
        columns = columns_of(names)
        if is_list(columns) and (best is None or len(columns) > len(best.columns)):
            best = _Header(delimiter, columns, len(names), is_data_set(names))
    return best


def _records(
    name: str, text: str, header: _Header, skipped: int
) -> Iterator[tuple[int, list[str]]]:
    """Yield the records under the header, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=header.delimiter, strict=True)
    begins = 1
    try:
        for index, cells in enumerate(reader):
            if index and cells:
                yield begins + skipped, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        line = begins + skipped
        raise TrackerError(
            f"{name} is broken in the row that begins in line {line}: {error}",
            "Download the list anew, or export it with all cells quoted.",
            line,
            "A quotation mark is open, or stands where none may.",
        ) from None
