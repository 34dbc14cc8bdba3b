"""Tables of separated values: the data set's CSV, and others with its columns."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.mapping import NO_MAPPING, ListMapping
from vaultsync.tracker.readers.cells import Header, read_cells
from vaultsync.tracker.readers.columns import check_needed, columns_of, is_data_set, is_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vaultsync.tracker.readers.reading import Reading
    from vaultsync.tracker.vocabulary import Vocabulary

FORM = "table"

_DELIMITERS = (",", ";", "\t", "|")
_RARE = ("^", "~", ":", "!", "#", "$", "%", "*", "+", "=", "@", "\\", "\xa6", "\xa7", "\x1f")
"""Delimiters that are tried where none of the others finds columns."""

_LEAST_OF_RARE = 3
"""The fewest columns that a rare delimiter must find: `Action: x` is no table."""


class _Found(NamedTuple):
    """How to read a table: its delimiter, its header, and the names in that."""

    delimiter: str
    header: Header
    names: list[str]


def read_table(
    name: str, text: str, vocabulary: Vocabulary, mapping: ListMapping = NO_MAPPING
) -> Reading | None:
    """Return what a table says, or None where the text has no header with known columns.

    Raises `TrackerError` for a table that breaks off, and for one without rows.
    """
    skipped = _separator_line(text)
    found = _found(text[skipped:], mapping)
    if found is None:
        return None
    check_needed(name, found.names, mapping)
    records = _records(name, text[skipped:], found.delimiter, 1 if skipped else 0)
    return read_cells(name, found.header, records, vocabulary, FORM)


def _separator_line(text: str) -> int:
    """Return the length of Excel's first line `sep=;`, or 0."""
    first = text[:8].splitlines(keepends=True)[:1]
    return len(first[0]) if first and first[0].lower().startswith("sep=") else 0


def header_names(text: str) -> list[str]:
    """Return the names in a table's first line, by the delimiter that parts it into most."""
    names = max((_names(text, each) for each in _DELIMITERS), key=len)
    if len(names) > 1:
        return names
    rare = max((_names(text, each) for each in _RARE), key=len)
    return rare if len(rare) >= _LEAST_OF_RARE else names


def _names(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []


def _found(text: str, mapping: ListMapping) -> _Found | None:
    """Return how to read the table: the delimiter that finds the most known columns."""
    return _best(text, mapping, _DELIMITERS, 1) or _best(text, mapping, _RARE, _LEAST_OF_RARE)


def _best(text: str, mapping: ListMapping, among: Iterable[str], least: int) -> _Found | None:
    best: _Found | None = None
    for delimiter in among:
        if delimiter not in text:
            continue
        names = _names(text, delimiter)
        columns = columns_of(names, mapping)
        if len(names) < least or not is_list(columns):
            continue
        if best is None or len(columns) > len(best.header.columns):
            best = _Found(
                delimiter, Header(columns, len(names), is_data_set(names), mapping.language), names
            )
    return best


def _records(name: str, text: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the records under the header, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for index, cells in enumerate(reader):
            if index and cells:
                yield begins + skipped, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        line = begins + skipped
        if "field limit" in str(error):
            raise TrackerError(
                f"{name} has a cell of more than {csv.field_size_limit():,} letters "
                f"in the row that begins in line {line}",
                "Shorten the cell, or close the quotation mark that opens it.",
                line,
            ) from None
        raise TrackerError(
            f"{name} is broken in the row that begins in line {line}: {error}",
            "Download the list anew, or export it with all cells quoted.",
            line,
            "A quotation mark is open, or stands where none may.",
        ) from None
