from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pytest

from tests.tracker.published import IDS, as_csv, data_set_rows
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.mapping import ListMapping
from vaultsync.tracker.readers import Reading, read_source, workbook
from vaultsync.tracker.vocabulary import Vocabulary

Sheet = list[list[object]]


def book(**sheets: Sheet) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def read(data: bytes, mapping: ListMapping = ListMapping()) -> Reading:  # noqa: B008 - immutable
    return read_source("list.xlsx", data, Vocabulary(), mapping)


def data_set() -> Sheet:
    rows = data_set_rows()
    return [list(rows[0]), *(list(row.values()) for row in rows)]


def test_the_data_set_reads_as_its_csv_does() -> None:
    reading = read(book(Actions=data_set()))
    table = read_source("list.xlsx", as_csv(data_set_rows()), Vocabulary())
    assert reading == table._replace(form="workbook")
    assert reading.declared == len(IDS)


def test_the_list_is_found_among_sheets_and_under_a_title() -> None:
    reading = read(
        book(
            Notes=[["Action", "What we did"], ["Called", "them"]],
            List=[
                ["The plan of 2026"],
                [],
                ["Action ID", "Action", "Status"],
                [1.0, "Sweep", "Behind"],
            ],
        )
    )
    (row,) = reading.rows
    assert (row.id, row.text, row.status.token, row.line) == ("1", "Sweep", "behind", 4)
    assert reading.declared is None


def test_dates_are_words() -> None:
    mapping = ListMapping({"id": ("Nr",), "text": ("What",), "period": ("When",)})
    rows: Sheet = [
        ["Nr", "What", "When"],
        ["A", "Old words", datetime.datetime(2025, 3, 31)],  # noqa: DTZ001 - Excel has no zones
        ["A", "New words", datetime.date(2026, 3, 31)],
    ]
    (row,) = read(book(List=rows), mapping).rows
    assert (row.text, row.period) == ("New words", "2026-03-31")


def test_a_workbook_without_a_list_says_what_it_holds() -> None:
    with pytest.raises(TrackerError, match="without a list of actions") as raised:
        read(book(Menu=[["Soup", "Price"], ["Leek", 4]]))
    assert raised.value.detail == "Sheets: Menu."
    with pytest.raises(TrackerError, match="has no column 'Dish' for the text") as raised:
        read(book(Menu=[["Soup", "Price"]]), ListMapping({"text": ("Dish",)}, frozenset({"text"})))


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LARGEST_UNPACKED", 1_000_000)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 2_000_000)
    with pytest.raises(TrackerError, match="too large"):
        read(target.getvalue())


@pytest.mark.parametrize("length", [30, 400, -30])
def test_a_broken_workbook_is_refused(length: int) -> None:
    with pytest.raises(TrackerError):
        read(book(List=[["Action", "Status"], ["Sweep", "Behind"]])[:length])


def test_a_workbook_of_nonsense_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a")
    with pytest.raises(TrackerError, match="workbook that cannot be read"):
        read(target.getvalue())


def test_another_archive_is_named() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("list.csv", "Action,Status\n")
    with pytest.raises(TrackerError, match="is an archive"):
        read(target.getvalue())
