"""One writer at a time: the lock of a vault.

`.vaultsync/lock` is held by the operating system's own file lock, which goes
with the process however it ends, so a lock left behind by a crash is simply
free. Where a file system has no such locks, a second file that only one process
can make stands in; it names its process, and is taken over when that one is gone.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket

from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.sync.state import prepare_state
from vaultsync.sync.system import (
    CREATE,
    HOLD,
    UNSUPPORTED,
    close_quietly,
    has_ended,
    read_all,
    read_if_there,
    remove_if_there,
    write_all,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vaultsync.sync.system import System

_HOLDER = re.compile(r"process (\d+) on (.*)\n", re.DOTALL)


class VaultBusyError(VaultsyncError):
    """Another process is writing into the vault."""


@contextlib.contextmanager
def vault_lock(root: Path, system: System) -> Iterator[None]:
    """Hold the vault's lock; raises `VaultBusyError` at once where another holds it."""
    folder = prepare_state(root, system)
    handle = system.open(folder / "lock", HOLD)
    try:
        try:
            held = system.hold(handle)
        except OSError as error:
            if error.errno not in UNSUPPORTED:
                raise
            with _sole_file(folder / "lock.held", system):
                yield
            return
        if not held:
            raise _busy(root, read_all(system, handle).decode("utf-8", "replace"))
        _sign(system, handle)
        yield
    finally:
        close_quietly(system, handle)


def _sign(system: System, handle: int) -> None:
    # Who holds it is for people; that it cannot be written (a full disk) must not matter.
    with contextlib.suppress(OSError):
        system.truncate(handle, 0)
        write_all(system, handle, _holder().encode())


@contextlib.contextmanager
def _sole_file(path: Path, system: System) -> Iterator[None]:
    try:
        handle = system.open(path, CREATE)
    except FileExistsError:
        holder = (read_if_there(system, path) or b"").decode("utf-8", "replace")
        if not _gone(holder):
            raise _busy(path.parent.parent, holder, path) from None
        remove_if_there(system, path)
        handle = system.open(path, CREATE)
    try:
        try:
            write_all(system, handle, _holder().encode())
        finally:
            system.close(handle)
        yield
    finally:
        remove_if_there(system, path)


def _holder() -> str:
    return f"process {os.getpid()} on {socket.gethostname()}\n"


def _gone(holder: str) -> bool:
    """Return whether the process that signed is surely gone: one of this machine, not running."""
    signed = _HOLDER.fullmatch(holder)
    return signed is not None and signed[2] == socket.gethostname() and has_ended(int(signed[1]))


def _busy(root: Path, holder: str, file: Path | None = None) -> VaultBusyError:
    who = holder.strip() or "another process"
    remedy = "Wait until it has finished, then run the command again."
    if file is not None:
        remedy += f" If nothing runs, remove {file}."
    return VaultBusyError(f"{root}: {who} is writing into this vault", remedy)
