r"""The journal: what each write changed, kept so that it can be taken back.

An entry is one file in `.vaultsync/journal/`, of JSON lines. It is written,
with the old bytes of every file, and is on the disk before the first note
changes; its name then ends in `.prepared`. When all is written it is renamed to
`.done`, or to `.rolled-back` when a crash made the next command undo it. What
becomes known while writing is appended: a line torn by a crash is passed over.

An entry belongs to one vault by the vault's identity; another vault's is
refused. The newest 200 entries are kept, and of these no more than 64 MiB; the
newest always.
"""

from __future__ import annotations

import errno
import re

from vaultsync.lean.typed import TYPE_CHECKING, Literal, cast
from vaultsync.sync.entry import Entry, JournalError, State
from vaultsync.sync.entry_file import decode, encode, to_json, to_text, unreadable
from vaultsync.sync.state import ensure_identity, state_folder, vault_identity
from vaultsync.sync.system import (
    APPEND,
    CREATE,
    LARGEST_READ,
    read_file,
    remove_if_there,
    write_all,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vaultsync.sync.entry import FileRecord
    from vaultsync.sync.system import System

Note = Literal["left", "rewrite", "kept", "after", "finished"]

KEEP_ENTRIES = 200
KEEP_BYTES = 64 << 20
LARGEST_ENTRY = LARGEST_READ // 2
"""The most bytes of an entry as it is begun; what becomes known later must fit as well."""

_NAME = re.compile(r"([0-9]{8}-[0-9]{6}-[0-9]{1,9})\.(prepared|done|rolled-back)")
_NO_ENTRY = frozenset({errno.EISDIR, errno.ENODEV, errno.ELOOP, errno.EFBIG})
_UNFINISHED = re.compile(r"\.[0-9]{8}-[0-9]{6}-[0-9]{1,9}\.tmp")


class Journal:
    """The journal of one vault."""

    def __init__(self, root: Path, system: System) -> None:
        self._root = root
        self._folder = state_folder(root) / "journal"
        self._system = system

    def ids(self, *states: State) -> tuple[str, ...]:
        """Return the entries' ids, oldest first; only those in the given states, if any."""
        return tuple(ident for ident, state in self._listed() if not states or state in states)

    def read(self, ident: str, with_bytes: bool = True) -> Entry:
        """Return an entry; its files' old bytes are left out where they are not asked for.

        Raises `JournalError` for an entry that is not there, is damaged, or
        belongs to another vault.
        """
        for known, state in self._listed():
            if known == ident:
                data = self._bytes(ident, state)
                return decode(
                    ident, state, data, vault_identity(self._root, self._system), with_bytes
                )
        raise JournalError(
            f"there is no entry {ident} in the journal", "vaultsync log lists the entries."
        )

    def _bytes(self, ident: str, state: State) -> bytes:
        try:
            return read_file(self._system, self._file(ident, state))
        except OSError as error:
            if error.errno in _NO_ENTRY:  # no disk's whim: it will not be otherwise next time
                raise unreadable(ident, state, error) from None
            raise

    def begin(
        self,
        time: str,
        command: str,
        files: Sequence[FileRecord],
        folders: Sequence[str] = (),
        undoes: str | None = None,
        whole: bool = True,
    ) -> Entry:
        """Write a new entry and wait until it is on the disk; raises `OSError`.

        `time` is an ISO time such as `2026-11-21T20:55:58Z`. `undoes` is the
        entry that it takes back, `whole` whether all of that is taken back.
        """
        ident = self._free_id(time)
        entry = Entry(
            ident, "prepared", time, command, undoes, whole,
            tuple(files), tuple(folders), {}, {}, {}, False, 0,
        )  # fmt: skip
        data = encode(entry, ensure_identity(self._root, self._system))
        if len(data) > LARGEST_ENTRY:
            raise OSError(
                errno.EFBIG,
                f"the journal would need {len(data) >> 20} MiB for one write, "
                f"and takes {LARGEST_ENTRY >> 20}",
            )
        temporary = self._folder / f".{ident}.tmp"
        remove_if_there(self._system, temporary)
        handle = self._system.open(temporary, CREATE, 0o600)
        try:
            try:
                write_all(self._system, handle, data)
                self._system.flush(handle)
            finally:
                self._system.close(handle)
            self._system.replace(temporary, self._file(ident, "prepared"))
            self._system.flush_folder(self._folder)
        except BaseException:
            self._forget(ident, temporary)
            raise
        return entry

    def append(self, entry: Entry, kind: Note, number: int, value: str | bytes | None) -> None:
        """Note something about a file of an entry that is under way, durably.

        `left`: why it was not written. `rewrite`: its new bytes, before it is
        overwritten in place. `kept`: bytes that were found and set aside.
        `after`: the bytes that the lock will have, where they are not the planned ones.
        `finished`: all is written, and only temporaries are left to remove.
        """
        line = {kind: number, "is": to_text(value) if isinstance(value, bytes) else value}
        handle = self._system.open(self._file(entry.id, "prepared"), APPEND)
        try:
            write_all(self._system, handle, b"\n" + to_json(line))
            self._system.flush(handle)
        finally:
            self._system.close(handle)

    def close(self, entry: Entry, state: Literal["done", "rolled-back"]) -> None:
        """Say that an entry is finished."""
        self._system.replace(self._file(entry.id, "prepared"), self._file(entry.id, state))
        self._system.flush_folder(self._folder)

    def drop(self, entry: Entry) -> None:
        """Remove an entry that changed nothing."""
        remove_if_there(self._system, self._file(entry.id, "prepared"))

    def prune(self) -> None:
        """Remove the oldest entries beyond what is kept; one that is under way is never removed."""
        for name in self._system.names(self._folder):
            if _UNFINISHED.fullmatch(name):
                remove_if_there(self._system, self._folder / name)
        size = count = 0
        for ident, state in reversed(self._listed()):
            if state == "prepared":
                continue
            file = self._file(ident, state)
            size += self._system.status(file).st_size
            count += 1
            if count > 1 and (count > KEEP_ENTRIES or size > KEEP_BYTES):
                self._system.remove(file)

    def _listed(self) -> list[tuple[str, State]]:
        try:
            names = self._system.names(self._folder)
        except (FileNotFoundError, NotADirectoryError):
            return []
        found = [match for name in names if (match := _NAME.fullmatch(name))]
        listed = ((match[1], cast("State", match[2])) for match in found)
        return sorted(listed, key=lambda each: _age(each[0]))

    def _file(self, ident: str, state: State) -> Path:
        return self._folder / f"{ident}.{state}"

    def _free_id(self, time: str) -> str:
        digits = re.sub(r"[^0-9]", "", time)[:14].ljust(14, "0")
        number = 1
        listed = self._listed()
        if listed:
            # Never older than the newest, even where the clock went back: ids are sorted.
            newest, last = _age(listed[-1][0])
            if digits <= newest:
                digits, number = newest, last + 1
        return f"{digits[:8]}-{digits[8:]}-{number}"

    def _forget(self, ident: str, temporary: Path) -> None:
        for file in (temporary, self._file(ident, "prepared")):
            try:
                self._system.remove(file)
            except OSError:
                # An entry that nothing was written under is closed by the next command.
                continue


def is_newer(ident: str, other: str) -> bool:
    """Return whether the entry of an id was made after that of another."""
    return _age(ident) > _age(other)


def _age(ident: str) -> tuple[str, int]:
    day, time, number = ident.split("-")
    return day + time, int(number)
