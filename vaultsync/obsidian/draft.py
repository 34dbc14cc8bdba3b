"""A text that changes step by step, and the edits that lead to it at once."""

from __future__ import annotations

from collections import deque

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.text import Edit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

_Piece = tuple[int, int] | str
"""A part of the text: a span of the original, or what was put in."""


class Draft:
    """A text under change: `original` is how it was, `text` how it is now."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = original
        self._pieces: list[_Piece] = [(0, len(original))]

    def change(self, edits: Sequence[Edit]) -> int:
        """Make edits that count in the text as it is now; return by how much it grew."""
        before = len(self.text)
        in_order = sorted(edits, key=lambda edit: (edit.start, edit.end))
        self.text = apply_edits(self.text, in_order)
        waiting = deque(self._pieces)
        pieces: list[_Piece] = []
        at = 0
        for edit in in_order:
            pieces += _taken(waiting, edit.start - at)
            _taken(waiting, edit.end - edit.start)
            pieces.append(edit.text)
            at = edit.end
        self._pieces = [*pieces, *waiting]
        return len(self.text) - before

    def edits(self) -> list[Edit]:
        """Return the edits of the original that make the text as it is now."""
        found: list[Edit] = []
        at = 0
        inserted = ""
        for piece in [*self._pieces, (len(self.original),) * 2]:
            if isinstance(piece, str):
                inserted += piece
                continue
            start, end = piece
            if self.original[at:start] != inserted:
                found.append(Edit(at, start, inserted))
            at, inserted = end, ""
        return found


def _taken(pieces: deque[_Piece], length: int) -> list[_Piece]:
    """Take what makes up a length of the text away from the front of its pieces."""
    taken: list[_Piece] = []
    while length > 0:
        piece = pieces.popleft()
        size = len(piece) if isinstance(piece, str) else piece[1] - piece[0]
        if size > length:
            first, rest = _split(piece, length)
            pieces.appendleft(rest)
            return [*taken, first]
        taken.append(piece)
        length -= size
    return taken


def _split(piece: _Piece, at: int) -> tuple[_Piece, _Piece]:
    if isinstance(piece, str):
        return piece[:at], piece[at:]
    start, end = piece
    return (start, start + at), (start + at, end)
