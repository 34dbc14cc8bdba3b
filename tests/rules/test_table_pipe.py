from __future__ import annotations

from tests.vaults import diagnostics, spots
from vaultsync.text import apply_edits

TABLE = "| a | b |\n|---|---|\n"


def test_a_pipe_that_ends_the_cell() -> None:
    text = TABLE + "| 1 | [[Plan|it]] |\n| 2 | ![[a.png|200]] |\n"
    files = {"Home.md": text, "Plan.md": "", "a.png": ""}
    assert spots(files) == [("Home.md", 3, 13, "L413"), ("Home.md", 4, 15, "L413")]


def test_the_fix_puts_a_backslash_before_it() -> None:
    text = TABLE + "| 1 | [[Plan|it]] |\n"
    (found,) = diagnostics({"Home.md": text, "Plan.md": ""})
    assert found.fix is not None
    mended = apply_edits(text, [edit.edit for edit in found.fix.edits])
    assert mended.splitlines()[2] == r"| 1 | [[Plan\|it]] |"
    assert spots({"Home.md": mended, "Plan.md": ""}) == []


def test_outside_of_tables_a_pipe_is_right() -> None:
    assert spots({"Home.md": "[[Plan|it]]", "Plan.md": ""}) == []


def test_a_broken_target_matters_more() -> None:
    assert spots({"Home.md": TABLE + "| 1 | [[Plan|it]] |\n"}) == [("Home.md", 3, 9, "L401")]
