"""The texts of notes that were gone over, at hand once more: in memory, but part of no process.

To open a file takes longer than to search what stands in it. So who goes over many notes
lays their texts down side by side, in one file that is nowhere but in memory, and whoever
searches all of them opens none again. This process and its forks lay down texts at the same
time, each where no other does.
"""

from __future__ import annotations

import os
import sys
from itertools import accumulate

from vaultsync.errors import ignoring
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    Laid: TypeAlias = tuple[int, Sequence[int]]  # where a lot starts, and its `ends`
    Place: TypeAlias = tuple[Sequence[str], Laid]  # the notes of a lot, and where it was laid

MOST = 64 << 20
"""So many bytes are laid down, and no more; what is not there is read again."""


class Lot(NamedTuple):
    """The texts of some notes in UTF-8, a line end behind each; `ends` says where."""

    paths: Sequence[str]
    ends: Sequence[int]
    text: bytes

    def text_at(self, number: int) -> bytes:
        """Return one text by its number."""
        return self.text[self.ends[number - 1] + 1 if number else 0 : self.ends[number]]

    @property
    def texts(self) -> Iterator[bytes]:
        """Return all texts."""
        return map(self.text_at, range(len(self.ends)))


def lot_of(paths: Sequence[str], texts: Sequence[bytes]) -> Lot:
    """Return the texts of these notes as a lot."""
    return Lot(paths, _ends(texts), b"\n".join((*texts, b"")))


def _ends(texts: Sequence[bytes]) -> list[int]:
    return [end - 1 for end in accumulate([len(text) + 1 for text in texts])]


class AtHand:
    """Texts of notes, lot by lot. What cannot be laid down, or got again, is left out.

    `file` is a file in memory (`at_hand` makes one).
    """

    def __init__(self, file: int) -> None:
        self._file = file
        self.places: list[Place] = []
        """The lots that are known here."""

    def put(self, texts: Sequence[bytes]) -> Laid | None:
        """Lay down some texts, at least one; return where they are, None if they are not."""
        ends = _ends(texts)
        size = ends[-1] + 1
        with ignoring(OSError):
            # All processes have one offset in the file, and it is moved here alone.
            start = os.lseek(self._file, size, os.SEEK_CUR) - size
            # To join them here would leave many holes in what this process has of memory.
            parts = [part for text in texts for part in (text, b"\n")]
            if start + size <= MOST and os.pwritev(self._file, parts, start) == size:
                return start, ends
        return None

    def know(self, paths: Sequence[str], laid: Laid) -> None:
        """Take note of where the texts of notes were laid down, by whichever process."""
        self.places.append((paths, laid))

    def lots(self, places: Iterable[Place]) -> Iterator[Lot]:
        """Yield the lots at some places."""
        for paths, (start, ends) in places:
            size, data = ends[-1] + 1, b""
            with ignoring(OSError):
                data = os.pread(self._file, size, start)
            if len(data) == size:
                yield Lot(paths, ends, data)

    def clear(self) -> None:
        """Let go of all texts; none is laid down any more."""
        self.places.clear()
        file, self._file = self._file, -1
        if file >= 0:
            os.close(file)


def at_hand() -> AtHand | None:
    """Return what texts can be laid down in; None where files need a disk."""
    if sys.platform == "linux" and hasattr(os, "memfd_create"):
        with ignoring(OSError):
            return AtHand(os.memfd_create("texts"))
    return None
