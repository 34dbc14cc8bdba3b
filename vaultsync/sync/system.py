"""The calls by which a vault's files are read and changed, one method a call.

Everything that writes goes through a `System`, so that a test can fail any one
of them, or let the power go between two. Paths are absolute.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys

from vaultsync.disk.bounded import check_plain
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# What a file system answers that does not know a call at all.
UNSUPPORTED = frozenset({errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL})

_FLAGS = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
# Nobody need write into a pipe that lies in a note's place for us to go on.
READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _FLAGS
REWRITE = os.O_RDWR | _FLAGS
APPEND = os.O_WRONLY | os.O_APPEND | _FLAGS
CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS
HOLD = os.O_RDWR | os.O_CREAT | _FLAGS

_CHUNK = 1 << 20

LARGEST_READ = 2 << 30
"""The most bytes of a file: an entry of the journal may hold many notes."""


class System:
    """The operating system's file calls; every method raises `OSError` as they do."""

    def status(self, path: Path) -> os.stat_result:
        """Return a file's status, that of a link itself where it is one."""
        return path.lstat()

    def may_write(self, path: Path) -> bool:
        """Return whether the system lets us write a file: root may write what others only read."""
        ids = os.access in os.supports_effective_ids
        return os.access(path, os.W_OK, effective_ids=ids)

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder, in no order."""
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries]

    def open(self, path: Path, flags: int, mode: int = 0o666) -> int:
        """Open a file, never through a link in its last part where the system can tell.

        For reading, what is no plain file, or has more than `LARGEST_READ` bytes, is refused.
        """
        handle = os.open(path, flags, mode)
        if flags == READ:
            try:
                check_plain(os.fstat(handle), LARGEST_READ, str(path))
            except OSError:
                os.close(handle)
                raise
        return handle

    def read(self, handle: int) -> bytes:
        """Read the next stretch of an open file; empty at its end."""
        return os.read(handle, _CHUNK)

    def write(self, handle: int, data: bytes | memoryview) -> int:
        """Write the beginning of `data` and return how many bytes that was."""
        return os.write(handle, data)

    def rewind(self, handle: int) -> None:
        """Go back to the start of an open file."""
        os.lseek(handle, 0, os.SEEK_SET)

    def truncate(self, handle: int, size: int) -> None:
        """Cut an open file to `size` bytes."""
        os.ftruncate(handle, size)

    def flush(self, handle: int) -> None:
        """Wait until an open file is on the disk."""
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """Close an open file."""
        os.close(handle)

    def status_of(self, handle: int) -> os.stat_result:
        """Return the status of an open file."""
        return os.fstat(handle)

    def own(self, handle: int, user: int, group: int) -> None:
        """Give an open file to a user and group."""
        if hasattr(os, "fchown"):
            os.fchown(handle, user, group)

    def allow(self, handle: int, mode: int) -> None:
        """Set an open file's permission bits."""
        if hasattr(os, "fchmod"):
            os.fchmod(handle, mode)

    def carry_attributes(self, source: Path, handle: int) -> None:
        """Give an open file the extended attributes of another, access lists among them."""
        from vaultsync.sync.native import carry_attributes

        carry_attributes(source, handle)

    def exchange(self, one: Path, other: Path) -> bool:
        """Let two files swap names in one step; False where the system cannot."""
        from vaultsync.sync.native import exchange

        return exchange(one, other)

    def replace(self, source: Path, target: Path) -> None:
        """Give a file another name, in place of whatever had it."""
        source.replace(target)

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name; `FileExistsError` where something has it."""
        target.hardlink_to(source)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def make_folder(self, path: Path) -> None:
        """Make a folder; `FileExistsError` where something is there."""
        path.mkdir()

    def remove_folder(self, path: Path) -> None:
        """Remove an empty folder."""
        path.rmdir()

    def flush_folder(self, path: Path) -> None:
        """Wait until a folder's names are on the disk, where the system has such a thing."""
        if os.name == "nt":
            return
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in UNSUPPORTED:
                raise
        finally:
            os.close(handle)

    def hold(self, handle: int) -> bool:
        """Take the advisory lock of an open file until it is closed; False if another has it.

        The system lets go of it when the process ends, however it ends.
        """
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
                return False
            raise
        return True


def read_file(system: System, path: Path) -> bytes:
    """Return a file's bytes."""
    handle = system.open(path, READ)
    try:
        return read_all(system, handle)
    finally:
        close_quietly(system, handle)


def read_if_there(system: System, path: Path) -> bytes | None:
    """Return a file's bytes, or None where there is none."""
    try:
        return read_file(system, path)
    except FileNotFoundError:
        return None


def read_all(system: System, handle: int) -> bytes:
    """Return what is left of an open file."""
    chunks = []
    while chunk := system.read(handle):
        chunks.append(chunk)
    return b"".join(chunks)


def write_all(system: System, handle: int, data: bytes) -> None:
    """Write all of `data`: the system may take it in parts."""
    left = memoryview(data)
    while left:
        left = left[system.write(handle, left) :]


def close_quietly(system: System, handle: int) -> None:
    """Close a file of which nothing more is awaited: it was read, or flushed already."""
    with contextlib.suppress(OSError):
        system.close(handle)


def has_ended(process: int) -> bool:
    """Return whether a process of this machine is surely gone; Windows does not tell."""
    if os.name == "nt":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def remove_if_there(system: System, path: Path) -> None:
    """Remove a file that may be gone already."""
    try:
        system.remove(path)
    except FileNotFoundError:
        return
