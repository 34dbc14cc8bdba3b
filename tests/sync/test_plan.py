"""Plans: what is written where, what is left and why, and what the lock then says."""

import json

import pytest

from tests.sync.planning import Vaulted, row
from vaultsync.sync.changes import Left
from vaultsync.tracker.entries import Base, Identity, Kept
from vaultsync.tracker.lock import read_lock
from vaultsync.tracker.vocabulary import Vocabulary

NOTE = """---
title: Mission 3.1b
tags:
  - gcdata
---
# Mission 3.1b
The text of the action.
"""
SECTIONS = """---
title: All
---
# Mission 3 All of it
# Mission 3.1b
The text of the action.
# Mission 3.1c

> Another action. ^id

# Mission 3.2
"""
B = row("3.1.b", "In Progress", "Year 3")
C = row("3.1.c", "Completed", "-", "Another action.")


def after(plan, vault, path):
    change = next(change for change in plan.changes if change.path == path)
    return change.new_bytes(vault.files.get(path)).decode()


def lock_of(plan):
    return read_lock(plan.lock, Vocabulary())


def test_a_note_gains_two_properties_and_two_tags():
    vault = Vaulted({"Mission 3.1b.md": NOTE}, [B])
    plan = vault.plan()
    assert after(plan, vault, "Mission 3.1b.md") == NOTE.replace(
        "  - gcdata\n",
        "  - gcdata\n  - status/in-progress\n  - priority/year-3\n"
        "status: In Progress\npriority: Year 3\n",
    )
    assert plan.left == ()
    assert plan.changes[0].reasons[0].line == (
        "Mission 3.1b: status In Progress, priority Year 3 (row 3.1.b, certain (id))"
    )


def test_sections_gain_one_line_of_tags_each():
    vault = Vaulted({"All.md": SECTIONS}, [B, C])
    assert after(vault.plan(), vault, "All.md") == SECTIONS.replace(
        "The text of the action.\n",
        "The text of the action.\n#status/in-progress #priority/year-3\n",
    ).replace("^id\n", "^id\n>\n> #status/completed\n")


def test_a_second_sync_changes_nothing():
    for files in ({"Mission 3.1b.md": NOTE}, {"All.md": SECTIONS}):
        vault, _ = Vaulted(files, [B, C]).synced()
        assert vault.plan().is_empty
        assert {agreement.state.value for agreement in vault.agreements} == {"agreed"}


def test_the_lock_remembers_what_was_written_and_who_is_who():
    plan = Vaulted({"Mission 3.1b.md": NOTE}, [B]).plan()
    lock = lock_of(plan)
    assert lock.base == (
        Base("Mission 3.1b", "status", "in-progress"),
        Base("Mission 3.1b", "priority", "year-3"),
    )
    assert lock.identities == (Identity("Mission 3.1b", "3.1.b", B.text, "2026-11-21", "certain"),)
    assert {change.needs for change in plan.base} == {frozenset({"Mission 3.1b.md"})}


def test_a_likely_pair_is_written_and_is_no_identity():
    plan = Vaulted({"Mission 3.1b.md": NOTE}, [B], verdict="likely").plan()
    assert len(plan.changes) == 1
    assert lock_of(plan).identities == ()
    assert len(lock_of(plan).base) == 2


def test_a_doubtful_pair_is_not_written():
    assert Vaulted({"Mission 3.1b.md": NOTE}, [B], verdict="doubtful").plan().is_empty


def test_only_the_lock_changes_where_all_agree_already():
    first, _ = Vaulted({"Mission 3.1b.md": NOTE}, [B]).synced()
    plan = Vaulted(first.files, [B]).plan()
    assert plan.changes == ()
    assert len(lock_of(plan).base) == 2


def test_an_update_changes_the_values_only():
    first, _ = Vaulted({"Mission 3.1b.md": NOTE, "All.md": SECTIONS}, [B, C]).synced()
    moved = first.moved(rows=[row("3.1.b", "Completed", "Year 3"), C])
    plan = moved.plan()
    assert after(plan, moved, "Mission 3.1b.md") == first.text("Mission 3.1b.md").replace(
        "status/in-progress", "status/completed"
    ).replace("In Progress", "Completed")
    assert [change.path for change in plan.changes] == ["Mission 3.1b.md"]


def test_a_section_s_update_edits_only_its_tag():
    first, _ = Vaulted({"All.md": SECTIONS}, [B, C]).synced()
    text = first.text("All.md").replace("#priority/year-3", "#mine  #priority/year-3 #yours")
    moved = first.moved(files={"All.md": text}, rows=[row("3.1.b", "Completed", "Year 2"), C])
    assert after(moved.plan(), moved, "All.md") == text.replace(
        "#status/in-progress #mine  #priority/year-3", "#status/completed #mine  #priority/year-2"
    )


def edited(first, old, new, path="Mission 3.1b.md"):
    assert old in first.text(path)
    return {**first.files, path: first.text(path).replace(old, new).encode()}


def test_a_value_that_was_edited_here_is_kept():
    first, _ = Vaulted({"Mission 3.1b.md": NOTE}, [B]).synced()
    local = first.moved(files=edited(first, "status: In Progress", "status: Completed"))
    assert local.plan().is_empty
    plan = local.plan(overwrite_local=True)
    assert after(plan, local, "Mission 3.1b.md") == first.text("Mission 3.1b.md")


def conflict():
    first, _ = Vaulted({"Mission 3.1b.md": NOTE}, [B]).synced()
    return first.moved(
        files=edited(first, "status: In Progress", "status: Completed"),
        rows=[row("3.1.b", "Paused", "Year 3")],
    )


def test_a_conflict_is_told_with_all_three_values_and_not_written():
    vault = conflict()
    plan = vault.plan()
    assert plan.left == (
        Left(
            "Mission 3.1b",
            "Mission 3.1b.md",
            "status: Completed here, Paused in the tracker, In Progress was written last",
        ),
    )
    # Nobody touched the tag, but what is written there would contradict the property.
    assert plan.changes == ()
    assert plan.base == ()


@pytest.mark.parametrize(
    ("old", "new"), [("status: In Progress", "status: Paused"), ("status/in-pr", "status/paused #")]
)
def test_a_conflict_is_told_until_somebody_decides(old, new):
    first, _ = Vaulted({"Mission 3.1b.md": NOTE}, [B]).synced()
    new = new.removesuffix(" #") + ("" if old.startswith("status:") else "\n  - x")
    local = first.moved(
        files=edited(first, old, new),
        rows=[row("3.1.b", "Completed", "Year 4")],
    )
    again, plan = local.synced()
    assert len(plan.left) == 1
    # The other field goes its way.
    assert "priority: Year 4" in again.text("Mission 3.1b.md")
    assert again.plan().left == plan.left
    assert again.plan().is_empty
    assert again.agreement("Mission 3.1b").state.value == "conflict"


def test_a_first_meeting_is_told_until_somebody_decides():
    vault = Vaulted({"Mission 3.1b.md": NOTE.replace("title", "status: Completed\ntitle")}, [B])
    again, plan = vault.synced()
    assert len(plan.left) == 1
    assert "status/" not in again.text("Mission 3.1b.md")
    assert again.plan().left == plan.left
    assert again.plan().is_empty
    assert again.agreement("Mission 3.1b").state.value == "first-meeting"
    assert [entry.field for entry in lock_of(plan).base] == ["priority"]


def test_a_first_meeting_at_a_copy_holds_the_home_back_too():
    copy = "# Mission 3.1b\nThe text of the action.\n#status/paused\n# Mission 3.1c\nMore.\n"
    vault = Vaulted({"Mission 3.1b.md": NOTE, "All.md": copy}, [B])
    again, plan = vault.synced()
    assert [left.path for left in plan.left] == ["All.md"]
    assert "status" not in again.text("Mission 3.1b.md")
    assert again.plan().left == plan.left


def test_nothing_is_added_beside_a_value_that_was_edited_here():
    first, _ = Vaulted({"Mission 3.1b.md": NOTE}, [B]).synced()
    text = first.text("Mission 3.1b.md").replace("  - status/in-progress\n", "")
    text = text.replace("In Progress", "Completed")
    assert first.moved(files={"Mission 3.1b.md": text.encode()}).plan().is_empty


def test_a_conflict_is_written_over_only_when_asked():
    vault, plan = conflict().synced(overwrite_local=True)
    assert plan.left == ()
    assert "status: Paused" in vault.text("Mission 3.1b.md")
    assert vault.plan().is_empty


def test_a_kept_value_is_silent_while_the_tracker_stays():
    vault, plan = conflict().synced(
        keep_local=frozenset({"Mission 3.1b.md"}), keep_reason="we know better"
    )
    assert plan.left == ()
    assert lock_of(plan).kept == (
        Kept("Mission 3.1b", "status", "completed", "paused", "2026-11-21", "we know better"),
    )
    assert "status: Completed" in vault.text("Mission 3.1b.md")
    assert vault.plan().is_empty
    assert vault.agreement("Mission 3.1b").state.value == "kept"
    moved = vault.moved(rows=[row("3.1.b", "Behind", "Year 3")])
    assert [left.action for left in moved.plan().left] == ["Mission 3.1b"]


def test_a_decision_is_forgotten_once_all_agree():
    vault, _ = conflict().synced(keep_local=frozenset({"Mission 3.1b.md"}))
    agreed = vault.moved(files=edited(vault, "status: Completed", "status: Paused"))
    assert lock_of(agreed.plan()).kept == ()


@pytest.mark.parametrize(
    ("options", "written"),
    [({}, False), ({"first_meeting": True}, True), ({"overwrite_local": True}, True)],
)
def test_a_first_meeting_is_written_only_after_the_question(options, written):
    text = NOTE.replace("title", "status: Paused\ntitle")
    vault = Vaulted({"Mission 3.1b.md": text}, [B])
    plan = vault.plan(**options)
    assert bool(plan.left) is not written
    new = after(plan, vault, "Mission 3.1b.md")
    assert ("status: In Progress" in new) is written
    assert ("status/in-progress" in new) is written, "no tag contradicts the property"
    assert "priority: Year 3" in new, "the other field is added all the same"


def test_foreign_values_are_never_touched():
    text = NOTE.replace("title", "status: evergreen\npriority: high\ntitle")
    text = text.replace("gcdata", "status/seedling")
    vault = Vaulted({"Mission 3.1b.md": text}, [B])
    for options in ({}, {"overwrite_local": True}, {"first_meeting": True}):
        plan = vault.plan(**options)
        assert after(plan, vault, "Mission 3.1b.md") == text.replace(
            "seedling\n", "seedling\n  - priority/year-3\n"
        )


def test_a_row_without_a_value_writes_nothing():
    vault = Vaulted({"Mission 3.1b.md": NOTE}, [row("3.1.b", "-", "someday")])
    assert vault.plan().changes == ()


def test_the_type_of_a_property_is_respected():
    def planned(kind, text=NOTE):
        types = json.dumps({"types": {"status": kind}})
        vault = Vaulted({"Mission 3.1b.md": text, ".obsidian/types.json": types}, [B])
        return vault.plan(), vault

    plan, vault = planned("multitext")
    assert "status:\n  - In Progress\n" in after(plan, vault, "Mission 3.1b.md")
    plan, vault = planned("number")
    assert plan.left == (
        Left(
            "Mission 3.1b",
            "Mission 3.1b.md",
            "the vault's type of status is number, which cannot hold In Progress",
        ),
    )
    assert "status:" not in after(plan, vault, "Mission 3.1b.md")
    assert "status/in-progress" in after(plan, vault, "Mission 3.1b.md")
    synced, _ = vault.synced()
    assert synced.plan().changes == ()


def test_a_property_that_is_a_list_stays_one():
    text = NOTE.replace("title", "status: [evergreen, Paused]\ntitle")
    base = [Base("Mission 3.1b", "status", "paused")]
    vault = Vaulted({"Mission 3.1b.md": text}, [B], base=base)
    assert "status: [evergreen, In Progress]\n" in after(vault.plan(), vault, "Mission 3.1b.md")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (NOTE.replace("title: ", "title: ["), "properties"),
        (NOTE.replace("title", "tags: x\ntags"), "properties"),
        (NOTE.replace("title: ", "title: &a "), "properties"),
        (
            NOTE + "\n<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n",
            "a merge left its marks in line 9",
        ),
    ],
)
def test_notes_that_cannot_be_edited_safely_are_left_and_told(text, reason):
    vault = Vaulted({"Mission 3.1b.md": text}, [B])
    plan = vault.plan()
    assert plan.changes == ()
    assert reason in plan.left[0].reason
    assert plan.lock is None or lock_of(plan).base == ()


def test_what_is_left_does_not_count_as_written():
    first, _ = Vaulted({"Mission 3.1b.md": NOTE}, [B]).synced()
    broken = edited(first, "title: ", "title: &a ")
    moved = first.moved(files=broken, rows=[row("3.1.b", "Completed", "Year 3")])
    plan = moved.plan()
    assert plan.changes == ()
    assert plan.base == ()
    mended = moved.moved(files=edited(moved, "title: &a ", "title: "))
    assert "status: Completed" in mended.synced()[0].text("Mission 3.1b.md")


def test_copies_with_tags_of_ours_are_written_like_the_home():
    copy = "# Mission 3.1b\nOne.\n#status/paused\n# Mission 3.1c\nTwo.\n"
    base = [Base("Mission 3.1b", "status", "paused")]
    note = NOTE.replace("title", "status: Paused\ntitle")
    vault = Vaulted({"Mission 3.1b.md": note, "Copy.md": copy}, [B], base=base)
    plan = vault.plan()
    assert after(plan, vault, "Copy.md") == copy.replace("paused", "in-progress")
    assert plan.base[0].needs == {"Mission 3.1b.md", "Copy.md"}


def test_the_base_stays_where_a_copy_cannot_follow():
    marks = "<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n"
    copy = f"# Mission 3.1b\nOne.\n#status/paused\n# Mission 3.1c\nTwo.\n\n{marks}"
    base = [Base("Mission 3.1b", "status", "paused")]
    note = NOTE.replace("title", "status: Paused\ntitle")
    vault = Vaulted({"Mission 3.1b.md": note, "Copy.md": copy}, [B], base=base)
    synced, plan = vault.synced()
    assert "status" not in {change.field for change in plan.base}
    mended = synced.moved(files={**synced.files, "Copy.md": copy.replace(marks, "").encode()})
    assert "#status/in-progress" in mended.synced()[0].text("Copy.md")


def test_a_home_that_moved_into_a_note_is_cleared_where_it_was():
    first, _ = Vaulted({"All.md": SECTIONS}, [B, C]).synced()
    moved = first.moved(files={**first.files, "Mission 3.1b.md": NOTE.encode()})
    synced, _plan = moved.synced()
    assert synced.text("All.md") == first.text("All.md").replace(
        "#status/in-progress #priority/year-3\n", ""
    )
    assert "status: In Progress" in synced.text("Mission 3.1b.md")
    assert synced.plan().is_empty


def test_a_home_that_moved_leaves_what_the_user_wrote():
    first, _ = Vaulted({"All.md": SECTIONS}, [B, C]).synced()
    text = first.text("All.md").replace("#status/in-progress", "#status/paused #mine")
    moved = first.moved(files={"All.md": text.encode(), "Mission 3.1b.md": NOTE.encode()})
    synced, _ = moved.synced()
    assert synced.text("All.md") == text.replace(" #priority/year-3", "")


def test_a_note_is_read_in_its_own_words_and_written_in_canonical_ones():
    text = NOTE.replace("title", "status: non entamée\ntitle")
    base = [Base("Mission 3.1b", "status", "not-started")]
    vault = Vaulted({"Mission 3.1b.md": text}, [B], base=base)
    assert "status: In Progress\n" in after(vault.plan(), vault, "Mission 3.1b.md")


def test_tags_of_other_words_are_replaced_where_they_stand():
    text = NOTE.replace("gcdata", "'#Status/Not-Started'\n  - gcdata")
    base = [Base("Mission 3.1b", "status", "not-started")]
    vault = Vaulted({"Mission 3.1b.md": text}, [B], base=base)
    new = after(vault.plan(), vault, "Mission 3.1b.md")
    assert "  - '#status/in-progress'\n  - gcdata\n" in new


def test_a_line_of_tags_in_a_note_is_updated_there():
    text = NOTE + "#status/paused\n"
    base = [Base("Mission 3.1b", "status", "paused")]
    vault = Vaulted({"Mission 3.1b.md": text}, [B], base=base)
    new = after(vault.plan(), vault, "Mission 3.1b.md")
    assert new.endswith("#status/in-progress\n")
    assert new.count("status/in-progress") == 1


def test_bytes_outside_the_edits_stay():
    text = "\ufeff" + SECTIONS.replace("\n", "\r\n") + "no end \t"
    vault = Vaulted({"All.md": text}, [B, C])
    new = after(vault.plan(), vault, "All.md")
    tags = "#status/in-progress #priority/year-3\r\n"
    assert new.replace(tags, "").replace(">\r\n> #status/completed\r\n", "") == text


def test_only_some_notes_of_a_plan():
    vault = Vaulted({"Mission 3.1b.md": NOTE, "Mission 3.1c.md": NOTE.replace("b", "c")}, [B, C])
    plan = vault.plan().only(frozenset({"Mission 3.1c.md"}))
    assert [change.path for change in plan.changes] == ["Mission 3.1c.md"]


STAMP = {"modified_property": "modified", "time": "2026-11-21T20:55:58Z"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "modified: 2026-11-21\n"),
        ("Modified: 2024-01-01\n", "Modified: 2026-11-21\n"),
        ("modified: 2024-01-01T10:00:00\n", "modified: 2026-11-21T20:55:58\n"),
        ("modified: '2024-01-01' # day\n", "modified: '2026-11-21' # day\n"),
        ('modified: "2024-01-01"\n', 'modified: "2026-11-21"\n'),
        ("modified:\n", "modified: 2026-11-21\n"),
        ("modified: [2024-01-01]\n", "modified: 2026-11-21\n"),
    ],
)
def test_the_day_of_a_change_is_kept_where_that_is_asked_for(before, after):
    rows = [row("3.1.b", "Completed", "-")]
    text = f"---\nx: 1\n{before}---\nText.\n"
    vault = Vaulted({"Mission 3.1b.md": text}, rows)
    assert "2026" not in vault.synced()[0].text("Mission 3.1b.md")
    synced, _ = vault.synced(**STAMP)
    assert after in synced.text("Mission 3.1b.md")
    # Nothing else to write, nothing to stamp.
    assert synced.plan(modified_property="modified", time="2027-01-01T00:00:00Z").is_empty


def test_a_section_that_gets_its_tags_stamps_its_note():
    text = "# Mission 3.1b\nText.\n# Mission 3.1c\nMore.\n"
    synced, plan = Vaulted({"All.md": text}, [row("3.1.b", "Completed", "-")]).synced(**STAMP)
    assert synced.text("All.md").startswith("---\nmodified: 2026-11-21\n---\n# Mission 3.1b\n")
    assert "#status/completed" in synced.text("All.md")
    assert not plan.left


def test_what_cannot_be_stamped_is_written_all_the_same_and_said():
    text = "---\nmodified:\n  by: me\n---\nText.\n"
    synced, plan = Vaulted({"Mission 3.1b.md": text}, [row("3.1.b", "Completed", "-")]).synced(
        **STAMP
    )
    assert "status: Completed" in synced.text("Mission 3.1b.md")
    assert [left.reason for left in plan.left] == [
        "modified stays as it is: `modified` holds a mapping"
    ]


def test_an_action_whose_home_cannot_be_read_is_left_everywhere():
    synced, _ = Vaulted({"Mission 3.1b.md": NOTE, "All.md": SECTIONS}, [B, C]).synced()
    for base in (synced.lock_bytes, None):
        vault = Vaulted(
            {"Mission 3.1b.md": b"\xff", "All.md": SECTIONS},
            [row("3.1.b", "Completed", "Year 3"), C],
            lock_bytes=base,
        )
        plan = vault.plan()
        assert plan.left == (Left("Mission 3.1b", "Mission 3.1b.md", "it cannot be read"),)
        assert "Mission 3.1b" not in {
            reason.action for change in plan.changes for reason in change.reasons
        }
        assert vault.agreement("Mission 3.1b").copies == ()


def test_a_note_that_cannot_be_read_may_be_the_home_of_what_was_written_somewhere():
    titled = NOTE.replace("# Mission 3.1b", "")
    synced, _ = Vaulted({"Any.md": titled, "All.md": SECTIONS}, [B, C]).synced()
    assert "status: In Progress" in synced.text("Any.md")
    torn = synced.moved(files={**synced.files, "Any.md": b"\xff"})
    plan = torn.plan()
    assert plan.changes == ()
    reason = "it cannot be read, and may be the action's home"
    assert plan.left == (Left("Mission 3.1b", "Any.md", reason),)
    # What still holds what was written is the home, whatever else cannot be read.
    other = synced.moved(files={**synced.files, "Plan.md": b"\xff"})
    assert other.plan().is_empty
    assert other.plan().left == ()


def test_a_section_without_a_paragraph_is_left_where_something_would_be_written():
    text = SECTIONS.replace("The text of the action.\n", "```\ncode\n```\n")
    for verdict in ("certain", "doubtful"):
        plan = Vaulted({"All.md": text}, [B], verdict=verdict).plan(create_notes=True)
        assert "Mission 3.1b.md" not in {change.path for change in plan.changes}
        assert "Mission 3.1b" in {left.action for left in plan.left}
    nothing = row("3.1.b", "-", "-")
    assert Vaulted({"All.md": text}, [nothing], verdict="doubtful").plan().left == ()


def test_a_row_without_a_known_value_is_held_to_nothing():
    vault = Vaulted({"Mission 3.1b.md": NOTE}, [row("3.1.b", "Dancing", "-")])
    assert vault.agreement("Mission 3.1b").state.value == "no-value"
    assert vault.plan().is_empty


def test_a_value_beside_one_that_is_kept_is_kept_as_well():
    kept = Kept("Mission 3.1b", "status", "completed", "in-progress", "2026-11-21")
    text = NOTE.replace("title", "status: Completed\ntitle")
    vault = Vaulted({"Mission 3.1b.md": text}, [B], kept=[kept])
    synced, _ = vault.synced()
    assert "status/" not in synced.text("Mission 3.1b.md")
    assert synced.plan().is_empty


def test_the_identity_of_a_note_that_is_made_is_known_at_once():
    vault = Vaulted({"Mission 3.1.md": "# Mission 3.1\n"}, [B])
    synced, plan = vault.synced(create_notes=True)
    assert [change.path for change in plan.changes] == ["Mission 3.1b.md"]
    assert [entry.action for entry in lock_of(plan).identities] == ["Mission 3.1b"]
    assert synced.plan().is_empty
