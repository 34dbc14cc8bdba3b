"""Files written in place: those whose name cannot be given to another file.

The journal holds the old bytes before the first of them changes, and the new
ones, so that an unfinished overwriting is known by its bytes.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.sync.settle import ChangedError, expect, or_unsettled
from vaultsync.sync.system import CREATE, REWRITE, close_quietly, read_all, write_all
from vaultsync.sync.temporary import expect_lasting

if TYPE_CHECKING:
    from pathlib import Path

    from vaultsync.sync.system import System


def rewrite(system: System, path: Path, old: bytes, new: bytes) -> None:
    """Overwrite a file whose bytes are `old`; raises as `replace_file` does."""
    handle = system.open(path, REWRITE)
    try:
        expect(read_all(system, handle), old)
        try:
            _overwrite(system, handle, new)
            system.rewind(handle)
            found = read_all(system, handle)
            if is_between(found, old, new):
                expect_lasting(found, new, path)
        except BaseException as error:
            with or_unsettled(error):
                _overwrite(system, handle, old)
            raise
        expect(found, new)
    finally:
        close_quietly(system, handle)


def create_in_place(system: System, path: Path, new: bytes) -> None:
    """Make a file under its own name at once; raises as `create_file` does."""
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
        with or_unsettled(error):
            system.remove(path)
        raise


def write_in_place(system: System, path: Path, data: bytes) -> None:
    """Overwrite a file's bytes without giving its name to another file."""
    handle = system.open(path, REWRITE)
    try:
        _overwrite(system, handle, data)
    finally:
        close_quietly(system, handle)


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


def _overwrite(system: System, handle: int, data: bytes) -> None:
    system.rewind(handle)
    write_all(system, handle, data)
    system.truncate(handle, len(data))
    system.flush(handle)
