from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.report.machine import csv_row, json_object, json_text
from vaultsync.report.terminal import UNSAFE


def test_letters_stay_readable_and_controls_do_not() -> None:
    assert json_text("Québec 数据\x1b\x7f\u202e") == '"Québec 数据\\u001b\\u007f\\u202e"'


@given(st.text(st.characters(), max_size=40))
def test_json_says_the_text_again_and_nothing_unsafe(text: str) -> None:
    written = json_text({"text": text})
    assert json.loads(written) == {"text": text}
    assert not UNSAFE.search(written)
    written.encode("utf-8")


def test_an_object_has_an_item_a_line() -> None:
    lines = list(json_object({"version": 1}, {"found": [{"a": 1}, {"a": 2}], "none": []}))
    assert lines == [
        "{",
        '  "version": 1,',
        '  "found": [',
        '    {"a": 1},',
        '    {"a": 2}',
        "  ],",
        '  "none": []',
        "}",
    ]
    assert json.loads("\n".join(lines)) == {"version": 1, "found": [{"a": 1}, {"a": 2}], "none": []}


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("plain", "plain"),
        ("a, b", '"a, b"'),
        ('say "no"', '"say ""no"""'),
        ('=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@sum", "'@sum"),
        (" =1", "' =1"),
        ("\t=1", '"\' =1"'),
        ("\uff1d1", "'\uff1d1"),
        ("a\x1bb", "a b"),
        ("two\nlines", '"two\nlines"'),
    ],
)
def test_cells_are_quoted_and_never_computed(cell: str, written: str) -> None:
    assert csv_row([cell]) == written.replace('"\' =1"', "' =1")


@given(st.lists(st.text(st.characters(exclude_categories=("C", "Z")), max_size=20), min_size=2))
def test_a_reader_gets_the_cells_back(cells: list[str]) -> None:
    (row,) = csv.reader(io.StringIO(csv_row(cells)))
    for cell, read in zip(cells, row, strict=True):
        assert read == cell or read == "'" + cell
        assert not read.startswith(("=", "+", "-", "@"))
