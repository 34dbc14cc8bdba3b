from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from vaultsync.report import frame as frame_module
from vaultsync.report.frame import frame, noted
from vaultsync.report.terminal import Paint, width


def shown(line: str, first: int, last: int | None, remark: str = "", room: int = 80) -> str:
    return "\n".join(frame(line, 24, (first, last), remark, room))


def test_the_carets_stand_under_what_is_meant() -> None:
    assert shown("See [[Plan#Aims]] now.", 11, 16, "did you mean #Aim ?") == (
        "   |\n24 | See [[Plan#Aims]] now.\n   |           ^^^^^ did you mean #Aim ?"
    )


def test_at_least_one_caret() -> None:
    assert shown("", 1, 1, "here") == "   |\n24 |\n   | ^ here"


def test_to_the_end_of_the_line() -> None:
    assert shown("---", 1, None) == "   |\n24 | ---\n   | ^^^"


def test_a_remark_that_does_not_fit_stands_below() -> None:
    assert shown("x", 1, 2, "word " * 19 + "end", 40).splitlines()[2:] == [
        "   | ^",
        "   = word word word word word word word",
        "     word word word word word word word",
        "     word word word word word end",
    ]


def test_columns_of_an_explanation_stay_columns() -> None:
    assert noted("vault    one two three four", 7, 24) == [
        "   = vault    one two",
        "              three four",
    ]


def test_a_long_word_stays_whole() -> None:
    assert noted("a " + "x" * 50 + " b", 7, 30) == ["   = a", "     " + "x" * 50, "     b"]


def test_a_line_that_just_fits_is_shown_whole() -> None:
    for line in ("word " * 14 + "[[x]]", "mots à " * 10 + "[[x]]"):
        assert width(line) == 75
        for first in range(1, len(line) + 1):
            assert shown(line, first, first + 1).splitlines()[1] == f"24 | {line}"


def test_wide_characters_push_the_carets() -> None:
    assert shown("数据 [[开放]]", 6, 8).splitlines()[2] == "   |        ^^^^"


def test_tabs_become_spaces() -> None:
    assert shown("\t- \t[[x]]", 5, 10).splitlines()[1:] == [
        "24 |     -   [[x]]",
        "   |         ^^^^^",
    ]


def test_unsafe_characters_are_written_out() -> None:
    assert shown("a\x1bb", 3, 4).splitlines()[1:] == [r"24 | a\x1bb", "   |      ^"]


def test_a_long_line_is_shown_around_the_carets() -> None:
    line = "word " * 1000 + "[[Plan]]" + " word" * 1000
    _, quoted, carets = shown(line, 5001, 5009, room=60).splitlines()
    at = carets.index("^")
    assert quoted[at : at + 8] == "[[Plan]]"
    assert quoted[5] == "…" == quoted[-1]
    assert width(quoted) <= 60


def test_a_line_of_ten_megabytes_costs_nothing() -> None:
    line = "[" * 10_000_000
    assert len(shown(line, 5_000_000, 5_000_001)) < 400


def test_of_a_long_line_with_tabs_only_a_part_is_looked_at() -> None:
    class Long(str):
        __slots__ = ()

        def lstrip(self, chars: str | None = None) -> str:
            raise AssertionError(chars)

    assert "[[x]]" in shown(Long("\t" * 1000 + "[[x]]\t" * 1000), 1001, 1006)


def test_line_numbers_set_the_gutter() -> None:
    assert frame("x", 12345, (1, 2), "why")[1:] == ["12345 | x", "      | ^ why"]
    assert noted("more", 12345) == ["      = more"]


@example("0000000\x1f\x1f\x1f\u0e5c\u0e5c\u0e5c", 14, 0, 30)  # the caret after a full line
@example("a" * 26, 27, 0, 30)
@given(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=200),
    st.integers(1, 250),
    st.integers(0, 250),
    st.integers(30, 120),
)
def test_a_frame_keeps_to_its_width(line: str, first: int, length: int, room: int) -> None:
    for text in frame(line, 7, (first, first + length), "", room):
        assert width(text) <= room
        assert "\x1b" not in text


@given(
    st.text("ab [", max_size=300),
    st.integers(0, 310),
    st.integers(0, 310),
    st.integers(20, 120),
)
def test_plain_lines_are_cut_as_any_are(line: str, first: int, length: int, room: int) -> None:
    first = min(first, len(line))
    span = (first, min(first + length, len(line)), room)
    assert frame_module._plain_window(line, *span) == frame_module._any_window(line, *span)


@given(
    st.text("abé[数据开 →😀", min_size=1, max_size=300),
    st.integers(0, 310),
    st.integers(0, 310),
    st.integers(20, 120),
)
@example("数" * 40, 10, 3, 79)
@example("é" * 80, 79, 1, 80)
@example("é" * 80, 80, 0, 80)
@example("数" * 40, 39, 1, 80)
def test_wide_lines_are_cut_as_any_are(line: str, first: int, length: int, room: int) -> None:
    first = min(first, len(line))
    last = min(first + length, len(line))
    widths = [width(char) for char in line[max(first - room, 0) : first + room + 1]]
    wide = frame_module._wide_window(line, first, last, room, widths)
    assert wide == frame_module._any_window(line, first, last, room)


@given(
    st.integers(1, 6),
    st.text("aé[数\t", max_size=90),
    st.integers(0, 90),
    st.integers(0, 90),
    st.integers(20, 120),
)
@example(2, "a" * 72, 10, 3, 80)
@example(2, "a" * 72, 74, 3, 80)
def test_indented_lines_that_fit_are_shown_as_any_are(
    tabs: int, rest: str, first: int, length: int, room: int
) -> None:
    line = "\t" * tabs + rest
    first = min(first, len(line))
    span = (first, min(first + length, len(line)), room)
    indented = frame_module._indented_window(line, *span)
    assert indented in (None, frame_module._any_window(line, *span))


def test_colour_changes_no_letters() -> None:
    plain = frame("abc", 1, (2, 3), "why")
    painted = frame("abc", 1, (2, 3), "why", paint=Paint(True))
    for code in ("\x1b[31m", "\x1b[2m", "\x1b[0m"):
        painted = [line.replace(code, "") for line in painted]
    assert painted == plain
