"""What `check --fix` plans: fixes that prove right, in rounds, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vaults import workspace_of
from vaultsync.diagnostic import Diagnostic, FileEdit, Fix, Place, Safety, Severity
from vaultsync.obsidian.files import MemoryFiles
from vaultsync.obsidian.note import Note
from vaultsync.obsidian.vault import Vault
from vaultsync.sync.check import unintended
from vaultsync.sync.fixes import Fixes, plan_fixes
from vaultsync.text import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def fixes(files: Mapping[str, str], unsafe: bool = False, select: str = "") -> Fixes:
    contents = {path: text.encode() for path, text in files.items()}
    workspace = workspace_of(contents)
    laid = workspace.vault.files.contents  # type: ignore[attr-defined]  # they are in memory

    def judge(texts: Mapping[str, bytes]) -> Sequence[Diagnostic]:
        laid.update(contents | dict(texts))
        workspace.change(None)
        return workspace.diagnostics()

    def wanted(each: Diagnostic) -> bool:
        return each.code.startswith(select)

    found = plan_fixes(workspace.vault, judge, workspace.hidden_faults, wanted, None, unsafe)
    judge({})
    return found


def written(files: Mapping[str, str], found: Fixes) -> dict[str, str]:
    after = dict(files)
    for change in found.plan.changes:
        old = files[change.path].encode()
        new = change.new_bytes(old)
        assert not unintended(change, old, new)
        after[change.path] = new.decode()
    return after


def mended(files: Mapping[str, str], unsafe: bool = False) -> dict[str, str]:
    found = fixes(files, unsafe)
    return {path: text for path, text in written(files, found).items() if text != files.get(path)}


def test_a_safe_fix_is_made() -> None:
    files = {"Home.md": "See [x](./Note.md.md).\n", "Note.md": "text\n"}
    assert mended(files) == {"Home.md": "See [x](./Note.md).\n"}


def test_an_unsafe_fix_is_made_only_on_demand() -> None:
    files = {"Home.md": "See [[Note#Begining]].\n", "Note.md": "# Beginning\n"}
    assert mended(files) == {}
    assert mended(files, unsafe=True) == {"Home.md": "See [[Note#Beginning]].\n"}


def test_only_what_was_asked_for_is_mended() -> None:
    files = {"Home.md": "[a](A.md.md) and [b](B%2520c.md)\n", "A.md": "", "B c.md": ""}
    assert written(files, fixes(files, select="L408"))["Home.md"].startswith("[a](A.md.md)")


def test_fixes_of_one_line_are_made_at_once() -> None:
    files = {"Home.md": "[a](A.md.md) [[b]] [c](A.md.md)\n", "A.md": "", "B.md": ""}
    assert mended(files) == {"Home.md": "[a](A.md) [[B|b]] [c](A.md)\n"}


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    files = {"Home.md": "\ufeffa\r\n[a](A.md.md)\r\nb\rc", "A.md": ""}
    assert mended(files) == {"Home.md": "\ufeffa\r\n[a](A.md)\r\nb\rc"}


def test_a_conflict_copy_and_merge_marks_are_left() -> None:
    marked = "[a](A.md.md)\n<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n"
    found = fixes({"Home.md": marked, "A.md": ""})
    assert found.plan.is_empty
    assert [(left.path, left.reason) for left in found.plan.left] == [
        ("Home.md", "a merge left its marks in line 2")
    ]


def test_the_journal_is_told_why() -> None:
    files = {"Home.md": "one\n[a](A.md.md)\n", "A.md": ""}
    (change,) = fixes(files).plan.changes
    assert [reason.line for reason in change.reasons] == ["L409: write A.md (line 2)"]


# What follows judges by a rule made up for the test.


def made_up(
    text: str,
    rule: Callable[[str], list[tuple[int, str, str, Severity]]],
) -> tuple[str, Fixes]:
    """The text after the fixes of a rule that yields offset, code, replacement and severity.

    A replacement stands for one character; an empty one proposes nothing.
    """

    def judge(texts: Mapping[str, bytes]) -> list[Diagnostic]:
        now = texts.get("N.md", text.encode()).decode()
        found = []
        for at, code, replacement, severity in rule(now):
            edit = FileEdit("N.md", Edit(at, at + 1, replacement))
            fix = Fix(Safety.SAFE, f"write {replacement}", (edit,)) if replacement else None
            place = Place("N.md", 1, at + 1, 1, at + 2)
            found.append(Diagnostic(place, code, "made-up", severity, "made up", "", fix))
        return found

    vault = Vault(MemoryFiles({"N.md": text.encode()}))
    found = plan_fixes(vault, judge, lambda found: {}, lambda each: True, None, False)
    (after,) = written({"N.md": text}, found).values()
    return after, found


def each(
    letters: dict[str, tuple[str, str]],
) -> Callable[[str], list[tuple[int, str, str, Severity]]]:
    return lambda text: [
        (at, *letters[char], Severity.WARNING) for at, char in enumerate(text) if char in letters
    ]


def test_one_fix_lays_bare_the_next() -> None:
    def remarks(text: str) -> list[tuple[int, str, str, Severity]]:
        other = {"a": ("L901", "b"), "b": ("L902", "c")}
        return [(at, *other[c], Severity.INFO) for at, c in enumerate(text) if c in other]

    after, found = made_up("a a", remarks)
    assert (after, found.plan.left) == ("c c", ())


def test_a_fix_that_does_not_mend_is_dropped() -> None:
    after, found = made_up("a b a", each({"a": ("L901", "a"), "b": ("L902", "c")}))
    assert after == "a c a"
    assert len(found.plan.left) == 2
    assert found.plan.left[0].reason == "it would still be there after the fix: made up"


def test_a_fix_that_brings_something_worse_is_dropped() -> None:
    after, found = made_up("a b", each({"a": ("L901", "x"), "x": ("L903", ""), "b": ("L902", "c")}))
    assert after == "a c"
    (left,) = found.plan.left
    assert left.reason == "the fix would bring L903: made up; mend it by hand"


def test_harm_done_elsewhere_is_traced_to_its_fix() -> None:
    def rule(text: str) -> list[tuple[int, str, str, Severity]]:
        harm = [(9, "L903", "", Severity.ERROR)] if text[2] == "c" else []
        return each({"a": ("L901", "x"), "b": ("L902", "c")})(text) + harm

    after, found = made_up("a b a a    z", rule)
    assert after == "x b x x    z"
    assert [left.action for left in found.plan.left] == ["L902 at 1:3"]


def test_a_fix_may_bring_a_remark() -> None:
    def rule(text: str) -> list[tuple[int, str, str, Severity]]:
        remarks = [(at, "L903", "", Severity.INFO) for at, c in enumerate(text) if c == "x"]
        return each({"a": ("L901", "x")})(text) + remarks

    assert made_up("a b", rule)[0] == "x b"


def test_fixes_that_undo_each_other_come_to_an_end() -> None:
    def rule(text: str) -> list[tuple[int, str, str, Severity]]:
        other = {"a": ("L901", "b"), "b": ("L902", "a")}
        return [(at, *other[c], Severity.INFO) for at, c in enumerate(text) if c in other]

    after, _ = made_up("a", rule)
    assert after in ("a", "b")


LINKS = ("[[note]]", "[x](Note.md.md)", "![[A%2520b]]", "[y](A%2520b.md#)", "[[Note#Begining|z]]")
PIECES = st.lists(st.sampled_from((*LINKS, " ", "\n", "`", "%%", "text ", "# ", "- ", "\\")))


@given(PIECES, st.booleans())
@settings(max_examples=60)
def test_fixes_reach_a_fixed_point_and_add_no_problem(pieces: list[str], unsafe: bool) -> None:
    files = {"Home.md": "".join(pieces), "Note.md": "# Beginning\n", "A b.md": ""}
    found = fixes(files, unsafe)
    after = written(files, found)
    assert not fixes(after, unsafe).plan.changes
    problems = [
        sum(d.severity > Severity.INFO for d in workspace_of(texts).diagnostics())
        for texts in (files, after)
    ]
    assert problems[1] <= problems[0]


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("tags:\n  - #a\n", "tags:\n  - a\n"),
        ("tags:\n  - b\n  -   #a/b\t\nx: 1\n", "tags:\n  - b\n  -   a/b\t\nx: 1\n"),
        ("tags: #a\r\n", "tags: a\r\n"),
        ("tags:\n- #null\n- #True\n- #1e3\n", 'tags:\n- "null"\n- "True"\n- "1e3"\n'),
        ("tags: a, null\n", 'tags: [a, "null"]\n'),
        ("tags: '#a true' # why\n", 'tags: [a, "true"] # why\n'),
    ],
)
def test_tags_are_mended_so_that_they_are_tags(yaml: str, expected: str) -> None:
    (after,) = mended({"Home.md": f"---\n{yaml}---\n"}, unsafe=True).values()
    assert after == f"---\n{expected}---\n"
    assert not mended({"Home.md": after}, unsafe=True)
    values = Note("Home.md", after.encode()).properties.get("tags")
    assert all(isinstance(each, str) for each in (values if isinstance(values, list) else [values]))
