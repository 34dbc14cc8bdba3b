"""What the fixes of the manual pages' examples do: they mend, and break nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.manual import example, sections
from tests.vaults import view_of
from vaultsync.diagnostic import Safety
from vaultsync.rules.registry import RULES, judge
from vaultsync.text import apply_edits

if TYPE_CHECKING:
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.rules.rule import Rule

# What is said of a link that leads nowhere.
BROKEN = [
    *("E301", "E302", "E303"),
    *("L401", "L402", "L403", "L406", "L407", "L408", "L409", "L411", "L414"),
]


def fixed(files: dict[str, bytes], found: Diagnostic) -> dict[str, bytes]:
    """The files after the fix of one diagnostic."""
    assert found.fix is not None
    after = dict(files)
    for path in {edit.path for edit in found.fix.edits}:
        text = files[path].decode()
        edits = [edit.edit for edit in found.fix.edits if edit.path == path]
        after[path] = apply_edits(text, edits).encode()
    return after


def judged(files: dict[str, bytes], select: list[str]) -> list[Diagnostic]:
    return list(judge(view_of(files), select))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.NAME)
def test_a_fix_mends_what_it_is_for(rule: Rule) -> None:
    shown = example(sections(rule)["Example"])
    for found in judged(shown.files, [rule.CODE]) if not shown.refused else ():
        if found.fix is None:
            continue
        after = fixed(shown.files, found)
        left = judged(after, [rule.CODE])
        assert found.place not in [each.place for each in left]
        assert len(left) == len(judged(shown.files, [rule.CODE])) - 1
        if found.fix.safety is Safety.SAFE:
            broken = [each.code for each in judged(after, BROKEN)]
            assert broken == [
                each.code for each in judged(shown.files, BROKEN) if each.place != found.place
            ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.NAME)
def test_a_page_says_whether_there_is_a_fix(rule: Rule) -> None:
    shown = example(sections(rule)["Example"])
    if shown.refused:
        return
    safeties = {each.fix.safety.value for each in judged(shown.files, [rule.CODE]) if each.fix}
    said = sections(rule)["Fix safety"].lower()
    assert all(safety in said for safety in safeties)
