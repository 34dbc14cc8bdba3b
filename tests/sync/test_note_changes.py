"""Values that move from one note into another: never away from the one and not into the other."""

import pytest

from tests.sync.planning import Vaulted, row
from vaultsync.sync.changes import NoteChange
from vaultsync.sync.note_changes import in_turn
from vaultsync.tracker.entries import Base

SECTION = "# Mission 3.1\nAll of it.\n## Mission 3.1b\nThe text.\n#status/in-progress\n"
HOME = "---\ntitle: {title}\n---\n# Mission 3.1b\nThe text.\n"
B = row("3.1.b", "In Progress", "-")
BASE = [Base("Mission 3.1b", "status", "in-progress")]


def vault_of(title="x", section=SECTION, rows=(B,), base=BASE):
    files = {"Mission 3.1.md": section, "Mission 3.1b.md": HOME.format(title=title)}
    return Vaulted(files, rows, base=base)


FAULTS = pytest.mark.parametrize(
    "title", ["a: b", "&a x", "x\ntitle: y", "[", "{{title}}", "x\ntags: two words\nstatus: [[x]]"]
)


@FAULTS
@pytest.mark.parametrize("base", [(), BASE])
def test_a_value_stays_where_its_new_home_cannot_be_edited(title, base):
    vault = vault_of(title, base=base)
    for _ in range(2):
        synced, plan = vault.synced()
        assert plan.changes == ()
        assert {left.path for left in plan.left} == {"Mission 3.1b.md"}
        vault = synced


@pytest.mark.parametrize("title", ["a: b", "{{title}}"])
def test_a_value_that_stays_follows_the_tracker_until_its_home_can_be_edited(title):
    moved, _ = vault_of(title, rows=[row("3.1.b", "Completed", "-")]).synced()
    assert moved.text("Mission 3.1.md") == SECTION.replace("in-progress", "completed")
    assert moved.plan().is_empty
    mended = {**moved.files, "Mission 3.1b.md": HOME.format(title="x").encode()}
    last, _ = moved.moved(files=mended).synced()
    assert last.text("Mission 3.1.md") == SECTION.replace("#status/in-progress\n", "")
    assert "status: Completed\n" in last.text("Mission 3.1b.md")


def test_a_value_stays_while_the_tracker_has_none_for_its_home():
    vault = vault_of(
        section=SECTION + "#priority/year-3\n",
        rows=[row("3.1.b", "-", "Year 3")],
        base=[*BASE, Base("Mission 3.1b", "priority", "year-3")],
    )
    synced, _ = vault.synced()
    assert synced.text("Mission 3.1.md") == SECTION
    assert "priority: Year 3\n" in synced.text("Mission 3.1b.md")


def test_what_is_cleared_waits_for_the_home_and_comes_behind_it():
    plan = vault_of().plan()
    assert [(change.path, change.requires) for change in plan.changes] == [
        ("Mission 3.1b.md", frozenset()),
        ("Mission 3.1.md", {"Mission 3.1b.md"}),
    ]


@pytest.mark.parametrize(
    ("requires", "turns", "dropped"),
    [
        ({"A": "B"}, "BAC", ""),
        ({"A": "B", "B": "C"}, "CBA", ""),
        ({"A": "BC", "C": "B"}, "BCA", ""),
        ({"A": "B", "B": "A"}, "BAC", "B"),
        ({"A": "B", "B": "C", "C": "B"}, "CBA", "C"),
    ],
)
def test_changes_come_behind_those_that_they_wait_for(requires, turns, dropped):
    changes = [
        NoteChange(path, "", (), "", (), (), frozenset(requires.get(path, ()))) for path in "ABC"
    ]
    found = in_turn(changes)
    written = set()
    for each in found:
        assert each.requires <= written
        written.add(each.path)
    assert written == {"A", "B", "C"}
    assert {each.path for each in found if each not in changes} == set(dropped)
    assert "".join(each.path for each in found) == turns
