"""Blobs by what names them: few of them in memory, many of them in a file without a name.

A vault of very many notes would take as much memory for what is to be kept of
them as for everything else. The file is gone with the process, whatever ends it.
"""

from __future__ import annotations

import os
import sys

from vaultsync.disk.cachefile import unnamed
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MOST = 8_192  # that are held in memory
_SIZE_BITS = 32


class Blobs:
    """What was put, until it is cleared. `folders` are where a file may lie, the better one first.

    Forks of this process may get what was put before them, and put more only for themselves.
    """

    def __init__(self, folders: Iterable[str]) -> None:
        self._folders = tuple(folders)
        self._held: dict[bytes, bytes] = {}
        # Where in the file a blob starts, and its length, as one number.
        self._places: dict[bytes, int] = {}
        self._file = -1
        self._end = 0
        self._is_full = False
        self._process = os.getpid()

    def __len__(self) -> int:
        return len(self._held) + len(self._places)

    def __contains__(self, key: object) -> bool:
        return key in self._held or key in self._places

    def put(self, key: bytes, blob: bytes) -> None:
        """Put a blob in, in place of any of that name."""
        self._places.pop(key, None)
        self._held[key] = blob
        if len(self._held) >= _MOST and not self._is_full and self._process == os.getpid():
            self._move()

    def get(self, key: bytes) -> bytes | None:
        """Return a blob by its name; None if there is none, or it cannot be had any more."""
        blob = self._held.get(key)
        if blob is None and key in self._places:
            start, size = divmod(self._places[key], 1 << _SIZE_BITS)
            try:
                blob = os.pread(self._file, size, start)
            except OSError:
                return None
            return blob if len(blob) == size else None
        return blob

    def several(self, keys: Sequence[bytes]) -> Iterable[tuple[bytes, bytes | None]]:
        """Return these names with the blobs, as `get` does."""
        if not self._places:
            return zip(keys, map(self._held.get, keys), strict=True)
        return zip(keys, map(self.get, keys), strict=True)

    def clear(self) -> None:
        """Forget all of them."""
        self._held.clear()
        self._places.clear()
        if self._file >= 0:
            os.close(self._file)
            self._file, self._end = -1, 0

    def _move(self) -> None:
        """Move what is held in memory into the file; where that cannot be, all stays there."""
        if sys.platform == "win32":  # a file that is open has a name there
            return
        try:
            if self._file < 0:
                self._file = unnamed(self._folders)
            data = memoryview(b"".join(self._held.values()))
            written = 0
            while written < len(data):
                written += os.pwrite(self._file, data[written:], self._end + written)
        except OSError:
            self._is_full = True  # not tried again: each time all of it would be written
            return
        for key, blob in self._held.items():
            self._places[key] = (self._end << _SIZE_BITS) + len(blob)
            self._end += len(blob)
        self._held.clear()
