"""The pieces of a saved page, and which of them stand inside the value of a label."""

from __future__ import annotations

from vaultsync.lean.typed import Literal, NamedTuple

Kind = Literal["", "label", "key", "title"]

HEADS = frozenset({"dt", "th"})
"""What begins a row of a list or table."""

_CELLS = frozenset({"dd", "td"})


class Piece(NamedTuple):
    """A stretch of text, or where a block begins (`opens` is its tag).

    `kind` says that it stands in an element of its own, as labels do, or that it is
    the key or the title of a record's link. `depth` counts the open blocks; `head`
    says that the innermost is the head of a row.
    """

    text: str
    number: int
    kind: Kind = ""
    depth: int = 0
    opens: str = ""
    head: bool = False


class Values:
    """Follows the pieces of a page: whether one stands inside the value of a label.

    A value is what follows a label in its block; where nothing does, the next
    block beside that is one: `<div>Lead</div><div>…</div>`. Where labels end in
    colons only the cell of a table's or list's head is one, since a value may be empty.
    """

    def __init__(self, single: bool) -> None:
        self._single = single
        self._own: int | None = None  # the depth of the label's own block
        self._empty = False
        self._beside: int | None = None  # the depth at which its value may begin
        self._cell = False  # the value must be a cell, as the label is a head
        self._inside: int | None = None  # the depth of the block that is its value

    def pass_by(self, piece: Piece) -> None:
        """Take notice of where a piece stands, before it is judged."""
        if self._inside is not None and piece.depth < self._inside:
            self._inside = None
        if self._own is not None and piece.depth < self._own:
            if self._empty and (self._single or self._cell):
                self._beside = self._own
            self._own = None
        if self._beside is None:
            return
        if piece.depth < self._beside - 1:
            self._beside = None
        elif piece.opens and piece.depth == self._beside:
            if not self._cell or piece.opens in _CELLS:
                self._inside = piece.depth
            self._beside = None

    def begins(self, piece: Piece, line_start: bool) -> bool:
        """Return whether a label or a record may begin with a piece."""
        if self._inside is not None:
            return False
        if self._own is None:
            return line_start or piece.kind == "key"
        return line_start and piece.depth <= self._own

    def begin(self, piece: Piece) -> None:
        """Expect the value of a label."""
        self._own, self._empty, self._cell = piece.depth, True, piece.head
        self._beside = None

    def fill(self) -> None:
        """Take notice of text."""
        self._empty = False
