"""Keeping the vault's values: one for each field, and none where the vault contradicts itself."""

from __future__ import annotations

import pytest

from tests.sync.planning import Vaulted, row
from vaultsync.sync.changes import Left
from vaultsync.tracker.entries import Base
from vaultsync.tracker.lock import read_lock
from vaultsync.tracker.vocabulary import Vocabulary

NOTE = "Mission 3.1b.md"
KEEP = frozenset({NOTE})
BASE = [
    Base("Mission 3.1b", "status", "not-started"),
    Base("Mission 3.1b", "priority", "year-3"),
]


def note(status: str, tag: str, priority: str = "Year 3") -> str:
    name = priority.lower().replace(" ", "-")
    return (
        f"---\nstatus: {status}\npriority: {priority}\ntags:\n  - {tag}\n  - priority/{name}\n"
        "---\nWhat it says.\n"
    )


def vaulted(text: str, published: str = "In Progress", **files: str) -> Vaulted:
    rows = [row("3.1.b", published, "Year 3")]
    return Vaulted({NOTE: text, **files}, rows, base=BASE)


def kept(plan) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    lock = read_lock(plan.lock, Vocabulary()) if plan.lock else None
    return [(each.field, each.token) for each in (lock.kept if lock else ())]


def test_one_value_in_both_places_is_kept() -> None:
    after, plan = vaulted(note("Completed", "status/completed")).synced(keep_local=KEEP)
    assert (kept(plan), plan.left, plan.changes) == ([("status", "completed")], (), ())
    assert after.agreement("Mission 3.1b").state.value == "kept"


def test_a_property_and_a_tag_that_differ_are_not_kept_and_that_is_said() -> None:
    text = note("Completed", "status/paused", "Year 1")
    vault = vaulted(text)
    after, plan = vault.synced(keep_local=KEEP)
    # The other field has one value, and is kept.
    assert kept(plan) == [("priority", "year-1")]
    assert plan.changes == ()
    assert plan.left == (
        Left(
            "Mission 3.1b",
            NOTE,
            "status: make its values equal first, then keep them: "
            "the property Completed (line 2), the tag status/paused (line 5)",
        ),
    )
    equal = after.moved(files={NOTE: text.replace("status/paused", "status/completed").encode()})
    assert kept(equal.plan(keep_local=KEEP)) == [("status", "completed"), ("priority", "year-1")]


def test_one_of_them_that_the_tracker_has_differs_all_the_same() -> None:
    plan = vaulted(note("Completed", "status/in-progress")).plan(keep_local=KEEP)
    assert kept(plan) == []
    assert [each.reason.partition(":")[0] for each in plan.left] == ["status"]


def test_what_was_written_last_contradicts_nobody() -> None:
    after, plan = vaulted(note("Completed", "status/not-started")).synced(keep_local=KEEP)
    assert (kept(plan), plan.left, plan.changes) == ([("status", "completed")], (), ())
    assert after.plan().is_empty


def test_a_value_of_ours_in_the_list_of_the_user_s_differs() -> None:
    text = note("Completed", "status/completed").replace("  - s", "  - status/not-started\n  - s")
    assert len(vaulted(text).plan(keep_local=KEEP).left) == 1


def test_two_tags_of_one_field_differ_too() -> None:
    text = note("Completed", "status/completed").replace("  - s", "  - status/paused\n  - s")
    (left,) = vaulted(text).plan(keep_local=KEEP).left
    assert "the tag status/paused (line 5), the tag status/completed (line 6)" in left.reason


def test_a_home_and_a_copy_that_are_both_kept_must_agree() -> None:
    copy = "# Mission 3.1b\nWhat it says.\n#status/paused\n# Mission 3.1c\nMore.\n"
    files = {"All.md": copy}
    vault = vaulted(note("Completed", "status/completed"), **files)
    plan = vault.plan(keep_local=frozenset({NOTE, "All.md"}))
    assert kept(plan) == []
    (left,) = plan.left
    assert "the tag status/paused (All.md, line 3)" in left.reason


@pytest.mark.parametrize("options", [{"first_meeting": True}, {"overwrite_local": True}])
def test_what_is_to_be_kept_is_not_written_over(options: dict[str, bool]) -> None:
    text = note("Completed", "status/completed")
    vault = Vaulted({NOTE: text}, [row("3.1.b", "In Progress", "Year 3")])
    after, plan = vault.synced(keep_local=KEEP, **options)
    assert kept(plan) == [("status", "completed")]
    assert after.text(NOTE) == text


@pytest.mark.parametrize("options", [{"first_meeting": True}, {"overwrite_local": True}])
def test_what_differs_is_not_written_over_either(options: dict[str, bool]) -> None:
    text = note("Completed", "status/paused")
    after, plan = vaulted(text).synced(keep_local=KEEP, **options)
    assert after.text(NOTE) == text
    assert len(plan.left) == 1


@pytest.mark.parametrize("published", ["In Progress", "Paused"])
def test_what_was_kept_and_is_written_over_is_kept_no_more(published: str) -> None:
    """Be the tracker where it was when the value was kept, or not."""
    first, _ = vaulted(note("Completed", "status/completed")).synced(keep_local=KEEP)
    moved = first.moved(rows=[row("3.1.b", published, "Year 3")])
    after, plan = moved.synced(overwrite_local=True)
    assert after.text(NOTE) == note(published, f"status/{published.lower().replace(' ', '-')}")
    assert kept(plan) == []
    assert after.plan().is_empty


def test_what_was_kept_stays_kept_where_it_cannot_be_written_over() -> None:
    first, _ = vaulted(note("Completed", "status/completed")).synced(keep_local=KEEP)
    merged = f"{first.text(NOTE)}\n<<<<<<< one\na\n=======\nb\n>>>>>>> other\n".encode()
    plan = first.moved(files={NOTE: merged}).plan(overwrite_local=True)
    assert (plan.changes, plan.lock) == ((), None)
