"""Where made vaults are written, and how old their files are."""

from __future__ import annotations

import os
from pathlib import Path

_LONG_AGO = 1_700_000_000  # seconds: notes are older than any cache that is made of them
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000a49444154789c63000100000500010d0a2db40000000049454e44ae426082"
)


class Disk:
    """Writes files below one folder, all of them old."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._folders: set[str] = set()
        root.mkdir(parents=True)

    def write(self, path: str, text: str) -> None:
        """Write a text; a lone surrogate becomes the byte it stands for."""
        self.write_bytes(path, text.encode("utf-8", "surrogateescape"))

    def write_bytes(self, path: str, data: bytes) -> None:
        """Write a file that is not there yet, and the folders above it."""
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            Path(self._root, folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        whole = f"{self._root}/{path}"
        with open(whole, "xb") as file:  # noqa: PTH123 - 100,000 times
            file.write(data)
        os.utime(whole, (_LONG_AGO, _LONG_AGO))
