"""One entry of the journal: what a write did to which files, or was about to do."""

from __future__ import annotations

import hashlib

from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

State = Literal["prepared", "done", "rolled-back"]
Role = Literal["note", "lock"]


class JournalError(VaultsyncError):
    """An entry that is not there, or is damaged."""


class ForeignEntryError(JournalError):
    """An entry that another vault's journal wrote, or another version."""


class Need(NamedTuple):
    """A base entry of the lock, by action and field, and the notes that it speaks of."""

    action: str
    field: str
    paths: frozenset[str]


class FileRecord(NamedTuple):
    """One file of an entry: sha256 of its bytes before and after, None where there was none.

    `old` are its bytes before, where the whole entry was read; `new` those of a
    lock after, and `needs` says what of it stands and falls with which note.
    `why` are lines for people. A lock's path is shown, never used.
    """

    path: str
    role: Role
    before: str | None
    after: str | None
    old: bytes | None
    why: tuple[str, ...] = ()
    new: bytes | None = None
    needs: tuple[Need, ...] = ()


class Entry(NamedTuple):
    """What one write did, or was about to do.

    `left` holds, by number of file, why it was not written; `rewrites` the new
    bytes of files that were overwritten in place; `kept` bytes that were found
    and set aside. `finished` says that only temporaries are left to remove.
    `undoes` is the entry that this one took back, and `whole`
    whether it took back all of it.
    """

    id: str
    state: State
    time: str
    command: str
    undoes: str | None
    whole: bool
    files: tuple[FileRecord, ...]
    folders: tuple[str, ...]
    left: Mapping[int, str]
    rewrites: Mapping[int, bytes]
    kept: Mapping[int, bytes]
    finished: bool
    size: int

    def written(self) -> tuple[FileRecord, ...]:
        """Return the files that were written; a lock that stayed as it was is none."""
        return tuple(
            file
            for number, file in enumerate(self.files)
            if number not in self.left and file.before != file.after
        )

    def temporary(self, number: int, folder: Path) -> Path:
        """Return the temporary of a file: hidden from Obsidian, skipped by sync clients.

        Names that start with `.~` are left alone by Dropbox, those that end in
        `.tmp` by OneDrive and Nextcloud, and dot names by Obsidian (SPEC J4).
        """
        return folder / f".~vaultsync-{self.id}-{number}.tmp"


def sha256(data: bytes) -> str:
    """Return the sha256 of some bytes as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
