"""Tables of separated values: the data set's CSV, and others with its columns."""

from __future__ import annotations

import csv

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.mapping import NO_MAPPING, ListMapping
from vaultsync.tracker.readers.cells import Header, read_cells
from vaultsync.tracker.readers.columns import (
    check_needed,
    columns_of,
    is_data_set,
    is_list,
    named_in,
)
from vaultsync.tracker.readers.delimiters import (
    LEAST,
    RARE,
    USUAL,
    BrokenRecordError,
    names_by,
    parts_all,
    records,
    runs,
    stated,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vaultsync.tracker.readers.reading import Reading
    from vaultsync.tracker.vocabulary import Vocabulary

FORM = "table"


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
    said, skipped = stated(text)
    found = _found(text[skipped:], mapping, said)
    if found is None:
        return None
    check_needed(name, found.names, mapping)
    rows = _records(name, text[skipped:], found.delimiter, 1 if skipped else 0)
    return read_cells(name, found.header, rows, vocabulary, FORM)


def header_names(text: str) -> list[str]:
    """Return the names in a table's first line, by the delimiter that parts it into most."""
    said, skipped = stated(text)
    text = text[skipped:]
    for run in runs(text):
        names = names_by(text, run)
        if len(names) >= LEAST and parts_all(text, run, len(names)):
            return names
    names = max((names_by(text, each) for each in ((said,) if said else USUAL)), key=len)
    if len(names) > 1:
        return names
    rare = max((names_by(text, each) for each in RARE), key=len)
    return rare if len(rare) >= LEAST else names


def is_parted(text: str) -> bool:
    """Return whether a usual delimiter parts all lines, or a first line that names columns."""
    said, skipped = stated(text)
    text = text[skipped:]
    are_named = len(named_in(text.partition("\n")[0])) >= LEAST
    for delimiter in (said,) if said else USUAL:
        width = len(names_by(text, delimiter))
        if width >= LEAST and (are_named or parts_all(text, delimiter, width)):
            return True
    return False


def unparted(name: str, text: str, mapping: ListMapping) -> TrackerError | None:
    """Return the error for a table of which nobody knows what parts its cells, if it is one."""
    _, skipped = stated(text)
    first = text[skipped:].partition("\n")[0].strip("\r")
    names = named_in(first, mapping)
    if len(names) < LEAST:
        return None
    line = 2 if skipped else 1
    return TrackerError(
        f"{name} names columns in line {line}, and nothing that is known parts them",
        "Export it with commas, semicolons or tabs between the cells, and cells that hold one in "
        "quotation marks.",
        line,
        f"Expected the same mark between {', '.join(map(repr, names))}, and in every line below.",
    )


def _found(text: str, mapping: ListMapping, said: str) -> _Found | None:
    """Return how to read the table: the delimiter that finds the most known columns."""
    found = (
        (_best(text, mapping, (said,), 1) if said else None)
        or _best(text, mapping, USUAL, 1)
        or _best(text, mapping, RARE, LEAST)
    )
    for run in runs(text):
        if found is not None and (found.delimiter not in run or found.delimiter == said):
            continue
        longer = _best(text, mapping, (run,), LEAST)
        if longer is None or not parts_all(text, run, longer.header.width):
            continue
        if found is None or _is_a_part(found, longer, text):
            return longer
    return found


def _is_a_part(found: _Found, longer: _Found, text: str) -> bool:
    """Return whether a delimiter is no more than a mark of the longer one around it."""
    if len(longer.header.columns) < len(found.header.columns):
        return False
    same = found.header.width == longer.header.width
    return not (same and parts_all(text, found.delimiter, found.header.width))


def _best(text: str, mapping: ListMapping, among: Iterable[str], least: int) -> _Found | None:
    best: _Found | None = None
    for delimiter in among:
        if delimiter not in text:
            continue
        names = names_by(text, delimiter)
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
    try:
        for index, (line, cells) in enumerate(records(text, delimiter, strict=True)):
            if index and cells:
                yield line + skipped, cells
    except BrokenRecordError as error:
        line = error.line + skipped
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
