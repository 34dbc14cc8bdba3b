"""Workbooks of Excel (XLSX): the sheet with the most known columns is the list.

The header may stand below a title. Formulas count by the values that Excel
stored with them. What a file may hold is bounded before it is unpacked.
"""

from __future__ import annotations

import datetime
import io
import warnings
import zipfile

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.mapping import NO_MAPPING, ListMapping
from vaultsync.tracker.readers.cells import Header, read_cells
from vaultsync.tracker.readers.columns import check_needed, columns_of, is_data_set, is_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.tracker.readers.reading import Reading
    from vaultsync.tracker.vocabulary import Vocabulary

FORM = "workbook"

LARGEST_UNPACKED = 64 * 1024 * 1024
"""The most bytes that a workbook may unpack to."""

_MOST_PARTS = 2_000
_MOST_ROWS = 100_000
_MOST_COLUMNS = 300
_HEADER_ROWS = 20
_WORKBOOK = "xl/workbook.xml"
_REMEDY = "Save the list as CSV UTF-8, and pull that."


class _Sheet(NamedTuple):
    """The rows of a sheet from its header on, each with its number."""

    header: Header
    names: Sequence[str]
    rows: list[tuple[int, list[str]]]


def read_workbook(
    name: str, data: bytes, vocabulary: Vocabulary, mapping: ListMapping = NO_MAPPING
) -> Reading | None:
    """Return what a workbook's list says, or None where the bytes are no workbook.

    The line of a row is its number in the sheet. Raises `TrackerError` for one
    that cannot be read, unpacks to too much, or holds no list.
    """
    if not _is_workbook(name, data):
        return None
    try:
        sheets = _sheets(name, data)
    except TrackerError:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl fails in its own many ways
        raise TrackerError(
            f"{name} is a workbook that cannot be read", _REMEDY, detail=type(error).__name__
        ) from None
    found = [sheet for rows in sheets.values() if (sheet := _list_in(rows, mapping))]
    if not found:
        # The header that comes nearest is what the user should look at.
        for rows in sheets.values():
            if rows:
                check_needed(name, rows[0][1], mapping)
        raise TrackerError(
            f"{name} is a workbook without a list of actions",
            'Name its columns with the data set\'s names, or map them under "[tracker.mapping]".',
            detail="Sheets: " + ", ".join(sheets) + ".",
        )
    best = max(found, key=lambda sheet: len(sheet.header.columns))
    check_needed(name, best.names, mapping)
    return read_cells(name, best.header, best.rows, vocabulary, FORM)


def _is_workbook(name: str, data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    if all(part.filename != _WORKBOOK for part in parts):
        return False
    # `zipfile` never unpacks more of a part than its entry declares.
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise TrackerError(
            f"{name} is too large for a list of actions",
            _REMEDY,
            detail=f"It unpacks to more than {LARGEST_UNPACKED} bytes.",
        )
    return True


def _sheets(name: str, data: bytes) -> dict[str, list[tuple[int, list[str]]]]:
    """Return the filled rows of each sheet with their numbers."""
    import openpyxl

    sheets: dict[str, list[tuple[int, list[str]]]] = {}
    with warnings.catch_warnings():
        # It warns of styles and extensions, which are no matter here.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        try:
            for sheet in book.worksheets:
                rows: list[tuple[int, list[str]]] = []
                values = sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)
                for number, row in enumerate(values, 1):
                    cells = [_cell(value) for value in row]
                    if any(cells):
                        rows.append((number, cells))
                    if len(rows) > _MOST_ROWS:
                        raise TrackerError(
                            f"{name} is too large for a list of actions",
                            _REMEDY,
                            detail=f"A sheet has more than {_MOST_ROWS} rows.",
                        )
                sheets[sheet.title] = rows
        finally:
            book.close()
    return sheets


def _list_in(rows: Sequence[tuple[int, list[str]]], mapping: ListMapping) -> _Sheet | None:
    best: _Sheet | None = None
    for index, (_, names) in enumerate(rows[:_HEADER_ROWS]):
        columns = columns_of(names, mapping)
        if is_list(columns) and (best is None or len(columns) > len(best.header.columns)):
            header = Header(columns, len(names), is_data_set(filter(None, names)), mapping.language)
            best = _Sheet(header, names, list(rows[index + 1 :]))
    return best


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value)
