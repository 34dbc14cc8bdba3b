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
PATHS = ("Note", "note", "Note.md.md", "./Note.md.md", "a B", "A%2520b", "sub/a%2520B.md.md", "dup")
SUBPATHS = ("", "#", "##", "#Beginning", "#Zebra", "#^Blk", "#^blk", "#^nope")
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


@pytest.mark.parametrize(
    ("text", "after", "left"),
    [
        ("[[Note.md.md#Zebra]]", "[[Note#Zebra]]", ["L402"]),
        ("![x](Note.md.md#^nope)", "![x](Note.md#^nope)", ["E303"]),
        ("[x](A%2520b.md#Zebra)", "[x](A%20b.md#Zebra)", ["L402"]),
        ("%% [[Note.md.md#Zebra]] %%", "%% [[Note#Zebra]] %%", ["L402"]),
        (in_table("[[Dup|y]]"), in_table(r"[[Dup\|y]]"), ["L404"]),
        (in_table("[[To come|y]]"), in_table("[[To come|y]]"), ["L401"]),
        ("[x][r] [y][r]\n\n[r]: Note.md.md#Z", "[x][r] [y][r]\n\n[r]: Note.md#Z", ["L402"] * 2),
    ],
)
def test_what_a_fault_hid_does_not_keep_it_from_being_mended(
    text: str, after: str, left: list[str]
) -> None:
    files = {**OTHERS, "Home.md": text}
    found = fixes(files)
    assert (found.plan.left, written(files, found)["Home.md"]) == ((), after)
    assert [found.code for found in diagnostics({**files, "Home.md": after})] == left


def test_an_unsafe_fix_may_lay_bare_what_does_not_hang_on_it() -> None:
    files = {**OTHERS, "Home.md": "[[Dup#Begining]]"}
    assert mended(files, unsafe=True) == {"Home.md": "[[Dup#Beginning]]"}


@pytest.mark.parametrize("link", ["[[Notes#Zebra]]", "[[Dup.md.md#^nope]]"])
def test_where_a_link_may_be_led_to_a_wrong_note_what_is_missing_there_is_new(link: str) -> None:
    found = fixes({**OTHERS, "Home.md": link}, unsafe=True)
    assert found.plan.is_empty
    (left,) = found.plan.left
    assert left.reason.startswith("the fix would bring L40")
    assert left.reason.endswith(" does not have; mend it by hand")


def test_what_a_fix_brings_beside_the_link_is_new() -> None:
    files = {**OTHERS, "Note.md": "# Beginning\n\n![[Note.md.md#Beginning]]\n"}
    found = fixes(files)
    assert found.plan.is_empty
    assert [left.reason.split(":")[0] for left in found.plan.left] == ["the fix would bring E304"]
