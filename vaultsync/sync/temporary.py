"""Temporaries: a file's new bytes beside it, before they take its name."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.sync.system import CREATE, has_ended, read_file, remove_if_there, write_all

if TYPE_CHECKING:
    from pathlib import Path

    from vaultsync.sync.system import System


class CannotCarryError(Exception):
    """A new file cannot be given the owner, mode or attributes of the old one."""


def write_temporary(
    system: System, temporary: Path, data: bytes, like: tuple[Path, os.stat_result] | None = None
) -> None:
    """Write a file's new bytes beside it, with the owner, mode and attributes of `like`.

    Raises `OSError` with the temporary removed.
    """
    # Nobody may read a private note's new text in the moment before it has its mode.
    handle = system.open(temporary, CREATE, 0o600 if like else 0o666)
    try:
        try:
            write_all(system, handle, data)
            if like:
                _carry(system, handle, *like)
            system.flush(handle)
        finally:
            system.close(handle)
        # From here on, a note that holds other bytes was written by somebody else.
        expect_lasting(read_file(system, temporary), data, temporary)
    except BaseException:
        discard(system, temporary, data)
        raise


def back_name(temporary: Path) -> Path:
    """Return the name of the temporary by which old bytes come back.

    It is never exchanged with a note, so unlike the first one it holds nothing
    but what we wrote, and may always be removed.
    """
    return temporary.with_suffix(".back.tmp")


def lone_name(path: Path) -> Path:
    """Return the name of a temporary beside a file that is written without the vault's lock.

    No other process of this machine has the same: what one of them is writing would
    be taken for ours.
    """
    return path.with_name(f".~{path.name}.{os.getpid()}.tmp")


def remove_left(system: System, path: Path) -> None:
    """Remove the temporaries of `lone_name` that a crash left, of processes that are gone."""
    left = re.compile(rf"\.~{re.escape(path.name)}\.(\d{{1,19}})\.tmp")
    with contextlib.suppress(OSError):
        for name in system.names(path.parent):
            found = left.fullmatch(name)
            if found and (int(found[1]) == os.getpid() or has_ended(int(found[1]))):
                remove_if_there(system, path.with_name(name))


def drop(system: System, temporary: Path) -> None:
    """Remove a temporary that has served; whoever started the write tries again."""
    with contextlib.suppress(OSError):
        system.remove(temporary)


def discard(system: System, temporary: Path, ours: bytes) -> None:
    """Remove a temporary that holds our bytes, or the beginning of them.

    An interruption may have come right after an exchange: then it holds the
    note's, which are kept for the rollback to judge. So are those that cannot
    be removed now.
    """
    with contextlib.suppress(OSError):
        if ours.startswith(read_file(system, temporary)):
            system.remove(temporary)


def expect_lasting(found: bytes, written: bytes, path: Path) -> None:
    """Raise `OSError` where a file does not hold what was written into it."""
    if found != written:
        raise OSError(errno.EIO, "what was written did not last", str(path))


def _carry(system: System, handle: int, path: Path, status: os.stat_result) -> None:
    try:
        ours = system.status_of(handle)
        if (ours.st_uid, ours.st_gid) != (status.st_uid, status.st_gid):
            system.own(handle, status.st_uid, status.st_gid)
        if os.name != "nt":
            system.allow(handle, stat.S_IMODE(status.st_mode))
        system.carry_attributes(path, handle)
    except OSError as error:
        raise CannotCarryError from error
