"""Tables of separated values: the data set's CSV, and others with its columns.

Columns go by the data set's names or by the labels of the site's "download
search results". English columns come before their French twins, which fill
what English leaves empty.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.model import Problem, Row, id_parts
from vaultsync.tracker.readers.periods import period_order
from vaultsync.tracker.readers.reading import Published, Reading, row_of
from vaultsync.tracker.vocabulary import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vaultsync.tracker.vocabulary import Vocabulary

FORM = "table"

_DELIMITERS = (",", ";", "\t", "|")

# Names as `_plain_name` gives them, English first.
_COLUMNS = {
    "id": ("action id", "identificateur de l'action", "id de l'action"),
    "text": ("action", "action fr"),
    "area": ("area for action", "area for action fr", "domaine d'action"),
    "status": ("action status", "action status fr", "status", "statut", "etat"),
    "priority": ("priority", "priority fr", "priorite"),
    "lead": ("lead", "lead fr", "responsable"),
    "mission": ("mission", "mission fr"),
    "period": ("reporting period", "period", "periode de rapport"),
}
_DATA_SET = (
    "action_id", "mission", "area_for_action", "action", "action_status", "priority", "lead",
    "partners", "progress",
)  # fmt: skip
_DATA_SET_EXTRAS = {"_id", "record_id", "reporting_period", "owner_org", "owner_org_title"}


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
        row = row_of(Published(line, _words(cells, header)), name, vocabulary, problems)
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


def newest_rows(rows: Sequence[Row], problems: list[Problem]) -> tuple[Row, ...]:
    """Return the rows with one for each id: that of the newest period, else the last.

    Lists that report every year repeat an action once a period. Where no
    period decides, the repetition is added to `problems`.
    """
    kept: dict[tuple[str, ...] | int, Row] = {}
    for index, row in enumerate(rows):
        key: tuple[str, ...] | int = index if row.id is None else id_parts(row.id)
        known = kept.get(key)
        if known is None:
            kept[key] = row
            continue
        before, after = period_order(known.period), period_order(row.period)
        if after >= before:
            kept[key] = row
        if after == before and known._replace(line=row.line) == row:
            message = f"{row.id} stands in line {known.line} too, with the same words"
            problems.append(Problem("duplicate-row", row.source, row.line, message, row.key))
        elif after == before:
            message = f"{row.id} stands in line {known.line} too; the last one counts"
            problems.append(Problem("repeated-id", row.source, row.line, message, row.key))
    superseded = {row.line for row in rows}.difference(row.line for row in kept.values())
    problems[:] = (
        problem
        for problem in problems
        if problem.kind != "unknown-value" or problem.line not in superseded
    )
    return tuple(kept.values())


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
        columns = _columns(names)
        known = len(columns)
        if "text" in columns and known > 1 and (best is None or known > len(best.columns)):
            raw = {name.strip().casefold() for name in names}
            others = raw.difference(_DATA_SET, _DATA_SET_EXTRAS)
            whole = raw.issuperset(_DATA_SET) and all(name.endswith("_fr") for name in others)
            best = _Header(delimiter, columns, len(names), whole)
    return best


def _columns(names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return for each field the columns that may hold it, the preferred one first."""
    plain = [_plain_name(name) for name in names]
    columns = {}
    for field, known in _COLUMNS.items():
        found = tuple(index for name in known for index, other in enumerate(plain) if other == name)
        if found:
            columns[field] = found
    return columns


def _plain_name(name: str) -> str:
    return folded(name.replace("_", " ").replace("\u2019", "'"))


def _words(cells: Sequence[str], header: _Header) -> dict[str, str]:
    words = {}
    for field, columns in header.columns.items():
        for column in columns:
            cell = cells[column].strip() if column < len(cells) else ""
            if cell not in ("", "-"):
                words[field] = cell
                break
    return words


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
