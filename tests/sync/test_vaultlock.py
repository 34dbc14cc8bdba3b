"""One writer at a time, and locks whose holder is gone."""

import errno
import os
import socket

import pytest

from tests.sync.support import Quick
from vaultsync.sync.vaultlock import VaultBusyError, vault_lock


class NoLocks(Quick):
    """A file system without locks of its own."""

    def hold(self, handle):
        raise OSError(errno.ENOTSUP, "no locks here")


@pytest.mark.parametrize("system", [Quick, NoLocks])
def test_a_second_writer_is_refused_at_once_and_told_who_writes(tmp_path, system):
    with (
        vault_lock(tmp_path, system()),
        pytest.raises(VaultBusyError, match=rf"process {os.getpid()} on"),
        vault_lock(tmp_path, system()),
    ):
        pass
    with vault_lock(tmp_path, system()):
        pass


def test_a_lock_that_a_dead_process_left_is_taken_over(tmp_path):
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    (tmp_path / ".vaultsync").mkdir()
    held = tmp_path / ".vaultsync" / "lock.held"
    held.write_text(f"process {child} on {socket.gethostname()}\n")
    with vault_lock(tmp_path, NoLocks()):
        assert str(os.getpid()) in held.read_text()
    assert not held.exists()


@pytest.mark.parametrize(
    "holder", ["process 1 on another-machine\n", "", "process 99999999999999999999 on x\n"]
)
def test_a_lock_whose_holder_is_not_surely_gone_is_respected(tmp_path, holder):
    (tmp_path / ".vaultsync").mkdir()
    held = tmp_path / ".vaultsync" / "lock.held"
    held.write_text(holder)
    with pytest.raises(VaultBusyError) as refused, vault_lock(tmp_path, NoLocks()):
        pass
    assert f"remove {held}" in refused.value.remedy
    assert held.read_text() == holder


def test_what_stands_in_the_lock_file_does_not_matter(tmp_path):
    (tmp_path / ".vaultsync").mkdir()
    (tmp_path / ".vaultsync" / "lock").write_bytes(b"\xff process 1 on x\n")
    with vault_lock(tmp_path, Quick()):
        pass


def test_the_lock_is_free_after_an_error(tmp_path):
    def fail():
        with vault_lock(tmp_path, Quick()):
            raise RuntimeError

    for _ in range(2):
        with pytest.raises(RuntimeError):
            fail()
