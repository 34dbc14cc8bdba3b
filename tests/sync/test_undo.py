"""Taking writes back: exact bytes, nothing newer lost, and the lock with it."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sync.support import (
    NOW,
    Quick,
    change_of,
    contents,
    lock_bytes,
    make_vault,
    new_note,
    plan_of,
    whole_plan,
)
from vaultsync.sync.apply import apply_plan
from vaultsync.sync.changes import BaseChange, NoteChange, Plan
from vaultsync.sync.entry import JournalError, sha256
from vaultsync.sync.journal import Journal
from vaultsync.sync.undo import MOVED_ON, find_entry, log, to_take_back, undo
from vaultsync.text import Edit
from vaultsync.tracker.entries import Base, Identity
from vaultsync.tracker.lock import EMPTY_LOCK, read_lock, write_lock
from vaultsync.tracker.vocabulary import Vocabulary

FIRST = "20261121-205558-1"


@pytest.fixture
def root(tmp_path):
    return make_vault(tmp_path)


def apply(root, plan):
    return apply_plan(root, root.parent / "vaultsync.lock", plan, "sync", NOW, Quick())


def take_back(root, ident=None, force=False):
    return undo(root, root.parent / "vaultsync.lock", ident, NOW, force, Quick())


def test_undo_brings_back_every_byte(root):
    before = contents(root.parent)
    apply(root, whole_plan(root))

    outcome = take_back(root)

    assert contents(root.parent) == before
    assert outcome.left == ()
    assert not (root / "New").exists(), "the folders that were made are gone"


def test_an_undo_is_taken_back_like_any_write(root):
    before = contents(root.parent)
    apply(root, whole_plan(root))
    after = contents(root.parent)

    undone = take_back(root).entry
    take_back(root, undone)
    assert contents(root.parent) == after
    assert [each.state for each in log(root)] == ["done", "undone", "done"]

    take_back(root, FIRST)
    assert contents(root.parent) == before


def test_undo_takes_the_newest_that_is_not_taken_back_yet(root):
    before = contents(root.parent)
    apply(root, plan_of(root, change_of(root, "Plain.md")))
    between = contents(root.parent)
    plan = plan_of(root, change_of(root, "Actions/Deep.md"))._replace(lock=None)
    apply(root, plan)

    take_back(root)
    assert contents(root.parent) == between
    take_back(root)
    assert contents(root.parent) == before
    with pytest.raises(JournalError, match="nothing to take back"):
        take_back(root)


def test_a_note_that_moved_on_is_left_and_the_others_are_taken_back(root):
    apply(root, whole_plan(root))
    (root / "Plain.md").write_text("newer\n")

    outcome = take_back(root)

    assert [(left.path, left.reason) for left in outcome.left] == [("Plain.md", MOVED_ON)]
    assert (root / "Plain.md").read_text() == "newer\n"
    assert "status" not in (root / "Actions/Deep.md").read_text()
    assert log(root)[0].state == "done", "some of it still stands"


def test_only_what_is_not_as_before_yet_is_taken_back_again(root):
    apply(root, whole_plan(root))
    lock_file = root.parent / "vaultsync.lock"
    written = to_take_back(root, lock_file, FIRST, system=Quick())
    assert written == tuple(record.path for record in find_entry(root).entry.written())
    (root / "Plain.md").write_bytes(b"newer\n")
    # The lock says of Plain.md alone, and that stays.
    assert to_take_back(root, lock_file, FIRST, system=Quick()) == written[:-1]
    assert [left.path for left in take_back(root).left] == ["Plain.md"]
    assert to_take_back(root, lock_file, FIRST, system=Quick()) == ("Plain.md",)
    take_back(root, FIRST, force=True)
    assert to_take_back(root, lock_file, FIRST, system=Quick()) == ()


def lock_of(**tokens):
    base = (Base(action, "status", token) for action, token in tokens.items())
    return write_lock(EMPTY_LOCK._replace(base=tuple(base)))


def two_notes(root, before=None):
    """Write two notes, and a lock that says so, where there was another or none."""
    lock_file = root.parent / "vaultsync.lock"
    if before is None:
        lock_file.unlink()
    else:
        lock_file.write_bytes(before)
    changes = [change_of(root, path) for path in ("Plain.md", "Actions/Deep.md")]
    base = [
        BaseChange(action, "status", "paused" if before else None, "in-progress", frozenset({path}))
        for action, path in (("Plain", "Plain.md"), ("Deep", "Actions/Deep.md"))
    ]
    lock = lock_of(Plain="in-progress", Deep="in-progress")
    digest = None if before is None else sha256(before)
    apply(root, Plan(tuple(changes), digest, lock, tuple(base), ()))
    assert lock_file.read_bytes() == lock
    return lock_file


@pytest.mark.parametrize("before", [None, lock_of(Plain="paused", Deep="paused")])
def test_a_note_that_is_left_keeps_its_base(root, before):
    lock_file = two_notes(root, before)
    (root / "Plain.md").write_text("newer\n")
    undone = take_back(root)
    assert [left.path for left in undone.left] == ["Plain.md"]
    deep = {} if before is None else {"Deep": "paused"}
    assert lock_file.read_bytes() == lock_of(Plain="in-progress", **deep)
    # Taken back itself, it brings back what it took; then all goes.
    take_back(root, undone.entry)
    assert lock_file.read_bytes() == lock_of(Plain="in-progress", Deep="in-progress")
    take_back(root, FIRST, force=True)
    assert (lock_file.read_bytes() if lock_file.exists() else None) == before


def test_who_is_who_stays_with_the_base(root):
    lock_file = root.parent / "vaultsync.lock"
    old = lock_file.read_bytes()
    identity = Identity("Plain", "3.1.b", "text", "2026-11-21", "certain")
    base = (Base("Plain", "status", "in-progress"),)
    new = write_lock(EMPTY_LOCK._replace(base=base, identities=(identity,)))
    change = BaseChange("Plain", "status", "not-started", "in-progress", frozenset({"Plain.md"}))
    changes = (change_of(root, "Plain.md"), change_of(root, "Actions/Deep.md"))
    apply(root, Plan(changes, sha256(old), new, (change,), ()))
    (root / "Plain.md").write_text("newer\n")
    take_back(root)
    assert lock_file.read_bytes() == new


def test_force_takes_it_back_and_keeps_the_newer_text(root):
    before = contents(root.parent)
    apply(root, whole_plan(root))
    (root / "Plain.md").write_text("newer\n")

    undone = take_back(root, force=True).entry

    assert contents(root.parent) == before
    take_back(root, undone)
    assert (root / "Plain.md").read_text() == "newer\n"


def test_a_note_that_was_made_and_edited_since_stays(root):
    apply(root, plan_of(root, new_note("Made.md")))
    with (root / "Made.md").open("a") as made:
        made.write("more\n")
    assert [left.path for left in take_back(root).left] == ["Made.md"]
    assert (root / "Made.md").exists()


def test_a_note_that_has_gone_is_left_unless_forced(root):
    before = contents(root.parent)
    apply(root, whole_plan(root))
    (root / "Plain.md").unlink()
    assert [left.path for left in take_back(root).left] == ["Plain.md"]
    take_back(root, FIRST, force=True)
    assert contents(root.parent).keys() == before.keys()
    assert (root / "Plain.md").read_bytes() == before["vault/Plain.md"][0]


def test_what_is_as_before_already_needs_no_undo(root):
    before = (root / "Plain.md").read_bytes()
    apply(root, plan_of(root, change_of(root, "Plain.md"))._replace(lock=None))
    (root / "Plain.md").write_bytes(before)
    outcome = take_back(root)
    assert (outcome.entry, outcome.left) == (None, ())


def test_a_lock_that_moved_on_keeps_what_came_since(root):
    lock_file = root.parent / "vaultsync.lock"
    apply(root, whole_plan(root))
    since = write_lock(
        EMPTY_LOCK._replace(
            base=(Base("Plain", "status", "in-progress"), Base("Other", "status", "completed")),
            identities=(Identity("Other", "3.1.c", "text", "2026-11-22", "accepted"),),
        )
    )
    lock_file.write_bytes(since)

    take_back(root)

    lock = read_lock(lock_file.read_bytes(), Vocabulary())
    assert set(lock.base) == {
        Base("Plain", "status", "not-started"),
        Base("Other", "status", "completed"),
    }
    assert len(lock.identities) == 1


def test_a_base_entry_that_was_written_again_since_stays(root):
    lock_file = root.parent / "vaultsync.lock"
    apply(root, whole_plan(root))
    lock_file.write_bytes(lock_bytes("completed"))
    take_back(root)
    assert lock_file.read_bytes() == lock_bytes("completed")


def test_a_lock_that_cannot_be_read_is_left(root):
    lock_file = root.parent / "vaultsync.lock"
    apply(root, whole_plan(root))
    lock_file.write_text("<<<<<<< ours\n")
    assert [left.path for left in take_back(root).left] == ["vaultsync.lock"]
    assert "status" not in (root / "Plain.md").read_text()


def test_a_lock_that_the_sync_made_goes_again(root):
    lock_file = root.parent / "vaultsync.lock"
    lock_file.unlink()
    apply(root, Plan((change_of(root, "Plain.md"),), None, lock_bytes("in-progress"), (), ()))
    take_back(root)
    assert not lock_file.exists()


def test_an_entry_is_named_by_the_beginning_of_its_id(root):
    apply(root, plan_of(root, change_of(root, "Plain.md")))
    assert find_entry(root, "2026").entry.id == FIRST
    with pytest.raises(JournalError, match="no entry 1999"):
        find_entry(root, "1999")
    apply(root, plan_of(root, change_of(root, "Actions/Deep.md"))._replace(lock=None))
    with pytest.raises(JournalError, match="more than one"):
        find_entry(root, "2026")


def test_an_entry_of_another_vault_is_refused(root, tmp_path):
    other = make_vault(tmp_path / "other")
    apply(other, plan_of(other, change_of(other, "Plain.md")))
    apply(root, plan_of(root, change_of(root, "Plain.md")))
    take_back(root)
    taken = root / ".vaultsync" / "journal" / "20301121-205558-1.done"
    entry = (other / ".vaultsync" / "journal" / f"{FIRST}.done").read_bytes()
    taken.write_bytes(entry.replace(FIRST.encode(), b"20301121-205558-1"))
    with pytest.raises(JournalError, match="not of this vault"):
        Journal(root, Quick()).read("20301121-205558-1")
    with pytest.raises(JournalError, match="no entry"):
        take_back(root, "2030")
    assert len(log(root)) == 2


def test_an_entry_never_leads_out_of_the_vault(root):
    outside = root.parent / "outside.md"
    outside.write_text("old\n")
    apply(root, plan_of(root, change_of(root, "Plain.md"))._replace(lock=None))
    file = root / ".vaultsync" / "journal" / f"{FIRST}.done"
    lines = [json.loads(line) for line in file.read_bytes().split(b"\n")]
    lines[1].update({"file": "../outside.md", "after": sha256(b"old\n")})
    file.write_text("\n".join(map(json.dumps, lines)))
    with pytest.raises(JournalError, match=r"\.\./outside\.md: is not a path inside the vault"):
        take_back(root, force=True)
    assert outside.read_text() == "old\n"


def test_no_folder_outside_the_vault_is_removed(root):
    outside = root.parent / "empty"
    outside.mkdir()
    apply(root, plan_of(root, new_note("New/Made.md"))._replace(lock=None))
    file = root / ".vaultsync" / "journal" / f"{FIRST}.done"
    file.write_bytes(file.read_bytes().replace(b'{"folder":"New"}', b'{"folder":"../empty"}'))
    take_back(root)
    assert outside.is_dir()


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{}",
        b"[1]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"journal":1}',
        b'{"journal":2,"vault":"x"}',
    ],
)
def test_a_damaged_entry_is_refused_and_named(root, damage):
    apply(root, plan_of(root, change_of(root, "Plain.md")))
    before = contents(root.parent)
    (root / ".vaultsync" / "journal" / f"{FIRST}.done").write_bytes(damage)
    with pytest.raises(JournalError):
        take_back(root, FIRST)
    assert contents(root.parent) == before


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.99])
def test_an_entry_that_was_cut_is_refused(root, cut):
    apply(root, plan_of(root, change_of(root, "Plain.md")))
    file = root / ".vaultsync" / "journal" / f"{FIRST}.done"
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * cut)])
    with pytest.raises(JournalError, match="damaged"):
        take_back(root, FIRST)


def test_old_bytes_that_were_tampered_with_are_refused(root):
    apply(root, plan_of(root, change_of(root, "Plain.md"))._replace(lock=None))
    file = root / ".vaultsync" / "journal" / f"{FIRST}.done"
    lines = [json.loads(line) for line in file.read_bytes().split(b"\n")]
    next(line for line in lines if "old" in line)["bytes"] = "ZXZpbA=="
    file.write_text("\n".join(map(json.dumps, lines)))
    with pytest.raises(JournalError, match="damaged"):
        take_back(root)


def test_the_journal_is_bounded(root, monkeypatch):
    monkeypatch.setattr("vaultsync.sync.journal.KEEP_ENTRIES", 3)
    for number in range(6):
        path = f"Note {number}.md"
        (root / path).write_text("---\ntitle: x\n---\n# x\n")
        apply(root, plan_of(root, change_of(root, path))._replace(lock=None))
    assert [each.entry.id[-1] for each in log(root)] == ["4", "5", "6"]
    monkeypatch.setattr("vaultsync.sync.journal.KEEP_BYTES", 10)
    apply(root, plan_of(root, change_of(root, "Plain.md"))._replace(lock=None))
    assert [each.entry.id[-1] for each in log(root)] == ["7"]


def test_the_log_of_a_vault_that_was_never_written_is_empty(root):
    assert log(root) == ()
    assert not (root / ".vaultsync").exists()


texts = st.text(st.characters(codec="utf-8") | st.sampled_from("\r\n\t #-^[]:"), max_size=200)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    notes=st.lists(st.tuples(texts, st.booleans()), min_size=1, max_size=4),
    data=st.data(),
)
def test_undo_is_exact_for_any_notes(tmp_path_factory, notes, data):
    """Any bytes, any edits: applied, taken back, taken back again, and back once more."""
    folder = tmp_path_factory.mktemp("any")
    root = folder / "vault"
    root.mkdir()
    lock_file = folder / "vaultsync.lock"
    changes = []
    for number, (text, mark) in enumerate(notes):
        old = (b"\xef\xbb\xbf" if mark else b"") + text.encode()
        (root / f"{number}.md").write_bytes(old)
        decoded = old.decode("utf-8-sig")
        at = data.draw(st.integers(0, len(decoded)))
        end = data.draw(st.integers(at, len(decoded)))
        edit = Edit(at, end, data.draw(texts))
        changes.append(NoteChange(f"{number}.md", sha256(old), (edit,), "", (), ()))
    before = contents(folder)
    plan = Plan(tuple(changes), None, lock_bytes("completed"), (), ())
    # Whether an edit is a good one is not the question here.
    apply_plan(root, lock_file, plan, "sync", NOW, Quick(), check=lambda *_: "")
    after = contents(folder)
    for number, change in enumerate(changes):
        old = before[f"vault/{number}.md"][0]
        assert after[f"vault/{number}.md"][0] == change.new_bytes(old)
    undone = undo(root, lock_file, None, NOW, system=Quick()).entry
    assert contents(folder) == before
    undo(root, lock_file, undone, NOW, system=Quick())
    assert contents(folder) == after
    undo(root, lock_file, None, NOW, system=Quick())
    assert contents(folder) == before
