"""Adding to the history beside the lock."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from vaultsync.errors import VaultsyncError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vaultsync.locate import Found
    from vaultsync.match.history import Event


def record(events: Sequence[Event], found: Found) -> None:
    """Add events to the history of a vault, once the lock holds what they tell."""
    from vaultsync.match.history import HISTORY_NAME, written

    if events:
        _append(found.home / HISTORY_NAME, written(events))


def _append(path: Path, data: bytes) -> None:
    """Add lines to a file, on a line of their own; a link, which leads anywhere, is refused."""
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
    flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
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
