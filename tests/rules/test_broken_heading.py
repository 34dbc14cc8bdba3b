from __future__ import annotations

import pytest

from tests.vaults import diagnostics, spots
from vaultsync.config import Config

PLAN = "# Next steps\n## Aims, and more\n# [Linked](Other.md)\n"


@pytest.mark.parametrize(
    "subpath",
    [
        "Next steps",
        "next steps",
        "Next steps#Aims and more",
        "Aims, and more",
        "#Next steps",
    ],
)
def test_headings_that_are_there(subpath: str) -> None:
    assert spots({"Home.md": f"[[Plan#{subpath}]]", "Plan.md": PLAN, "Other.md": ""}) == []


@pytest.mark.parametrize("subpath", ["Nxt steps", "Aims", "Aims and more#Next steps", "24"])
def test_headings_that_are_not_there(subpath: str) -> None:
    files = {"Home.md": f"[[Plan#{subpath}]]", "Plan.md": PLAN, "Other.md": ""}
    assert spots(files) == [("Home.md", 1, 7, "L402")]


def test_anchors_of_other_dialects_are_accepted_by_default() -> None:
    files = {"Home.md": "[x](Plan.md#linked)", "Plan.md": PLAN, "Other.md": ""}
    assert spots(files, None, "L402") == []


def test_a_dialect_that_is_not_accepted_is_an_error() -> None:
    files = {"Home.md": "[x](Plan.md#linked)", "Plan.md": PLAN, "Other.md": ""}
    (found,) = diagnostics(files, None, "L", config=Config(anchors=("obsidian",)))
    assert (found.code, found.severity.word) == ("L402", "error")


def test_attachments_and_canvases_have_no_headings() -> None:
    files = {"Home.md": "[[a.pdf#page=3]] [[b.canvas#x]]", "a.pdf": "", "b.canvas": "{}"}
    assert spots(files) == []


def test_a_heading_of_the_note_itself() -> None:
    (found,) = diagnostics({"Home.md": "# Top\n[up](#Topp)\n"})
    assert (found.code, found.place.column) == ("L402", 6)
    assert found.message == "the link names a heading that this note does not have"
    assert found.help == "did you mean #Top ?"


def test_a_block_named_without_its_caret() -> None:
    (found,) = diagnostics({"Home.md": "[[Plan#aim]]", "Plan.md": "Text ^aim\n"})
    assert (found.code, found.help) == ("L402", "did you mean #^aim ?")


def test_a_slug_is_answered_with_a_slug() -> None:
    (found,) = diagnostics({"Home.md": "[x](Plan.md#next-stepps)", "Plan.md": PLAN}, None, "L402")
    assert found.fix is not None
    assert [edit.edit.text for edit in found.fix.edits] == ["#next-steps"]


def test_headings_that_nothing_resembles_are_listed() -> None:
    (found,) = diagnostics({"Home.md": "[[Plan#Zebra]]", "Plan.md": "# One\n# Two\n"})
    assert found.help == "it has: One, Two"
    (found,) = diagnostics({"Home.md": "[[Plan#Zebra]]", "Plan.md": "Text\n"})
    assert found.help == "it has no headings: leave out the #…"


@pytest.mark.parametrize("line", ["##Next steps", "#Next steps", "  ###next, steps "])
def test_a_line_that_only_lacks_a_space_is_told(line: str) -> None:
    plan = f"# Next stop\n\n{line}\n"
    (found,) = diagnostics({"Home.md": "[[Plan#Next steps]]", "Plan.md": plan}, None, "L402")
    hashes = line.split("n")[0].split("N")[0].strip()
    assert found.help == f"put a space after {hashes} in line 3 of Plan.md"
    assert found.fix is None


def test_a_line_of_the_note_itself_that_only_lacks_a_space() -> None:
    (found,) = diagnostics({"Home.md": "[[#Aims]]\n##Aims\n##Aims\n"}, None, "L402")
    assert found.help == "put a space after ## in line 2 of this note"


@pytest.mark.parametrize(
    "plan",
    ["~~~\n##Aims\n~~~\n", "---\n##Aims: x\n##Aims\n---\n", "a ##Aims\n", "#######Aims\n"],
)
def test_hashes_that_a_space_would_make_no_heading_of(plan: str) -> None:
    (found,) = diagnostics({"Home.md": "[[Plan#Aims]]", "Plan.md": plan}, None, "L402")
    assert found.help == "it has no headings: leave out the #…"
