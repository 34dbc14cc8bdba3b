from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.text import (
    Edit,
    Lines,
    Position,
    UndecodableError,
    apply_edits,
    decode,
    encode,
    line_end_in,
    plural,
)


@given(st.binary())
def test_what_decodes_comes_back_as_the_same_bytes(data: bytes) -> None:
    try:
        text = decode(data)
    except UndecodableError:
        return
    assert encode(text) == data


@pytest.mark.parametrize("text", ["a\r\nb", "\ufeff---\n", "", "\r", "é\u2028x"])
def test_line_ends_and_byte_order_marks_survive(text: str) -> None:
    assert encode(decode(text.encode())) == text.encode()


def test_undecodable_bytes_name_their_line() -> None:
    with pytest.raises(UndecodableError) as raised:
        decode(b"one\r\ntwo\nthr\xe9e")
    assert (raised.value.offset, raised.value.line) == (12, 3)


def test_positions_count_from_one_in_code_points() -> None:
    lines = Lines("a\r\nbé😀x\rc\n")
    assert lines.position(0) == Position(1, 1)
    assert lines.position(6) == Position(2, 4)
    assert lines.position(8) == Position(3, 1)
    assert lines.line_text(2) == "bé😀x"
    assert lines.line_text(4) == ""


@given(st.text(alphabet=st.sampled_from("ab\r\n\x0b\x85\u2028")))
def test_a_line_ends_where_commonmark_says(text: str) -> None:
    lines = Lines(text)
    assert [lines.line_text(number + 1) for number in range(len(lines.starts))] == re.split(
        "\r\n?|\n", text
    )


@given(st.text(alphabet="ab\r\n"), st.data())
def test_a_position_leads_back_to_its_offset(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    lines = Lines(text)
    line, column = lines.position(offset)
    assert lines.line_start(line) + column - 1 == offset


def test_edits_are_counted_in_the_text_as_given() -> None:
    edits = [Edit(4, 5, "Y"), Edit(0, 1, ""), Edit(2, 2, "+"), Edit(2, 2, "-")]
    assert apply_edits("a b c", edits) == " +-b Y"


@pytest.mark.parametrize("edits", [[Edit(0, 2, ""), Edit(1, 3, "")], [Edit(0, 9, "")]])
def test_edits_that_overlap_or_leave_the_text_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply_edits("abc", edits)


def test_the_line_end_of_a_text_is_that_of_its_first_line() -> None:
    assert line_end_in("a\r\nb\n") == "\r\n"
    assert line_end_in("a") == "\n"


def test_plural() -> None:
    assert plural(1, "note") == "1 note"
    assert plural(0, "note") == "0 notes"
    assert plural(2, "copy", "copies") == "2 copies"
    assert plural(13500, "note") == "13,500 notes"
