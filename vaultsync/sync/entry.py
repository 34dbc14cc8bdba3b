r"""One entry of the journal, and the JSON lines it is written in.

First comes the plan, up to the line `ready`: the head, a line for each file,
each folder to make, and the old bytes. What becomes known while writing is
appended, each line after a line end, so that a line torn by a crash stands alone
and is passed over.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from vaultsync.errors import VaultsyncError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FORMAT = 1

State = Literal["prepared", "done", "rolled-back"]
Role = Literal["note", "lock"]

_BYTES_FIRST = (b'{"old":', b'{"new":', b'{"rewrite":', b'{"kept":')


class JournalError(VaultsyncError):
    """An entry that is not there, or is damaged."""


class ForeignEntryError(JournalError):
    """An entry that another vault's journal wrote, or another version."""


class FileRecord(NamedTuple):
    """One file of an entry: sha256 of its bytes before and after, None where there was none.

    `old` are its bytes before, where the whole entry was read; `new` those of a
    lock after. `why` are lines for people. A lock's path is shown, never used.
    """

    path: str
    role: Role
    before: str | None
    after: str | None
    old: bytes | None
    why: tuple[str, ...] = ()
    new: bytes | None = None


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


def encode(entry: Entry, vault: str) -> bytes:
    """Return the lines of a new entry; `vault` is the identity of its vault."""
    lines: list[dict[str, Any]] = [
        {
            "journal": FORMAT,
            "vault": vault,
            "id": entry.id,
            "time": entry.time,
            "command": entry.command,
            "undoes": entry.undoes,
            "whole": entry.whole,
        }
    ]
    for file in entry.files:
        lines.append(
            {
                "file": file.path,
                "role": file.role,
                "before": file.before,
                "after": file.after,
                "why": file.why,
            }
        )
    lines += ({"folder": folder} for folder in entry.folders)
    for number, file in enumerate(entry.files):
        if file.old is not None:
            lines.append({"old": number, "bytes": to_text(file.old)})
        if file.new is not None:
            lines.append({"new": number, "bytes": to_text(file.new)})
    lines.append({"ready": len(entry.files)})
    return b"\n".join(map(to_json, lines))


def decode(ident: str, state: State, data: bytes, vault: str | None, with_bytes: bool) -> Entry:
    """Return the entry in a file's bytes, without its files' bytes where they are not asked for.

    Raises `JournalError`, or `ForeignEntryError` where it is not of this vault.
    """
    lines = iter(data.split(b"\n"))
    try:
        head = json.loads(next(lines))
        if head["journal"] != FORMAT:
            raise ForeignEntryError(
                f"entry {ident} was written by another version of vaultsync",
                "Use that version to take it back.",
            )
        if vault is None or head["vault"] != vault or head["id"] != ident:
            raise ForeignEntryError(
                f"entry {ident} is not of this vault", "It is not used; remove it from .vaultsync."
            )
        planned, known = _read_planned(lines, with_bytes)
        appended = _read_appended(lines, with_bytes)
        files = tuple(
            FileRecord(
                _string(record["file"]),
                "lock" if record["role"] == "lock" else "note",
                _digest(record["before"]),
                _digest(record["after"]),
                known.get(("old", number)),
                tuple(map(_string, record["why"])),
                known.get(("new", number)),
            )
            for number, record in enumerate(planned["file"])
        )
        for number, new in appended["after"].items():
            after = None if new is None else sha256(new)
            files = (
                *files[:number], files[number]._replace(after=after, new=new), *files[number + 1 :],
            )  # fmt: skip
        entry = Entry(
            ident,
            state,
            _string(head["time"]),
            _string(head["command"]),
            head["undoes"] and _string(head["undoes"]),
            bool(head["whole"]),
            files,
            tuple(_string(record["folder"]) for record in planned["folder"]),
            appended["left"],
            appended["rewrite"],
            appended["kept"],
            bool(appended["finished"]),
            len(data),
        )
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration, RecursionError):
        raise _damaged(ident, state) from None
    if with_bytes and any(
        (file.old is None) != (file.before is None)
        or (file.old is not None and sha256(file.old) != file.before)
        for file in files
    ):
        raise _damaged(ident, state)
    return entry


def _read_planned(
    lines: Iterator[bytes], with_bytes: bool
) -> tuple[dict[str, list[dict[str, Any]]], dict[tuple[str, int], bytes]]:
    planned: dict[str, list[dict[str, Any]]] = {"file": [], "folder": []}
    known: dict[tuple[str, int], bytes] = {}
    for line in lines:
        if line.startswith(_BYTES_FIRST) and not with_bytes:
            continue
        record = json.loads(line)
        if "ready" in record:
            if record["ready"] != len(planned["file"]):
                raise ValueError("files are missing")
            return planned, known
        if "file" in record or "folder" in record:
            planned["file" if "file" in record else "folder"].append(record)
        else:
            kind = "old" if "old" in record else "new"
            known[kind, int(record[kind])] = _bytes(record["bytes"])
    raise ValueError("the end is missing")


def _read_appended(lines: Iterator[bytes], with_bytes: bool) -> dict[str, dict[int, Any]]:
    appended: dict[str, dict[int, Any]] = {
        "left": {},
        "rewrite": {},
        "kept": {},
        "after": {},
        "finished": {},
    }
    for line in lines:
        if line.startswith(_BYTES_FIRST) and not with_bytes:
            continue
        try:
            record = json.loads(line)
        except ValueError:
            continue  # torn by a crash: what it said had not happened yet
        for key, read in (
            ("left", _string), ("rewrite", _bytes), ("kept", _bytes), ("after", _bytes_or_none),
            ("finished", _bytes_or_none),
        ):  # fmt: skip
            if key in record:
                appended[key][int(record[key])] = read(record["is"])
    return appended


def _damaged(ident: str, state: State) -> JournalError:
    return JournalError(
        f"entry {ident} of the journal is damaged",
        f"It is not used. Move .vaultsync/journal/{ident}.{state} out of the vault; "
        "the other entries then work again.",
    )


def to_json(record: Mapping[str, Any]) -> bytes:
    """Return a record as one line of JSON."""
    return json.dumps(record, separators=(",", ":")).encode()


def to_text(data: bytes) -> str:
    """Return bytes as a JSON string holds them."""
    return base64.b64encode(data).decode()


def _bytes(text: Any) -> bytes:
    try:
        return base64.b64decode(_string(text), validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None


def _bytes_or_none(text: Any) -> bytes | None:
    return None if text is None else _bytes(text)


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a string")
    return value


def _digest(value: Any) -> str | None:
    if value is not None and not re.fullmatch(r"[0-9a-f]{64}", _string(value)):
        raise ValueError("not a sha256")
    return cast("str | None", value)
