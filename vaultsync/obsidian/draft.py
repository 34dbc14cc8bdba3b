"""A text that changes step by step, and the edits that lead to it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsync.text import Edit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence


class Draft:
    """A text under change: `original` is how it was, `text` how it is now."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = original
        # The text in pieces: a span of the original, or (None) something inserted.
        self._pieces: list[tuple[int, int] | str] = [(0, len(original))]

    def change(self, edits: Sequence[Edit]) -> int:
        """Make edits that count in the text as it is now; return by how much it grew."""
        before = len(self.text)
        self.text = apply_edits(self.text, list(edits))
        in_order = sorted(edits, key=lambda edit: (edit.start, edit.end))
        for edit in reversed(in_order):
            first, last = self._cut(edit.start), self._cut(edit.end)
            self._pieces[first:last] = [edit.text]
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

    def _cut(self, offset: int) -> int:
        """Return the index of the piece that starts at an offset of the text as it is now."""
        at = 0
        for index, piece in enumerate(self._pieces):
            if at == offset:
                return index
            length = len(piece) if isinstance(piece, str) else piece[1] - piece[0]
            if at < offset < at + length:
                inside = offset - at
                parts: list[tuple[int, int] | str]
                if isinstance(piece, str):
                    parts = [piece[:inside], piece[inside:]]
                else:
                    parts = [(piece[0], piece[0] + inside), (piece[0] + inside, piece[1])]
                self._pieces[index : index + 1] = parts
                return index + 1
            at += length
        return len(self._pieces)
