"""A kept plan selects of what a sync makes now; nothing else of it is written."""

import pytest

from tests.sync.planning import Vaulted, row
from tests.sync.support import NOW
from vaultsync.sync.apply import StalePlanError
from vaultsync.sync.entry import sha256
from vaultsync.sync.plan_file import kept
from vaultsync.sync.recipe import Recipe
from vaultsync.sync.selection import NEWER, ForeignPlanError, check_bound, selected
from vaultsync.text import Edit

VAULT = "0" * 32
FILES = {
    "Mission 3.1b.md": "# Mission 3.1b\nOne.\n#status/paused\n",
    "Mission 3.1c.md": "---\nstatus: Paused\ncolor: red\n---\n# Mission 3.1c\nTwo.\n",
}
ROWS = [row("3.1.b", "Completed", "2"), row("3.1.c", "Completed", "1")]
B, C = FILES


def vault(files=None):
    return Vaulted({**FILES, **(files or {})}, ROWS)


def select(plan, held, **options):
    return selected(
        plan,
        held.plan(overwrite_local=True, **options),
        lambda path: sha256(held.files[path]) if path in held.files else None,
        "plan.json",
    )


def a_plan(**options):
    return kept(vault().plan(overwrite_local=True, **options), Recipe(NOW), VAULT)


def forged(plan, path, **values):
    return plan._replace(
        changes=tuple(
            change._replace(**values) if change.path == path else change for change in plan.changes
        )
    )


def test_a_plan_in_the_vault_that_it_was_made_in_is_the_plan():
    plan = vault().plan(overwrite_local=True)
    assert len(plan.changes) == 2
    assert select(a_plan(), vault()) == plan._replace(vault=VAULT)


def test_a_note_that_was_taken_out_of_a_plan_is_not_written():
    plan = a_plan()
    found = select(plan._replace(changes=plan.changes[:1]), vault())
    assert [change.path for change in found.changes] == [plan.changes[0].path]


@pytest.mark.parametrize(
    "edits",
    [
        (Edit(18, 21, "Evil"),),  # prose
        (Edit(0, 0, "---\nstatus: Completed\n---\n"),),
        (Edit(0, 0, "#status/completed\n"),),
        (),
    ],
)
def test_edits_that_no_sync_makes_are_refused_by_name(edits):
    with pytest.raises(ForeignPlanError, match=r"sync would not write: Mission 3\.1b\.md"):
        select(forged(a_plan(), B, edits=edits), vault())


@pytest.mark.parametrize(
    ("start", "end", "text"), [(20, 30, "color: blu"), (0, 0, "cssclasses: x\n"), (4, 4, "a: b\n")]
)
def test_other_properties_are_refused(start, end, text):
    plan = a_plan()
    (mine,) = (change.edits for change in plan.changes if change.path == C)
    with pytest.raises(ForeignPlanError, match=C):
        select(forged(plan, C, edits=(*mine, Edit(start, end, text))), vault())


def test_a_note_that_no_sync_touches_is_refused():
    files = {"Diary.md": "Dear diary\n"}
    plan = a_plan()
    change = plan.changes[0]._replace(path="Diary.md", before=sha256(b"Dear diary\n"))
    with pytest.raises(ForeignPlanError, match=r"Diary\.md"):
        select(plan._replace(changes=(*plan.changes, change)), vault(files))


def test_a_note_that_no_sync_makes_is_refused():
    plan = a_plan()
    change = plan.changes[0]._replace(path="New.md", before=None, edits=(), text="# New\n")
    with pytest.raises(ForeignPlanError, match=r"New\.md"):
        select(plan._replace(changes=(*plan.changes, change)), vault())


def test_the_text_of_a_note_that_is_made_is_not_taken_from_the_file():
    held = Vaulted({"All.md": "# Mission 3.1b\nOne.\n"}, ROWS)
    plan = kept(held.plan(create_notes=True), Recipe(NOW, create_notes=True), VAULT)
    made = next(change for change in plan.changes if change.before is None)
    bad = forged(plan, made.path, text=made.text + "more\n")
    digest = {path: sha256(data) for path, data in held.files.items()}.get
    assert selected(plan, held.plan(create_notes=True), digest, "p").changes
    with pytest.raises(ForeignPlanError, match=made.path):
        selected(bad, held.plan(create_notes=True), digest, "p")


def test_a_note_that_changed_is_left_and_the_others_go_on():
    found = select(a_plan(), vault({B: FILES[B] + "More.\n"}))
    assert [change.path for change in found.changes] == [C]
    assert [(left.path, left.reason) for left in found.left] == [(B, NEWER)]


def test_a_note_that_has_gone_is_left():
    held = Vaulted({C: FILES[C]}, ROWS)
    found = select(a_plan(), held)
    assert [change.path for change in found.changes] == [C]
    assert [left.path for left in found.left] == [B]


def test_a_note_that_never_was_is_refused_by_name():
    plan = a_plan()
    for number in range(2):
        changes = list(plan.changes)
        changes[number] = changes[number]._replace(path="Never.md")
        with pytest.raises(ForeignPlanError, match=r"sync would not write: Never\.md"):
            select(plan._replace(changes=tuple(changes)), vault())
    alone = plan._replace(changes=(plan.changes[0]._replace(path="Never.md", before="a" * 64),))
    with pytest.raises(ForeignPlanError, match=r"Never\.md"):
        select(alone, vault())


def test_a_note_that_is_there_and_is_to_be_made_is_refused_by_name():
    with pytest.raises(ForeignPlanError, match=r"sync would not write: Mission 3\.1b\.md"):
        select(forged(a_plan(), B, before=None), vault())
    with pytest.raises(ForeignPlanError, match=r"sync would not write: Mission 3\.1b\.md"):
        select(forged(a_plan(), B, before=None, edits=(), text="# New\n"), vault())


def test_beside_a_note_that_changed_nothing_is_written_that_no_sync_makes():
    held = vault({B: FILES[B] + "More.\n"})
    found = select(forged(a_plan(), C, edits=(Edit(40, 41, "X"),)), held)
    assert not found.changes
    assert {left.path for left in found.left} == {B, C}


def test_reasons_and_what_is_left_are_not_taken_from_the_file():
    plan = a_plan()
    reasons = tuple(reason._replace(what="\x1b[2J") for reason in plan.changes[0].reasons)
    found = select(forged(plan, plan.changes[0].path, reasons=reasons), vault())
    assert found == vault().plan(overwrite_local=True)._replace(vault=VAULT)


@pytest.mark.parametrize(
    ("vault_now", "config", "lock", "said"),
    [
        ("1" * 32, None, "a" * 64, "another vault"),
        (None, None, "a" * 64, "another vault"),
        (VAULT, "c" * 64, "a" * 64, "configuration changed"),
        (VAULT, None, "b" * 64, "lock changed"),
        (VAULT, None, None, "lock changed"),
    ],
)
def test_a_plan_is_bound_to_vault_configuration_and_lock(vault_now, config, lock, said):
    plan = a_plan()._replace(lock_before="a" * 64)
    check_bound(plan, VAULT, None, "a" * 64, "plan.json")
    with pytest.raises(StalePlanError, match=said):
        check_bound(plan, vault_now, config, lock, "plan.json")
