"""A real process is killed at random moments while it writes, a thousand times."""

import os
import random
import signal
import time

import pytest

from tests.sync.support import NOW, Quick, check_whole, contents, make_vault, whole_plan
from vaultsync.sync.apply import apply_plan
from vaultsync.sync.recovery import recover
from vaultsync.sync.undo import undo

ROUNDS = 1000


class Slow(Quick):
    """Gives the killer a chance between any two calls."""

    def status(self, path):
        time.sleep(0.0001)
        return super().status(path)

    def flush(self, handle):
        time.sleep(0.0001)
        super().flush(handle)

    def flush_folder(self, path):
        time.sleep(0.0001)
        super().flush_folder(path)


def write_in_another_process(root, lock_file, also_undo):
    """Start a process that writes the whole plan, and takes it back if asked to."""
    child = os.fork()
    if child == 0:
        try:
            apply_plan(root, lock_file, whole_plan(root), "sync", NOW, Slow())
            if also_undo:
                undo(root, lock_file, None, NOW, system=Slow())
        finally:
            os._exit(0)
    return child


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")
def test_a_process_killed_at_any_moment_leaves_every_note_whole(tmp_path):
    dice = random.Random(4)
    counted = make_vault(tmp_path / "counted")
    before = contents(counted.parent)
    started = time.perf_counter()
    apply_plan(counted, counted.parent / "vaultsync.lock", whole_plan(counted), "sync", NOW, Slow())
    takes = time.perf_counter() - started
    after = contents(counted.parent)
    cut_short = 0
    for at in range(ROUNDS):
        folder = tmp_path / str(at)
        root = make_vault(folder)
        lock_file = folder / "vaultsync.lock"
        also_undo = at % 2 == 1
        child = write_in_another_process(root, lock_file, also_undo)
        time.sleep(dice.random() * takes * (2.5 if also_undo else 1.3))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        cut_short += bool(recover(root, lock_file, Quick()))
        if not also_undo:
            check_whole(folder, root, before, after)
        found = contents(folder)
        for path in before.keys() | after.keys():
            assert found.get(path) in (before.get(path), after.get(path)), (at, path)
        assert not [path for path in found if ".~" in path]
        # The vault can be written as if nothing had been, and taken back.
        if found == before:
            apply_plan(root, lock_file, whole_plan(root), "sync", NOW, Quick())
            assert contents(folder) == after, at
    assert cut_short > ROUNDS / 10, "the killer came too late to mean anything"
