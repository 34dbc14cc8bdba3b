"""What a crash left, and what people did before the next command."""

import pytest

from tests.sync.support import (
    NOW,
    Faulty,
    Power,
    Quick,
    change_of,
    contents,
    lock_bytes,
    make_vault,
    plan_of,
    whole_plan,
)
from vaultsync.sync.apply import apply_plan
from vaultsync.sync.journal import Journal
from vaultsync.sync.recovery import needs_recovery, recover
from vaultsync.sync.undo import log
from vaultsync.sync.vaultlock import VaultBusyError, vault_lock


@pytest.fixture
def root(tmp_path):
    return make_vault(tmp_path)


def crash(root, plan, call, nth=0, how="on"):
    """Write a plan and let the power go after the nth call of a name from the end."""
    lock_file = root.parent / "vaultsync.lock"
    counted = Faulty()
    probe = make_vault(root.parent / "probe")
    apply_plan(probe, probe.parent / "vaultsync.lock", whole_plan(probe), "sync", NOW, counted)
    places = [at for at, name in enumerate(counted.calls) if name == call]
    system = Faulty(how, places[nth])
    with pytest.raises(Power):
        apply_plan(root, lock_file, plan, "sync", NOW, system)
    system.let_go()


def recovered(root):
    found = recover(root, root.parent / "vaultsync.lock", Quick())
    return [each.state for each in found]


def test_a_crash_before_anything_was_written_changes_nothing(root):
    before = contents(root)
    crash(root, whole_plan(root), "replace", 0)  # the journal's own
    assert needs_recovery(root, Quick())
    assert recovered(root) == ["rolled-back"]
    assert contents(root) == before
    assert not needs_recovery(root, Quick())


def test_a_crash_in_the_middle_is_rolled_back(root):
    before = contents(root)
    crash(root, whole_plan(root), "exchange", 1)
    assert contents(root) != before
    assert recovered(root) == ["rolled-back"]
    assert contents(root) == before
    assert [each.state for each in log(root)] == ["rolled-back"]


def test_a_crash_after_everything_was_written_is_finished(root):
    crash(root, whole_plan(root), "replace", -1, "off")  # the journal's last: done
    after = contents(root)
    assert recovered(root) == ["done"]
    assert contents(root) == after
    assert (root.parent / "vaultsync.lock").read_bytes() == lock_bytes("in-progress")


def test_the_next_write_recovers_by_itself(root):
    before = contents(root)
    crash(root, whole_plan(root), "exchange", 1)
    stale = change_of(root, "Actions/Deep.md")
    outcome = apply_plan(
        root, root.parent / "vaultsync.lock", plan_of(root, stale), "sync", NOW, Quick()
    )
    assert [left.path for left in outcome.left] == ["Actions/Deep.md"]
    assert contents(root) == before
    assert [each.state for each in log(root)] == ["rolled-back"]


def test_what_was_saved_after_the_crash_stays(root):
    crash(root, whole_plan(root), "exchange", 1)
    (root / "Plain.md").write_text("saved since\n")
    assert recovered(root) == ["rolled-back"]
    assert (root / "Plain.md").read_text() == "saved since\n"
    assert "status" not in (root / "Actions/Deep.md").read_text()


def test_what_was_saved_just_before_the_exchange_comes_back(root):
    class Late(Faulty):
        def exchange(self, one, other):
            other.write_text("saved in the last moment\n")
            super().exchange(one, other)
            self.dead = True
            raise Power

    system = Late()
    with pytest.raises(Power):
        apply_plan(root, root.parent / "vaultsync.lock", whole_plan(root), "sync", NOW, system)
    system.let_go()
    assert recovered(root) == ["rolled-back"]
    assert (root / "Plain.md").read_text() == "saved in the last moment\n"


def test_of_two_saves_around_the_crash_the_older_is_kept_in_the_journal(root):
    class Late(Faulty):
        def exchange(self, one, other):
            other.write_text("saved first\n")
            super().exchange(one, other)
            other.write_text("saved last\n")
            self.dead = True
            raise Power

    system = Late()
    with pytest.raises(Power):
        apply_plan(root, root.parent / "vaultsync.lock", whole_plan(root), "sync", NOW, system)
    system.let_go()
    assert recovered(root) == ["rolled-back"]
    assert (root / "Plain.md").read_text() == "saved last\n"
    assert Journal(root, Quick()).read("20261121-205558-1").kept == {0: b"saved first\n"}


def test_a_note_that_was_removed_after_the_crash_stays_removed(root):
    crash(root, whole_plan(root), "exchange", 1)
    (root / "Plain.md").unlink()
    assert recovered(root) == ["rolled-back"]
    assert not (root / "Plain.md").exists()


def test_an_interrupt_puts_everything_back_at_once(root):
    class Interrupted(Quick):
        calls = 0

        def exchange(self, one, other):
            self.calls += 1
            if self.calls == 2:
                raise KeyboardInterrupt
            return super().exchange(one, other)

    before = contents(root)
    with pytest.raises(KeyboardInterrupt):
        apply_plan(
            root, root.parent / "vaultsync.lock", whole_plan(root), "sync", NOW, Interrupted()
        )
    assert contents(root) == before
    assert not needs_recovery(root, Quick())


def test_a_sync_that_is_still_running_is_not_recovered(root):
    crash(root, whole_plan(root), "exchange", 1)
    with vault_lock(root, Quick()), pytest.raises(VaultBusyError):
        recover(root, root.parent / "vaultsync.lock", Quick())


def test_nothing_is_looked_at_where_nothing_was_written(root):
    assert recovered(root) == []
    assert not (root / ".vaultsync").exists()


def test_an_entry_copied_from_another_vault_is_not_recovered(root, tmp_path):
    other = make_vault(tmp_path / "other")
    crash(other, whole_plan(other), "exchange", 1)
    apply_plan(root, root.parent / "vaultsync.lock", whole_plan(root), "sync", NOW, Quick())
    name = "20261121-205558-1.prepared"
    copied = root / ".vaultsync" / "journal" / "20991121-205558-1.prepared"
    copied.write_bytes((other / ".vaultsync" / "journal" / name).read_bytes())
    after = contents(root)
    assert recovered(root) == []
    assert contents(root) == after
