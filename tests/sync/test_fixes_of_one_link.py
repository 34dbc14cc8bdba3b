"""`check --fix` of links at which two things are wrong: it ends with no safe fix left."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sync.test_fixes import fixes, mended, written
from tests.vaults import diagnostics, spots, workspace_of
from vaultsync.diagnostic import Safety

OTHERS = {
    "Note.md": "---\naliases: [Nick]\n---\n# Beginning\n\nText ^Blk\n",
    "sub/A b.md": "# Beginning\n\nText ^Blk\n",
    "sub/Dup.md": "# Beginning\n",
    "oth/Dup.md": "# Beginning\n",
}
PATHS = ("Note", "note", "Note.md.md", "./Note.md.md", "a B", "A%2520b", "sub/a%2520B.md.md")
SUBPATHS = ("", "#", "##", "#Beginning", "#^Blk", "#^blk")
SHOWN = ("", "|y", "\\|y", "|", "|y|z")
PLACES = ("{}\n", "| a | b |\n|---|---|\n| 1 | {} |\n", '---\nup: "{}"\n---\n', "> - {}\n")
WIKILINKS = [f"[[{a}{b}{c}]]" for a, b, c in product(PATHS, SUBPATHS, SHOWN)]
MARKDOWN = [f"[t](<{a}{b}>)" for a, b in product(PATHS, SUBPATHS)]


@given(
    st.sampled_from(PLACES),
    st.sampled_from(("", "!")),
    st.one_of(st.sampled_from(WIKILINKS), st.sampled_from(MARKDOWN)),
)
def test_no_safe_fix_is_left(place: str, embed: str, link: str) -> None:
    files = {**OTHERS, "Home.md": place.format(embed + link)}
    found = fixes(files)
    assert found.plan.left == ()
    after = workspace_of(written(files, found))
    assert [d for d in after.diagnostics() if d.fix and d.fix.safety is Safety.SAFE] == []


def in_table(link: str) -> str:
    return PLACES[1].format(link)


@pytest.mark.parametrize(
    ("link", "after"),
    [
        ("[[Note#|y]]", r"[[Note\|y]]"),
        ("![[Note#|y]]", r"![[Note\|y]]"),
        ("[[Note.md.md|y]]", r"[[Note\|y]]"),
        ("[[sub/a%20B|y|z]]", r"[[A b\|y|z]]"),
    ],
)
def test_a_pipe_in_a_table_is_mended_with_the_link(link: str, after: str) -> None:
    assert mended({**OTHERS, "Home.md": in_table(link)}) == {"Home.md": in_table(after)}


def test_a_pipe_in_a_table_is_mended_with_an_unsafe_fix_too() -> None:
    files = {**OTHERS, "Home.md": in_table("[[Note#Begining|y]]")}
    assert mended(files, unsafe=True) == {"Home.md": in_table(r"[[Note#Beginning\|y]]")}


def test_a_name_of_two_files_matters_more_than_a_hash() -> None:
    assert spots({**OTHERS, "Home.md": "[[Dup#]]"}, None, "L") == [("Home.md", 1, 3, "L404")]


@pytest.mark.parametrize("link", ["[[Dup.md.md]]", "![[Dup.md.md]]", "[x](%2544up.md)"])
def test_of_two_files_that_may_be_meant_none_is_chosen_unasked(link: str) -> None:
    files = {**OTHERS, "Home.md": link}
    assert mended(files) == {}
    assert mended(files, unsafe=True) == {
        "Home.md": link.replace("Dup.md", "oth/Dup").replace(".md]", "]").replace("%2544", "oth/D")
    }
    (found,) = diagnostics(files)
    assert found.help.endswith("oth/Dup.md or sub/Dup.md")


def test_a_heading_that_is_not_there_either_keeps_a_fix_from_being_made() -> None:
    found = fixes({**OTHERS, "Home.md": "[[Note.md.md#Zebra]]"})
    assert found.plan.is_empty
    assert [left.reason.split(":")[0] for left in found.plan.left] == ["the fix would bring L402"]
