from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.mapping import ListMapping
from vaultsync.tracker.readers import Reading, read_source
from vaultsync.tracker.vocabulary import Vocabulary

TABLE = """\
# Our list

| Action ID | Action                      | Status      | Priority |
|:----------|-----------------------------|:-----------:|---------:|
| 1.1.a     | **Publish** the \\| list     | En cours    | 2        |
| 1.1.b     | [Train staff](https://e.ca) | `Completed` | -        |

Some prose about it.

| Other | table |
|-------|-------|
| a     | b     |

| Action ID | Action | Status | Priority |
|---|---|---|---|
| 1.2.a | Ask [[People\\|everybody]]<br>twice | Paused | Year 1
"""


def read(text: str, mapping: ListMapping = ListMapping()) -> Reading:  # noqa: B008 - immutable
    return read_source("list.md", text.encode(), Vocabulary(), mapping)


def test_tables_of_one_header_are_one_list() -> None:
    reading = read(TABLE)
    assert reading.form == "Markdown table"
    assert [(row.id, row.text, row.line) for row in reading.rows] == [
        ("1.1.a", "Publish the | list", 5),
        ("1.1.b", "Train staff", 6),
        ("1.2.a", "Ask everybody twice", 16),
    ]
    assert [row.status.token for row in reading.rows] == ["in-progress", "completed", "paused"]
    assert [row.priority.token for row in reading.rows] == ["year-2", None, "year-1"]


def test_a_table_may_be_somebodys_selection() -> None:
    assert read(TABLE).declared is None


def test_columns_can_be_mapped() -> None:
    text = "What | How far | Nr\n--- | --- | ---\nSweep | Done | 7\n"
    mapping = ListMapping({"text": ("What",), "status": ("How far",), "id": ("Nr",)})
    (row,) = read(text, mapping).rows
    assert (row.id, row.text, row.status.published) == ("7", "Sweep", "Done")


def test_a_table_without_known_columns_is_named_with_them() -> None:
    with pytest.raises(TrackerError, match="no column that is known for actions") as raised:
        read("| Ref | What \\| why |\n|---|---|\n| 1 | Sweep |\n")
    assert raised.value.detail == "Its columns: 'Ref', 'What | why'."


def test_a_table_in_a_code_block_is_none() -> None:
    text = "```\n" + TABLE + "```\n\n| Action | Status |\n|--|--|\n| Sweep | Behind |\n"
    assert [row.text for row in read(text).rows] == ["Sweep"]


def test_a_line_without_its_rule_is_no_header() -> None:
    reading = read("Action | Status\nSweep | Behind\n")
    assert (reading.form, reading.rows[0].text) == ("table", "Sweep")


@given(st.text("|-: \\\n`~a[](<*Action" + "\t"))
def test_whatever_stands_there_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(TrackerError):
        read("| Action | Status |\n|--|--|\n" + text)
