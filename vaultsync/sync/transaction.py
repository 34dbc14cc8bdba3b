"""Several notes and the lock file written as one entry of the journal.

The order is what makes it safe: the journal with every old byte is on the disk
before the first note changes; each note is whole at every moment; the lock
file is last. A note that cannot be written is left and named, the others go on.
Where the lock file cannot be written, or the write is interrupted, everything
is put back at once; where the process dies, the next command does it.
"""

from __future__ import annotations

import contextlib

from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.sync.entry import FileRecord, sha256
from vaultsync.sync.recovery import roll_back
from vaultsync.sync.replace import create_file, remove_file, replace_file
from vaultsync.sync.settle import ChangedError, UnsettledError
from vaultsync.sync.system import read_if_there, remove_if_there
from vaultsync.sync.temporary import back_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from vaultsync.sync.entry import Entry, Need
    from vaultsync.sync.journal import Journal
    from vaultsync.sync.system import System

CHANGED = "it changed meanwhile"


class Write(NamedTuple):
    """One note to write: `old` None makes it, `new` None removes it.

    `path` is the note's, `file` what it names on this disk, `folders` are those
    to make first. `why` are lines for the journal's readers. It waits for the
    notes of `requires`, and is left where one of them was.
    """

    path: str
    file: Path
    old: bytes | None
    new: bytes | None
    folders: tuple[Path, ...] = ()
    why: tuple[str, ...] = ()
    requires: frozenset[str] = frozenset()


class LockWrite(NamedTuple):
    """The lock file and what to write: `new` gives it for the notes that were written.

    It may lie outside the vault's folder; where is the configuration's word.
    `needs` is for the journal: what of it stands and falls with which note.
    """

    file: Path
    old: bytes | None
    new: Callable[[frozenset[str]], bytes | None]
    needs: tuple[Need, ...] = ()


class LeftOut(NamedTuple):
    """A file that was not written, and why."""

    path: str
    reason: str


class Outcome(NamedTuple):
    """What a write did: the journal's entry (None: nothing), paths written, and what was left."""

    entry: str | None
    written: tuple[str, ...]
    left: tuple[LeftOut, ...]
    lock_written: bool


class UnfinishedError(VaultsyncError):
    """A write that could be neither finished nor put back for now."""


class LockMovedError(VaultsyncError):
    """The lock file is another one than the plan was made from; no note was changed by it."""


class Header(NamedTuple):
    """What the journal says of a write: time, command, and what it takes back, wholly or not."""

    time: str
    command: str
    undoes: str | None = None
    whole: bool = True


def write_together(
    root: Path,
    writes: Sequence[Write],
    lock: LockWrite | None,
    header: Header,
    journal: Journal,
    system: System,
) -> Outcome:
    """Write notes and lock as one entry; the vault's lock must be held.

    Raises `OSError` where the journal cannot be written (then nothing changed),
    `LockMovedError` where the lock file was written by somebody else meanwhile (then
    all was put back), and `UnfinishedError` for other failures, put back or not.
    """
    planned_lock = lock.new(frozenset(write.path for write in writes)) if lock else None
    if lock is not None and planned_lock == lock.old:
        lock = None
    if not writes and lock is None:
        return Outcome(None, (), (), False)
    folders = list(dict.fromkeys(folder for write in writes for folder in write.folders))
    files = [
        FileRecord(write.path, "note", _digest(write.old), _digest(write.new), write.old, write.why)
        for write in writes
    ]
    if lock is not None:
        before, after = _digest(lock.old), _digest(planned_lock)
        files.append(
            FileRecord(
                lock.file.name, "lock", before, after, lock.old, (), planned_lock, lock.needs
            )
        )
    entry = journal.begin(
        header.time,
        header.command,
        files,
        [folder.relative_to(root).as_posix() for folder in folders],
        header.undoes,
        header.whole,
    )
    work = _Work(root, entry, journal, system, lock)
    try:
        outcome = work.run(writes, folders)
    except BaseException as error:
        try:
            work.take_back()
        except (OSError, UnsettledError):
            if not isinstance(error, OSError | UnsettledError | LockMovedError):
                raise error from None
            raise UnfinishedError(
                f"{root}: the write failed ({error}) and could not be put back yet",
                "Mend the cause; the next command puts it back by itself.",
            ) from error
        if isinstance(error, OSError | UnsettledError):
            raise UnfinishedError(
                f"{root}: the write failed ({error}); everything was put back",
                "Mend the cause and run the command again.",
            ) from error
        raise
    return outcome


class _Work:
    """One entry while it is written."""

    def __init__(
        self, root: Path, entry: Entry, journal: Journal, system: System, lock: LockWrite | None
    ) -> None:
        self._root = root
        self._entry = entry
        self._journal = journal
        self._system = system
        self._lock = lock
        self._left: list[LeftOut] = []

    def run(self, writes: Sequence[Write], folders: Sequence[Path]) -> Outcome:
        for folder in folders:
            # One that cannot be made shows at the notes that need it.
            with contextlib.suppress(OSError):
                self._system.make_folder(folder)
        written: list[str] = []
        for number, write in enumerate(writes):
            lacking = write.requires.difference(written)
            if lacking:
                self._leave(number, write.path, f"{min(lacking)} was not written")
            elif self._write_note(number, write):
                written.append(write.path)
        lock_written = self._lock is not None and self._write_lock(
            len(writes), self._lock, frozenset(written)
        )
        if not written and not lock_written and self._clean(writes):
            self._remove_folders(folders)
            self._journal.drop(self._entry)
            return Outcome(None, (), tuple(self._left), False)
        # All is written: if this cannot be said, the next command finds it out.
        with contextlib.suppress(OSError):
            if self._clean(writes):
                self._journal.close(self._entry, "done")
                self._journal.prune()
            else:
                self._journal.append(self._entry, "finished", 0, None)
        return Outcome(self._entry.id, tuple(written), tuple(self._left), lock_written)

    def take_back(self) -> None:
        lock_file = self._lock.file if self._lock else None
        roll_back(
            self._journal.read(self._entry.id), self._root, lock_file, self._journal, self._system
        )

    def _write_note(self, number: int, write: Write) -> bool:
        temporary = self._entry.temporary(number, write.file.parent)
        try:
            if write.old is None and write.new is not None:
                create_file(self._system, write.file, write.new, temporary, self._announcer(number))
            elif write.old is not None and write.new is None:
                remove_file(self._system, write.file, write.old, temporary)
            elif write.old is not None and write.new is not None:
                replace_file(
                    self._system,
                    write.file,
                    write.old,
                    write.new,
                    temporary,
                    self._announcer(number),
                )
        except ChangedError:
            return self._leave(number, write.path, CHANGED)
        except OSError as error:
            gone = isinstance(error, FileNotFoundError) and write.old is not None
            reason = "it has gone" if gone else error.strerror or str(error)
            return self._leave(number, write.path, reason)
        return True

    def _write_lock(self, number: int, lock: LockWrite, written: frozenset[str]) -> bool:
        new = lock.new(written)
        if _digest(new) != self._entry.files[number].after:
            self._journal.append(self._entry, "after", number, new)
        if new == lock.old:
            return False
        write = Write(lock.file.name, lock.file, lock.old, new)
        if not self._write_note(number, write):
            reason = self._left[-1].reason
            if reason == CHANGED:
                raise LockMovedError(
                    f"{lock.file} changed while notes were written; everything was put back",
                    "Run the command again.",
                )
            raise OSError(f"{lock.file}: {reason}")
        return True

    def _leave(self, number: int, path: str, reason: str) -> bool:
        self._left.append(LeftOut(path, reason))
        # For people and for undo, which would also see by the bytes that it was left.
        with contextlib.suppress(OSError):
            self._journal.append(self._entry, "left", number, reason)
        return False

    def _clean(self, writes: Sequence[Write]) -> bool:
        """Remove what temporaries could not be removed at once; return whether all are gone."""
        files = [(write.file, write.old, write.new) for write in writes]
        files += [(self._lock.file, self._lock.old, None)] if self._lock else []
        clean = True
        for number, (file, *known) in enumerate(files):
            temporary = self._entry.temporary(number, file.parent)
            try:
                remove_if_there(self._system, back_name(temporary))
                found = read_if_there(self._system, temporary)
                if found is not None:
                    if found not in known:
                        self._journal.append(self._entry, "kept", number, found)
                    self._system.remove(temporary)
            except OSError:
                clean = False
        return clean

    def _announcer(self, number: int) -> Callable[[bytes], None]:
        return lambda new: self._journal.append(self._entry, "rewrite", number, new)

    def _remove_folders(self, folders: Sequence[Path]) -> None:
        for folder in reversed(folders):
            with contextlib.suppress(OSError):
                self._system.remove_folder(folder)


def _digest(data: bytes | None) -> str | None:
    return None if data is None else sha256(data)
