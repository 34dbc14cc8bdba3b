"""One file made, replaced or removed: wholly, or not at all.

A note is replaced by a temporary beside it that takes its name, with mode,
owner and attributes kept. A note with several names, or whose owner or
attributes cannot be given to a new file, is rewritten in place; its bytes are in
the journal before the first of them changes.
"""

from __future__ import annotations

import errno

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.sync.rewrite import create_in_place, rewrite
from vaultsync.sync.settle import ChangedError, expect, or_unsettled
from vaultsync.sync.system import UNSUPPORTED, read_file, read_if_there, remove_if_there
from vaultsync.sync.temporary import (
    CannotCarryError,
    back_name,
    discard,
    drop,
    write_temporary,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vaultsync.sync.system import System

    Announce = Callable[[bytes], None]


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
    if not status.st_mode & 0o222 and not system.may_write(path):
        raise PermissionError(errno.EACCES, "it is read-only", str(path))
    if status.st_nlink > 1:
        announce(new)
        rewrite(system, path, old, new)
        return
    try:
        write_temporary(system, temporary, new, like=(path, status))
    except CannotCarryError:
        announce(new)
        rewrite(system, path, old, new)
        return
    try:
        exchanged = _exchanged(system, path, temporary, new)
        if not exchanged:
            put_in_place(system, path, old, temporary)
    except BaseException:
        discard(system, temporary, new)
        raise
    if exchanged:
        _check_exchanged(system, path, old, new, temporary)
    else:
        _check_replaced(system, path, old, new, temporary)


def put_in_place(system: System, path: Path, old: bytes, temporary: Path) -> None:
    """Let a finished temporary take the name of a file whose bytes are `old`."""
    expect(read_file(system, path), old)
    try:
        system.replace(temporary, path)
    except OSError:
        # A network file system may say so of what it did.
        if read_if_there(system, temporary) is not None:
            raise


def create_file(
    system: System, path: Path, new: bytes, temporary: Path, announce: Announce
) -> None:
    """Make a file where there is none; raises `ChangedError` where there is one by now."""
    write_temporary(system, temporary, new)
    try:
        system.link(temporary, path)
    except FileExistsError:
        discard(system, temporary, new)
        raise ChangedError from None
    except OSError as error:
        if read_if_there(system, path) == new:
            system.remove(path)  # it was made all the same
        discard(system, temporary, new)
        # FAT and some network file systems have no second names.
        if error.errno not in UNSUPPORTED | {errno.EPERM, errno.EMLINK}:
            raise
        announce(new)
        create_in_place(system, path, new)
    except BaseException:
        discard(system, temporary, new)
        raise
    try:
        system.flush_folder(path.parent)
        # A second name left behind would be taken for a hard link by the next write.
        remove_if_there(system, temporary)
    except BaseException as error:
        with or_unsettled(error):
            # Only what is ours is taken away: somebody may have written there meanwhile.
            if read_if_there(system, path) == new:
                system.remove(path)
            remove_if_there(system, temporary)
        raise


def remove_file(system: System, path: Path, old: bytes, temporary: Path) -> None:
    """Remove a file whose bytes are `old`; raises as `replace_file` does."""
    if not system.status(path).st_mode & 0o222 and not system.may_write(path):
        raise PermissionError(errno.EACCES, "it is read-only", str(path))
    expect(read_file(system, path), old)
    # Moved aside first, so that what was saved since the look at it is not lost.
    system.replace(path, temporary)
    try:
        expect(read_file(system, temporary), old)
        system.flush_folder(path.parent)
    except BaseException as error:
        with or_unsettled(error):
            if read_if_there(system, path) is None:
                system.replace(temporary, path)
        raise
    drop(system, temporary)


def _exchanged(system: System, path: Path, temporary: Path, new: bytes) -> bool:
    try:
        return system.exchange(temporary, path)
    except OSError:
        # A network file system may say so of what it did.
        if read_if_there(system, temporary) in (None, new):
            raise
        return True


def _check_exchanged(system: System, path: Path, old: bytes, new: bytes, temporary: Path) -> None:
    """Check what an exchange brought to either name; swap back what should not have gone."""
    try:
        expect(read_file(system, temporary), old)
        system.flush_folder(path.parent)
        found = read_file(system, path)
    except BaseException as error:
        with or_unsettled(error):
            _exchange_back(system, path, new, temporary)
        raise
    drop(system, temporary)
    # Other bytes were saved by somebody after our write: theirs is the newest text.
    expect(found, new)


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
        with or_unsettled(error):
            back = back_name(temporary)
            try:
                status = system.status(path)
            except FileNotFoundError:
                raise ChangedError from None  # removed by somebody after our write
            write_temporary(system, back, old, like=(path, status))
            put_in_place(system, path, new, back)
        raise
    expect(found, new)
