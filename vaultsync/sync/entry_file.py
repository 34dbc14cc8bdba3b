r"""The JSON lines that an entry of the journal is written in.

First comes the plan, up to the line `ready`: the head, a line for each file,
each folder to make, and the old bytes. What becomes known while writing is
appended, each line after a line end, so that a line torn by a crash stands alone
and is passed over.
"""

from __future__ import annotations

import base64
import binascii
import errno
import json
import re

from vaultsync.disk.bounded import remedy
from vaultsync.lean.typed import TYPE_CHECKING, Any, cast
from vaultsync.sync.entry import (
    Entry,
    FileRecord,
    ForeignEntryError,
    JournalError,
    Need,
    Role,
    State,
    sha256,
)
from vaultsync.sync.paths import UnsafePathError, check_note_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMAT = 1

_BYTES_FIRST = (b'{"old":', b'{"new":', b'{"rewrite":', b'{"kept":')


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
        needs = [(need.action, need.field, sorted(need.paths)) for need in file.needs]
        lines.append(
            {
                "file": file.path,
                "role": file.role,
                "before": file.before,
                "after": file.after,
                "why": file.why,
                **({"needs": needs} if needs else {}),
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
        appended = _read_appended(lines, with_bytes, len(planned["file"]))
        files = tuple(
            _file_record(record, known.get(("old", number)), known.get(("new", number)))
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
    except UnsafePathError as error:
        raise _damaged(ident, state, f"it names {error.message}") from None
    except (
        ValueError, LookupError, TypeError, AttributeError, ArithmeticError, StopIteration,
        RecursionError,
    ):  # fmt: skip
        raise _damaged(ident, state) from None
    if with_bytes and any(
        (file.old is None) != (file.before is None)
        or (file.old is not None and sha256(file.old) != file.before)
        for file in files
    ):
        raise _damaged(ident, state)
    return entry


def _file_record(record: dict[str, Any], old: bytes | None, new: bytes | None) -> FileRecord:
    if record["role"] == "lock":
        role, path = "lock", _string(record["file"])
    else:
        # Entries are written for notes alone; one that names another file is no work of ours.
        role, path = "note", check_note_path(_string(record["file"]))
    return FileRecord(
        path,
        cast("Role", role),
        _digest(record["before"]),
        _digest(record["after"]),
        old,
        tuple(map(_string, record["why"])),
        new,
        tuple(
            Need(_string(action), _string(field), frozenset(map(_string, paths)))
            for action, field, paths in record.get("needs", ())
        ),
    )


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


def _read_appended(
    lines: Iterator[bytes], with_bytes: bool, files: int
) -> dict[str, dict[int, Any]]:
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
                number = int(record[key])
                if not 0 <= number < max(files, 1):
                    raise ValueError("there is no such file")
                appended[key][number] = read(record["is"])
    return appended


def unreadable(ident: str, state: State, error: OSError) -> JournalError:
    """Return the error for an entry whose file cannot be read, or is none."""
    file, why = f".vaultsync/journal/{ident}.{state}", error.strerror or str(error)
    if error.errno == errno.ELOOP:
        why = "it is a symbolic link, which is not followed"
    permitted = error.errno in (errno.EACCES, errno.EPERM)
    damaged = "" if permitted else "is damaged: "
    return JournalError(
        f"entry {ident} of the journal {damaged}{file} cannot be read: {why}",
        remedy(error, f"Move {file} away. Then the other entries work again."),
    )


def _damaged(ident: str, state: State, why: str = "") -> JournalError:
    under_way = (
        "It was cut short, and cannot be put back by itself. " if state == "prepared" else ""
    )
    return JournalError(
        f"entry {ident} of the journal is damaged" + (f": {why}" if why else ""),
        f"It is not used. {under_way}Move .vaultsync/journal/{ident}.{state} out of the vault "
        "and keep it: it may hold the old texts of notes, as base64.\n"
        "Then the other entries work again.",
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
