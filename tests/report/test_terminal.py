from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.report.terminal import PLAIN, UNSAFE, Paint, escape, moment, padded, truncated, width

ALL = range(sys.maxunicode + 1)
ANY = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Québec 数据 🧑‍🌾", "Québec 数据 🧑‍🌾"),
        ("\x1b[2Jgone", r"\x1b[2Jgone"),
        ("a\rb\nc\td", r"a\rb\nc\td"),
        ("\u202egpj.exe", r"\u202egpj.exe"),
        ("soft\u200bspace", r"soft\u200bspace"),
        ("\x9b31m", r"\x9b31m"),
        ("bad \udcff byte", r"bad \udcff byte"),
        ("tag \U000e0041", r"tag \U000e0041"),
        ("\u2028line", r"\u2028line"),
    ],
)
def test_unsafe_characters_are_written_out(text: str, shown: str) -> None:
    assert escape(text) == shown


@given(ANY)
def test_nothing_that_is_escaped_can_steer_a_terminal(text: str) -> None:
    for char in escape(text):
        assert unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(char) not in ("LRE", "RLE", "LRO", "RLO", "PDF")
        assert unicodedata.bidirectional(char) not in ("LRI", "RLI", "FSI", "PDI")


def test_what_can_be_printed_holds_nothing_unsafe() -> None:
    assert not any(found[0].isprintable() for found in UNSAFE.finditer("".join(map(chr, ALL))))


@given(ANY)
def test_escaping_twice_is_escaping_once(text: str) -> None:
    assert escape(escape(text)) == escape(text)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("数据", 4), ("e\u0301", 1), ("ﾊﾛｰ", 3), ("", 0), ("–·…", 3)],
)
def test_width_is_in_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("two words", 5, "two…"),
        ("数据开放", 5, "数据…"),
        ("数据开放", 8, "数据开放"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("x", 0, ""),
    ],
)
def test_truncating_ends_in_an_ellipsis(text: str, columns: int, shown: str) -> None:
    assert truncated(text, columns) == shown


@given(ANY.map(escape), st.integers(1, 40))
def test_padding_gives_exactly_the_columns(text: str, columns: int) -> None:
    assert width(padded(text, columns)) == columns


def test_no_colour_without_paint() -> None:
    assert PLAIN.red("x") == PLAIN.bold("x") == PLAIN.dim("x") == "x"
    assert Paint(True).red("x") == "\x1b[31mx\x1b[0m"
    assert Paint(True).red("") == ""


def test_a_moment_says_that_it_is_in_utc() -> None:
    assert moment("2026-11-21T20:55:58Z") == "2026-11-21 20:55:58 UTC"
    # What somebody else wrote into a file is shown as it is, and says no more than it does.
    assert moment("once\x1b") == "once\\x1b"
