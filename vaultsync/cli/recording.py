"""The history beside the lock: adding to it, and taking back."""

from __future__ import annotations

import os

from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vaultsync.locate import Found
    from vaultsync.match.rows.history import Event


def record(events: Sequence[Event], found: Found) -> None:
    """Add events to the history of a vault, once the lock holds what they tell."""
    from vaultsync.match.rows.history import HISTORY_NAME, written

    if events:
        _append(found.home_path / HISTORY_NAME, written(events))


def check_recordable(found: Found) -> None:
    """Raise `VaultsyncError` where the history cannot be added to, before the lock is written."""
    from vaultsync.disk.bounded import check_plain, remedy
    from vaultsync.match.rows.history import HISTORY_NAME, LARGEST_HISTORY

    path = found.home_path / HISTORY_NAME
    away = "Nothing was written. Move it away: pulls begin another one."
    if path.is_symlink():
        raise VaultsyncError(
            f"{path} cannot be added to: it is a symbolic link, and is not written through", away
        )
    try:
        check_plain(path.stat(), LARGEST_HISTORY, str(path))
    except FileNotFoundError:
        return
    except OSError as error:
        raise VaultsyncError(
            f"{path} cannot be added to: {error.strerror}", remedy(error, away)
        ) from None


def take_back(found: Found, before: bytes | None, after: bytes | None) -> None:
    """Take out of the history what it tells of readings that an undo took out of the lock.

    `before` and `after` are the lock's bytes around the undo.
    """
    from vaultsync.disk.bounded import read_bounded
    from vaultsync.match.rows.history import HISTORY_NAME, LARGEST_HISTORY, read_event
    from vaultsync.sync.apply import replace_lock
    from vaultsync.tracker.errors import LockError

    path = found.home_path / HISTORY_NAME
    try:
        gone = _readings(before) - _readings(after)
    except LockError:  # what it held is not known, so nothing is known to be gone
        return
    if not gone or path.is_symlink() or not path.is_file():
        return
    while True:
        data = read_bounded(path, LARGEST_HISTORY)
        lines = data.splitlines(keepends=True)
        events = [read_event(line.decode("utf-8", "replace").strip()) for line in lines]
        kept = [
            line
            for line, event in zip(lines, events, strict=True)
            if event is None or (event.tracker, event.time) not in gone
        ]
        if not kept:
            path.unlink()
            return
        # What a pull adds in this moment stays.
        if kept == lines or replace_lock(path, b"".join(kept), expected=data):
            return


def _readings(lock: bytes | None) -> set[tuple[str, str]]:
    """Return the trackers and times of the readings that a lock holds."""
    from vaultsync.tracker.lockfile import lock_text, parsed

    if lock is None:
        return set()
    return {
        (name, str(entry.values.get("read", "")))
        for name, part in parsed(lock_text(lock)).trackers.items()
        for section in ("sources", "rows")
        for entry in part.sections.get(section, ())
    }


def _append(path: Path, data: bytes) -> None:
    """Add lines to a file, on a line of their own; a link, which leads anywhere, is refused."""
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
    flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    flags |= getattr(os, "O_NONBLOCK", 0)
    try:
        with os.fdopen(os.open(path, flags, 0o666), "ab+") as file:
            if file.tell():
                file.seek(-1, 2)
                data = data if file.read(1) == b"\n" else b"\n" + data
            file.write(data)
    except OSError as error:
        raise VaultsyncError(
            f"{path} cannot be written: {error.strerror}",
            "The lock was written. Make the file writable, so that its history is kept.",
        ) from None
