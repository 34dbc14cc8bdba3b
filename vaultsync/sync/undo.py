"""Taking writes back, and the list of what was written.

An undo is itself an entry of the journal, and is taken back like any other.
"""

from __future__ import annotations

import errno

from vaultsync.disk.bounded import remedy
from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple, get_args
from vaultsync.sync.apply import cannot_write
from vaultsync.sync.entry import Entry, ForeignEntryError, JournalError, State, sha256
from vaultsync.sync.entry_file import unreadable
from vaultsync.sync.journal import Journal, is_newer
from vaultsync.sync.lock_changes import lock_put_back
from vaultsync.sync.paths import Places, UnsafePathError, check_note
from vaultsync.sync.recovery import recover_locked, remove_made_folders
from vaultsync.sync.state import state_folder, vault_identity
from vaultsync.sync.system import System, read_file, read_if_there
from vaultsync.sync.transaction import Header, LeftOut, LockWrite, Outcome, Write, write_together
from vaultsync.sync.vaultlock import vault_lock
from vaultsync.tracker.errors import LockError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vaultsync.sync.entry import FileRecord

LogState = Literal["prepared", "done", "undone", "rolled-back"]

MOVED_ON = (
    "it changed since; --force puts it back all the same, and what it says now into the journal"
)


class LogEntry(NamedTuple):
    """An entry of the journal as `log` lists it, without its files' bytes."""

    entry: Entry
    state: LogState


def log(
    root: Path,
    system: System | None = None,
    damaged: dict[str, JournalError] | None = None,
    foreign: list[str] | None = None,
) -> tuple[LogEntry, ...]:
    """Return what was written into a vault, oldest first; reads only.

    Entries of another vault are left out; `foreign` gets their ids. So are damaged
    ones where `damaged` is given: it gets what is wrong, by id. Without it they
    raise `JournalError`.
    """
    root, system = root.resolve(), system or System()
    journal = Journal(root, system)
    _check_identity(root, system)
    entries = []
    try:
        for ident in journal.ids():
            try:
                entries.append(_read(journal, ident))
            except ForeignEntryError:
                if foreign is not None:
                    foreign.append(ident)
            except JournalError as error:
                if damaged is None:
                    raise
                damaged[ident] = error
    except OSError as error:
        raise JournalError(
            f"{root}: the journal cannot be read: {error.strerror or error}",
            "Make .vaultsync/journal/ readable.",
        ) from error
    return _with_states(entries)


def _read(journal: Journal, ident: str) -> Entry:
    try:
        return journal.read(ident, with_bytes=False)
    except OSError as error:
        state = next(state for state in get_args(State) if ident in journal.ids(state))
        raise unreadable(ident, state, error) from None


def _check_identity(root: Path, system: System) -> None:
    """Raise `JournalError` where the file that names the vault cannot be read."""
    try:
        vault_identity(root, system)
    except OSError as error:
        why = error.strerror or str(error)
        if error.errno == errno.ELOOP:
            why = "it is a symbolic link, which is not followed"
        raise JournalError(
            f"{state_folder(root) / 'vault'} cannot be read: {why}",
            remedy(
                error,
                "Move it away, and put the file back that stood there: the 32 digits that "
                'every entry of the journal names as its "vault".',
            ),
        ) from None


FOREIGN = (
    "It was copied here, or .vaultsync/vault was lost or replaced, which says what vault this is"
)


def find_entry(root: Path, ident: str | None = None, system: System | None = None) -> LogEntry:
    """Return the entry that `undo` would take back: that of an id, else the newest.

    The beginning of an id is enough where only one has it. Raises
    `JournalError` where there is none, or where it is damaged.
    """
    damaged: dict[str, JournalError] = {}
    foreign: list[str] = []
    entries = log(root, system, damaged, foreign)
    if ident is None:
        for logged in reversed(entries):
            if logged.state == "done" and logged.entry.undoes is None:
                for newer in (each for each in damaged if is_newer(each, logged.entry.id)):
                    raise damaged[newer]
                return logged
        for error in damaged.values():
            raise error
        if foreign:
            raise JournalError(
                f"the journal holds nothing of this vault, and {len(foreign)} of another",
                f"{FOREIGN}.\nPut that file back: the 32 digits that every entry names "
                'as its "vault".',
            )
        raise JournalError(
            f"there is nothing to take back in {root}",
            "Name the vault with --vault, if it is another one.",
        )
    by_id = {logged.entry.id: logged for logged in entries}
    every = [*by_id, *damaged]
    found = [each for each in every if each == ident]
    found = found or [each for each in every if each.startswith(ident)]
    if len(found) != 1:
        what = "no entry" if not found else "more than one entry"
        raise JournalError(
            f"{what} {ident} in the journal of {root}",
            "vaultsync log lists the entries; name the vault with --vault, if it is another one.",
        )
    if found[0] in damaged:
        raise damaged[found[0]]
    return by_id[found[0]]


def to_take_back(
    root: Path, lock_file: Path, ident: str, force: bool = False, system: System | None = None
) -> tuple[str, ...]:
    """Return the files that an undo of an entry is about: those that are not as before yet.

    A file that changed since is one of them, though an undo leaves it. Reads
    only. Raises `JournalError`.
    """
    system, root = system or System(), root.resolve()
    entry = Journal(root, system).read(ident)
    try:
        writes, left = _writes(entry, Places(root, system), force, system)
        lock = _lock(entry, lock_file, writes, left, system)
    except OSError as error:
        raise cannot_write(root, error) from error
    mine = frozenset(write.path for write in writes)
    paths = mine.union(each.path for each in left)
    moves = lock is not None and lock.new(mine) != lock.old
    return tuple(
        record.path
        for record in entry.written()
        if record.path in paths or (moves and record.role == "lock")
    )


def undo(
    root: Path,
    lock_file: Path,
    ident: str | None,
    now: str,
    force: bool = False,
    system: System | None = None,
) -> Outcome:
    """Take back what an entry wrote: exact bytes, the lock's included.

    A note that changed since is left and named; with `force` it is taken back,
    and its newer text is in the entry that this undo makes. Of a lock file that
    moved on, only the entries that the sync wrote are put back. Raises
    `JournalError`, `VaultBusyError`, `UnfinishedError`.
    """
    system = system or System()
    root = root.resolve()
    chosen = find_entry(root, ident, system).entry.id
    try:
        with vault_lock(root, system):
            recover_locked(root, lock_file, system)
            journal = Journal(root, system)
            entry = journal.read(chosen)
            if entry.state != "done":
                raise JournalError(
                    f"entry {chosen} is not there to be taken back: nothing of it was kept",
                    "vaultsync log lists what was written.",
                )
            writes, left = _writes(entry, Places(root, system), force, system)
            lock = _lock(entry, lock_file, writes, left, system)
            header = Header(now, f"undo {chosen}", chosen, whole=not left)
            outcome = write_together(root, writes, lock, header, journal, system)
            if outcome.entry:
                remove_made_folders(entry, root, system)
    except OSError as error:
        raise cannot_write(root, error) from error
    return outcome._replace(left=(*left, *outcome.left))


def _with_states(entries: list[Entry]) -> tuple[LogEntry, ...]:
    undone: set[str] = set()
    found = []
    for entry in reversed(entries):
        state: LogState = entry.state
        if entry.id in undone:
            state = "undone"
        elif entry.state == "done" and entry.undoes and entry.whole and not entry.left:
            undone.add(entry.undoes)
        found.append(LogEntry(entry, state))
    return tuple(reversed(found))


def _writes(
    entry: Entry, places: Places, force: bool, system: System
) -> tuple[list[Write], list[LeftOut]]:
    writes: list[Write] = []
    left: list[LeftOut] = []
    for record in entry.written():
        if record.role == "note":
            try:
                write = _write(record, places, force, system)
            except UnsafePathError as error:
                left.append(LeftOut(record.path, error.reason))
            except OSError as error:
                left.append(LeftOut(record.path, error.strerror or str(error)))
            else:
                if isinstance(write, LeftOut):
                    left.append(write)
                elif write is not None:
                    writes.append(write)
    return writes, left


def _write(
    record: FileRecord, places: Places, force: bool, system: System
) -> Write | LeftOut | None:
    try:
        file = places.existing(record.path)
        check_note(record.path, file)
    except FileNotFoundError:
        if record.old is None:
            return None
        if record.after is not None and not force:
            return LeftOut(record.path, "it has gone; --force makes it again")
        file, folders = places.new(record.path)
        return Write(record.path, file, None, record.old, folders)
    found = read_file(system, file)
    if found == record.old:
        return None
    if sha256(found) != record.after and not force:
        return LeftOut(record.path, MOVED_ON)
    return Write(record.path, file, found, record.old)


def _lock(
    entry: Entry, lock_file: Path, writes: list[Write], left: list[LeftOut], system: System
) -> LockWrite | None:
    """Return how the lock is put back; a note that is left keeps its base.

    Without it, what a sync wrote into that note would pass for the user's own.
    """
    for record in entry.written():
        if record.role == "lock":
            now = read_if_there(system, lock_file)
            mine = frozenset(write.path for write in writes)
            put_back = _putting_back(record, now, mine.union(each.path for each in left))
            try:
                put_back(mine)
                put_back(frozenset())
            except LockError as error:
                left.append(LeftOut(record.path, error.message))
            else:
                return LockWrite(lock_file, now, put_back, record.needs)
    return None


def _putting_back(
    record: FileRecord, now: bytes | None, about: frozenset[str]
) -> Callable[[frozenset[str]], bytes | None]:
    """Return what gives the lock when some of the notes were taken back, of those to take back."""

    def lock(taken_back: frozenset[str]) -> bytes | None:
        stay = about - taken_back
        bases = {(need.action, need.field) for need in record.needs if need.paths & stay}
        return lock_put_back(record.old, record.new, now, bases)

    return lock
