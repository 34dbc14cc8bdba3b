"""What a crash left: finished where all was written, else put back.

A note counts as ours only while its bytes are exactly those that the journal
names. What anybody wrote since is left where it is, or put back where a crash
came between an exchange and the look at what it brought.
"""

from __future__ import annotations

import contextlib

from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.sync.entry import ForeignEntryError, JournalError, sha256
from vaultsync.sync.journal import Journal
from vaultsync.sync.paths import Places, UnsafePathError, check_note
from vaultsync.sync.replace import put_in_place
from vaultsync.sync.rewrite import is_between, write_in_place
from vaultsync.sync.settle import ChangedError
from vaultsync.sync.system import read_if_there, remove_if_there
from vaultsync.sync.temporary import back_name, write_temporary
from vaultsync.sync.vaultlock import vault_lock

if TYPE_CHECKING:
    from pathlib import Path

    from vaultsync.sync.entry import Entry, FileRecord, State
    from vaultsync.sync.system import System


class Recovered(NamedTuple):
    """An entry that a crash had left, and what became of it."""

    id: str
    command: str
    state: State


class RecoveryError(VaultsyncError):
    """An entry that a crash left cannot be finished or put back now."""


def needs_recovery(root: Path, system: System) -> bool:
    """Return whether a write was cut short, or is under way; costs one look at a folder."""
    return bool(Journal(root, system).ids("prepared"))


def recover(root: Path, lock_file: Path, system: System) -> tuple[Recovered, ...]:
    """Finish or put back what a crash left, and say what; nothing where nothing was.

    Raises `VaultBusyError` where a sync is running, `JournalError` for a damaged
    entry and `RecoveryError` where the disk refuses.
    """
    try:
        if not needs_recovery(root, system):
            return ()
        with vault_lock(root, system):
            return recover_locked(root, lock_file, system)
    except OSError as error:
        raise RecoveryError(
            f"{root}: what a crash left cannot be looked at: {error}",
            "Mend the cause and run the command again.",
        ) from error


def recover_locked(root: Path, lock_file: Path, system: System) -> tuple[Recovered, ...]:
    """Do what `recover` does while the vault's lock is held.

    Raises `JournalError` for an entry that is damaged, once the others are settled.
    """
    journal = Journal(root, system)
    found = []
    damaged: JournalError | None = None
    for ident in reversed(journal.ids("prepared")):
        try:
            entry = journal.read(ident)
            if _is_finished(entry, root, lock_file, system):
                state: State = "done"
                _remove_temporaries(entry, root, lock_file, journal, system)
                journal.close(entry, "done")
            else:
                state = "rolled-back"
                roll_back(entry, root, lock_file, journal, system)
        except ForeignEntryError:
            continue  # copied here from another vault: nothing of it was written here
        except JournalError as error:
            damaged = error
            continue
        except OSError as error:
            raise RecoveryError(
                f"{root}: entry {ident} was cut short and cannot be put back: {error}",
                "Mend the cause and run the command again.",
            ) from error
        found.append(Recovered(entry.id, entry.command, state))
    if damaged is not None:
        raise damaged
    return tuple(found)


def roll_back(
    entry: Entry, root: Path, lock_file: Path | None, journal: Journal, system: System
) -> None:
    """Put back every file of an entry that still is as the entry wrote it; close the entry.

    May be called again after it failed or was cut short itself.
    """
    for number, record in reversed(list(enumerate(entry.files))):
        file = _file(record, root, lock_file, system)
        if file is not None:
            _put_back(number, record, file, entry, journal, system)
    remove_made_folders(entry, root, system)
    journal.close(entry, "rolled-back")


def remove_made_folders(entry: Entry, root: Path, system: System) -> None:
    """Remove the folders that an entry made, as far as nobody put anything there."""
    for path in reversed(entry.folders):
        with contextlib.suppress(OSError, UnsafePathError):
            folder = Places(root, system).folder(path)
            if folder is not None:
                system.remove_folder(folder)


def _is_finished(entry: Entry, root: Path, lock_file: Path, system: System) -> bool:
    if entry.finished:
        return True
    for number, record in enumerate(entry.files):
        if number in entry.left:
            continue
        file = _file(record, root, lock_file, system)
        if file is None or _digest(read_if_there(system, file)) != record.after:
            return False
        aside = _digest(read_if_there(system, entry.temporary(number, file.parent)))
        if aside not in (None, record.before, record.after):
            return False
    return True


def _remove_temporaries(
    entry: Entry, root: Path, lock_file: Path, journal: Journal, system: System
) -> None:
    for number, record in enumerate(entry.files):
        file = _file(record, root, lock_file, system)
        if file is not None:
            temporary = entry.temporary(number, file.parent)
            remove_if_there(system, back_name(temporary))
            found = read_if_there(system, temporary)
            if found is not None:
                if sha256(found) not in (record.before, record.after):
                    journal.append(entry, "kept", number, found)
                system.remove(temporary)


def _put_back(
    number: int, record: FileRecord, file: Path, entry: Entry, journal: Journal, system: System
) -> None:
    temporary = entry.temporary(number, file.parent)
    remove_if_there(system, back_name(temporary))
    aside = read_if_there(system, temporary)
    found = read_if_there(system, file)
    if aside is not None:
        if record.before is not None and _digest(found) == record.after:
            # The note was exchanged, or moved aside to be removed, and this is what it
            # held, even if somebody saved it in the moment before.
            if _digest(aside) not in (record.before, record.after):
                system.replace(temporary, file)
                system.flush_folder(file.parent)
                return
        elif _digest(found) not in (record.before, record.after) and _digest(aside) not in (
            record.before,
            record.after,
        ):
            # Saved twice around the crash: the newer text stands, the older one is kept.
            journal.append(entry, "kept", number, aside)
        system.remove(temporary)
    _restore(number, record, file, found, entry, system)
    system.flush_folder(file.parent)


def _restore(
    number: int,
    record: FileRecord,
    file: Path,
    found: bytes | None,
    entry: Entry,
    system: System,
) -> None:
    rewritten = entry.rewrites.get(number)
    if _digest(found) == record.before:
        return
    if _digest(found) == record.after:
        _write_old(number, record, file, found, entry, system)
    elif (
        found is not None
        and rewritten is not None
        and is_between(found, record.old or b"", rewritten)
    ):
        # Overwritten in place, and the crash came in the middle of it.
        if record.old is None:
            system.remove(file)
        else:
            write_in_place(system, file, record.old)


def _write_old(
    number: int,
    record: FileRecord,
    file: Path,
    found: bytes | None,
    entry: Entry,
    system: System,
) -> None:
    temporary = back_name(entry.temporary(number, file.parent))
    if record.old is None:
        system.remove(file)
    elif found is None:
        write_temporary(system, temporary, record.old)
        system.replace(temporary, file)
    elif number in entry.rewrites:
        write_in_place(system, file, record.old)
    else:
        write_temporary(system, temporary, record.old, like=(file, system.status(file)))
        try:
            put_in_place(system, file, found, temporary)
        except ChangedError:
            remove_if_there(system, temporary)  # saved this very moment: the newer text stands


def _file(record: FileRecord, root: Path, lock_file: Path | None, system: System) -> Path | None:
    """Return the file of a record, whether it is there or not.

    None where its folder has gone, or where the path leads elsewhere by now.
    """
    if record.role == "lock":
        return lock_file
    try:
        file = Places(root, system).expected(record.path)
        if file is not None:
            check_note(record.path, file)
    except UnsafePathError:
        return None
    return file


def _digest(data: bytes | None) -> str | None:
    return None if data is None else sha256(data)
