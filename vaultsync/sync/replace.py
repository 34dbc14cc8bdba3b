"""One file made, replaced or removed: wholly, or not at all.

A note is replaced by a temporary beside it that takes its name, with mode,
owner and attributes kept. A note with several names, or whose owner or
attributes cannot be given to a new file, is rewritten in place; its bytes are in
the journal before the first of them changes.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from typing import TYPE_CHECKING

from vaultsync.sync.system import (
    CREATE,
    REWRITE,
    UNSUPPORTED,
    close_quietly,
    read_all,
    read_file,
    read_if_there,
    remove_if_there,
    write_all,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from vaultsync.sync.system import System

    Announce = Callable[[bytes], None]


class ChangedError(Exception):
    """The file is not, or no longer, what the change was made from; it was left as it is."""


class UnsettledError(Exception):
    """A change failed and could not be put back; the journal holds what is needed to."""


class _CannotCarryError(Exception):
    """A new file cannot be given the owner, mode or attributes of the old one."""


def replace_file(
    system: System, path: Path, old: bytes, new: bytes, temporary: Path, announce: Announce
) -> None:
    """Replace a file whose bytes are `old`.

    `announce` is called with the new bytes before the file is rewritten in
    place, where it has to be. Raises `ChangedError` where the bytes are others
    by now, `OSError` where the system refuses, both with the file as it was;
    `UnsettledError` where even that failed.
    """
    status = system.status(path)
    if not status.st_mode & 0o222:
        raise PermissionError(errno.EACCES, "it is read-only", str(path))
    if status.st_nlink > 1:
        _rewrite(system, path, old, new, announce)
        return
    try:
        write_temporary(system, temporary, new, like=(path, status))
    except _CannotCarryError:
        _rewrite(system, path, old, new, announce)
        return
    try:
        exchanged = system.exchange(temporary, path)
        if not exchanged:
            put_in_place(system, path, old, temporary)
    except BaseException:
        _discard(system, temporary, new)
        raise
    if exchanged:
        _check_exchanged(system, path, old, new, temporary)
    else:
        _check_replaced(system, path, old, new, temporary)


def put_in_place(system: System, path: Path, old: bytes, temporary: Path) -> None:
    """Let a finished temporary take the name of a file whose bytes are `old`."""
    _expect(read_file(system, path), old)
    system.replace(temporary, path)


def create_file(
    system: System, path: Path, new: bytes, temporary: Path, announce: Announce
) -> None:
    """Make a file where there is none; raises `ChangedError` where there is one by now."""
    write_temporary(system, temporary, new)
    try:
        system.link(temporary, path)
    except FileExistsError:
        _discard(system, temporary, new)
        raise ChangedError from None
    except OSError as error:
        _discard(system, temporary, new)
        # FAT and some network file systems have no second names.
        if error.errno not in UNSUPPORTED | {errno.EPERM, errno.EMLINK}:
            raise
        announce(new)
        _create_in_place(system, path, new)
    except BaseException:
        _discard(system, temporary, new)
        raise
    try:
        system.flush_folder(path.parent)
        # A second name left behind would be taken for a hard link by the next write.
        remove_if_there(system, temporary)
    except BaseException as error:
        with _or_unsettled(error):
            # Only what is ours is taken away: somebody may have written there meanwhile.
            if read_if_there(system, path) == new:
                system.remove(path)
            remove_if_there(system, temporary)
        raise


def remove_file(system: System, path: Path, old: bytes, temporary: Path) -> None:
    """Remove a file whose bytes are `old`; raises as `replace_file` does."""
    if not system.status(path).st_mode & 0o222:
        raise PermissionError(errno.EACCES, "it is read-only", str(path))
    _expect(read_file(system, path), old)
    # Moved aside first, so that what was saved since the look at it is not lost.
    system.replace(path, temporary)
    try:
        _expect(read_file(system, temporary), old)
        system.flush_folder(path.parent)
    except BaseException as error:
        with _or_unsettled(error):
            if read_if_there(system, path) is None:
                system.replace(temporary, path)
        raise
    _drop(system, temporary)


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
        _expect_lasting(read_file(system, temporary), data, temporary)
    except BaseException:
        _discard(system, temporary, data)
        raise


def write_in_place(system: System, path: Path, data: bytes) -> None:
    """Overwrite a file's bytes without giving its name to another file."""
    handle = system.open(path, REWRITE)
    try:
        _overwrite(system, handle, data)
    finally:
        close_quietly(system, handle)


def back_name(temporary: Path) -> Path:
    """Return the name of the temporary by which old bytes come back.

    It is never exchanged with a note, so unlike the first one it holds nothing
    but what we wrote, and may always be removed.
    """
    return temporary.with_suffix(".back.tmp")


def is_between(found: bytes, old: bytes, new: bytes) -> bool:
    """Return whether a file may be an unfinished overwriting of `old` by `new`.

    A disk may keep any part of it: each byte is the old one or the new one, or,
    where the file grew, zero.
    """
    if not min(len(old), len(new)) <= len(found) <= max(len(old), len(new)):
        return False
    return all(
        byte in (old[at : at + 1], new[at : at + 1]) or (byte == b"\0" and at >= len(old))
        for at, byte in ((at, found[at : at + 1]) for at in range(len(found)))
    )


def _rewrite(system: System, path: Path, old: bytes, new: bytes, announce: Announce) -> None:
    announce(new)
    handle = system.open(path, REWRITE)
    try:
        _expect(read_all(system, handle), old)
        try:
            _overwrite(system, handle, new)
            system.rewind(handle)
            found = read_all(system, handle)
            if is_between(found, old, new):
                _expect_lasting(found, new, path)
        except BaseException as error:
            with _or_unsettled(error):
                _overwrite(system, handle, old)
            raise
        _expect(found, new)
    finally:
        close_quietly(system, handle)


def _overwrite(system: System, handle: int, data: bytes) -> None:
    system.rewind(handle)
    write_all(system, handle, data)
    system.truncate(handle, len(data))
    system.flush(handle)


def _create_in_place(system: System, path: Path, new: bytes) -> None:
    try:
        handle = system.open(path, CREATE)
    except FileExistsError:
        raise ChangedError from None
    try:
        try:
            write_all(system, handle, new)
            system.flush(handle)
        finally:
            system.close(handle)
    except BaseException as error:
        with _or_unsettled(error):
            system.remove(path)
        raise


def _carry(system: System, handle: int, path: Path, status: os.stat_result) -> None:
    try:
        ours = system.status_of(handle)
        if (ours.st_uid, ours.st_gid) != (status.st_uid, status.st_gid):
            system.own(handle, status.st_uid, status.st_gid)
        if os.name != "nt":
            system.allow(handle, stat.S_IMODE(status.st_mode))
        system.carry_attributes(path, handle)
    except OSError as error:
        raise _CannotCarryError from error


def _check_exchanged(system: System, path: Path, old: bytes, new: bytes, temporary: Path) -> None:
    """Check what an exchange brought to either name; swap back what should not have gone."""
    try:
        _expect(read_file(system, temporary), old)
        system.flush_folder(path.parent)
        found = read_file(system, path)
    except BaseException as error:
        with _or_unsettled(error):
            _exchange_back(system, path, new, temporary)
        raise
    _drop(system, temporary)
    # Other bytes were saved by somebody after our write: theirs is the newest text.
    _expect(found, new)


def _exchange_back(system: System, path: Path, new: bytes, temporary: Path) -> None:
    try:
        exchanged = system.exchange(temporary, path)
    except FileNotFoundError:
        system.remove(temporary)
        raise ChangedError from None  # removed by somebody after our write
    if not exchanged:
        raise OSError(errno.EIO, "the files cannot be exchanged back", str(path))
    if read_file(system, temporary) != new:
        system.exchange(temporary, path)  # saved by somebody after our write
    system.flush_folder(path.parent)
    system.remove(temporary)


def _check_replaced(system: System, path: Path, old: bytes, new: bytes, temporary: Path) -> None:
    """Check a plain replacement; put the old bytes back where it did not last."""
    try:
        system.flush_folder(path.parent)
        found = read_file(system, path)
    except BaseException as error:
        with _or_unsettled(error):
            back = back_name(temporary)
            try:
                status = system.status(path)
            except FileNotFoundError:
                raise ChangedError from None  # removed by somebody after our write
            write_temporary(system, back, old, like=(path, status))
            put_in_place(system, path, new, back)
        raise
    _expect(found, new)


def _expect(found: bytes | None, wanted: bytes) -> None:
    if found != wanted:
        raise ChangedError


def _expect_lasting(found: bytes, written: bytes, path: Path) -> None:
    if found != written:
        raise OSError(errno.EIO, "what was written did not last", str(path))


def _drop(system: System, temporary: Path) -> None:
    """Remove a temporary that has served; whoever started the write tries again."""
    with contextlib.suppress(OSError):
        system.remove(temporary)


def _discard(system: System, temporary: Path, ours: bytes) -> None:
    """Remove a temporary that holds our bytes, or the beginning of them.

    An interruption may have come right after an exchange: then it holds the
    note's, which are kept for the rollback to judge. So are those that cannot
    be removed now.
    """
    with contextlib.suppress(OSError):
        if ours.startswith(read_file(system, temporary)):
            system.remove(temporary)


@contextlib.contextmanager
def _or_unsettled(cause: BaseException) -> Iterator[None]:
    """Turn a failure to put something back into `UnsettledError`."""
    try:
        yield
    except OSError as error:
        raise UnsettledError(str(error)) from cause
