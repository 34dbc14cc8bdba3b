"""Every system call fails once, and the power goes before, in and after each of them.

After each fault and the next command every note is wholly old or wholly new,
the journal says which, the lock's base names only what was written, nothing
temporary is left, and undo brings back every byte.
"""

import errno

import pytest

from tests.sync.support import (
    NOW,
    Faulty,
    Power,
    Quick,
    check_whole,
    contents,
    make_vault,
    whole_plan,
)
from vaultsync.errors import VaultsyncError
from vaultsync.sync.apply import apply_plan
from vaultsync.sync.recovery import recover
from vaultsync.sync.undo import undo


def run(function, *arguments, system):
    """Run something under a failing system; what it raises is for the user, or the power's."""
    try:
        function(*arguments, system=system)
    except (VaultsyncError, Power):
        pass
    finally:
        system.let_go()


class Plain(Faulty):
    """A system whose files cannot swap names, on a disk whose files have one name only."""

    def exchange(self, one, other):
        self.status(one)
        return False

    def link(self, source, target):
        self.status(source)
        raise PermissionError(errno.EPERM, "no links here")


def apply(folder, system):
    root = folder / "vault"
    run(apply_plan, root, folder / "vaultsync.lock", whole_plan(root), "sync", NOW, system=system)


def expected(tmp_path):
    """Return the files before and after the whole plan, and how many calls it takes."""
    root = make_vault(tmp_path / "counted")
    before = contents(root.parent)
    system = Faulty()
    apply_plan(root, root.parent / "vaultsync.lock", whole_plan(root), "sync", NOW, system)
    return before, contents(root.parent), len(system.calls)


@pytest.mark.parametrize(
    ("how", "number"),
    [
        ("error", errno.EIO),
        ("off", 0),
        *(
            pytest.param(how, number, marks=pytest.mark.slow)
            for how, number in [
                ("error", errno.EACCES),
                ("error", errno.ENOSPC),
                ("error", errno.ENOENT),
                ("error", errno.EINVAL),
                ("full", errno.ENOSPC),
                ("late", errno.EIO),
                ("on", 0),
                ("torn", 0),
            ]
        ),
    ],
)
def test_every_fault_leaves_every_note_whole(tmp_path, how, number):
    before, after, calls = expected(tmp_path)
    for at in range(calls):
        folder = tmp_path / str(at)
        root = make_vault(folder)
        lock_file = folder / "vaultsync.lock"
        apply(folder, Faulty(how, at, number))
        recover(root, lock_file, Quick())
        for entry in check_whole(folder, root, before, after):
            undo(root, lock_file, entry.id, NOW, system=Quick())
            assert contents(folder) == before, at


@pytest.mark.slow
@pytest.mark.parametrize("how", ["error", "full", "late", "off", "on", "torn"])
def test_every_fault_on_a_disk_that_can_less(tmp_path, how):
    before, after, _ = expected(tmp_path)
    counted = Plain()
    apply(make_vault(tmp_path / "plain").parent, counted)
    assert contents(tmp_path / "plain") == after
    for at in range(len(counted.calls)):
        folder = tmp_path / str(at)
        root = make_vault(folder)
        lock_file = folder / "vaultsync.lock"
        apply(folder, Plain(how, at))
        recover(root, lock_file, Quick())
        for entry in check_whole(folder, root, before, after):
            undo(root, lock_file, entry.id, NOW, system=Quick())
            assert contents(folder) == before, at


@pytest.mark.slow
@pytest.mark.parametrize("how", ["error", "late", "off", "on", "torn"])
def test_recovery_may_itself_be_cut_short(tmp_path, how):
    before, after, calls = expected(tmp_path)
    # The worst moment: all notes are written, and the lock is not.
    worst = calls - 12
    probe = make_vault(tmp_path / "probe")
    apply(probe.parent, Faulty("off", worst))
    counted = Faulty()
    recover(probe, probe.parent / "vaultsync.lock", counted)
    for at in range(len(counted.calls)):
        folder = tmp_path / str(at)
        root = make_vault(folder)
        apply(folder, Faulty("off", worst))
        run(recover, root, folder / "vaultsync.lock", system=Faulty(how, at))
        recover(root, folder / "vaultsync.lock", Quick())
        check_whole(folder, root, before, after)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["error", "full", "late", "off", "on", "torn"])
def test_an_undo_is_as_safe_as_a_write(tmp_path, how):
    before, after, _ = expected(tmp_path)
    root = tmp_path / "counted" / "vault"
    counted = Faulty()
    undo(root, root.parent / "vaultsync.lock", None, NOW, system=counted)
    assert contents(root.parent) == before
    for at in range(len(counted.calls)):
        folder = tmp_path / str(at)
        root = make_vault(folder)
        lock_file = folder / "vaultsync.lock"
        apply(folder, Quick())
        run(undo, root, lock_file, None, NOW, system=Faulty(how, at))
        recover(root, lock_file, Quick())
        found = contents(folder)
        for path in before.keys() | after.keys():
            assert found.get(path) in (before.get(path), after.get(path)), (at, path)
        assert not [path for path in found if ".~" in path]
        # Whatever was left can still be taken back.
        undo(root, lock_file, "20261121-205558-1", NOW, system=Quick())
        assert contents(folder) == before, at
