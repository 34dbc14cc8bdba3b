"""How plans are shown: what changes is seen, however long its line."""

from __future__ import annotations

from vaultsync.report.plan_text import left_lines, plan_text
from vaultsync.sync.changes import Left, NoteChange, Plan
from vaultsync.text import Edit


def shown(text: str, old: str, new: str, body: int = 0) -> list[str]:
    at = text.index(old)
    change = NoteChange("N.md", "0" * 64, (Edit(at, at + len(old), new),), "", (), ())
    plan = Plan((change,), None, None, (), ())
    return list(plan_text(plan, lambda _: text, lambda _: body, 60))


def test_a_short_line_is_shown_whole() -> None:
    assert shown("one\ntwo\nthree\n", "two", "2")[1:6] == [
        "  @@ line 1",
        "     one",
        "  -  two",
        "  +  2",
        "     three",
    ]


def test_a_change_far_to_the_right_is_brought_into_view() -> None:
    lines = shown("word " * 40 + "[[x]] end\n", "[[x]]", "[[y]]")
    assert lines[2:4] == [
        "  -  …rd word word word [[x]] end",
        "  +  …rd word word word [[y]] end",
    ]


def test_a_long_line_that_changes_at_its_start_is_cut_at_its_end() -> None:
    old, new = shown("x" + "word " * 40, "x", "y")[2:4]
    assert old.startswith("  -  xword word")
    assert new.startswith("  +  yword word")
    assert old.endswith("…")


def test_it_says_whether_properties_change_or_the_text() -> None:
    text = "---\na: 1\n---\none\ntwo\n"
    assert shown(text, "a: 1", "a: 2", 4)[1] == "  @@ properties"
    assert shown(text, "one", "1", 4)[1] == "  @@ line 2"


def test_a_long_reason_is_wrapped_and_keeps_its_advice() -> None:
    reason = (
        "its tags cannot be written: " + "something is in the way there, " * 6 + "mend it (F505)"
    )
    lines = list(left_lines([Left("Mission 3.1b", "N.md", reason)], 60))
    assert lines[:2] == ["left as it is:", "  Mission 3.1b (N.md)"]
    assert all(len(line) <= 60 for line in lines)
    assert " ".join(line.strip() for line in lines[2:]).strip() == reason


def test_a_reason_that_quotes_a_flood_is_cut_after_some_lines() -> None:
    lines = list(left_lines([Left("Mission 3.1b", "N.md", "word " * 100_000)], 60))
    assert len(lines) < 40
    assert lines[-2].endswith("…")
