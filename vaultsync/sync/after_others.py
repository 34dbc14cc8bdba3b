"""A note that another tracker's plan changes too: the same orders, in the text as it is then.

Both trackers were held against the note as it lies on the disk. The second one
writes into what the first one leaves, so its places are moved there; and the
edits of both are brought together as edits of the note on the disk. Pure.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.note import Note
from vaultsync.text import Edit, Text, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vaultsync.agreement import FieldState
    from vaultsync.match.places.claim import Claim
    from vaultsync.sync.changes import NoteChange
    from vaultsync.sync.decide import Order


class Moved(NamedTuple):
    """The note after a change, and orders and claims as they stand there.

    `origin` gives for each order the one that it was.
    """

    note: Note
    orders: tuple[Order, ...]
    claims: Mapping[Claim, tuple[FieldState, ...]]
    origin: Mapping[Order, Order]


def moved(
    note: Note,
    change: NoteChange,
    orders: Sequence[Order],
    claims: Mapping[Claim, Sequence[FieldState]],
) -> Moved:
    """Return a note with a change made, and the orders and claims moved to where they are then."""
    after = Note(note.path, change.new_bytes(encode(Text(note.text, note.mark))))
    shift = _Shift(change.edits)
    places = {claim: shift.claim(claim) for claim in claims}
    states = {places[claim]: tuple(map(shift.state, found)) for claim, found in claims.items()}
    origin = {
        order._replace(claim=places[order.claim], state=shift.state(order.state)): order
        for order in orders
    }
    return Moved(after, tuple(origin), states, origin)


def composed(first: Iterable[Edit], second: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return edits of a text that do what two sets of edits do, one after the other.

    `second` counts in the text that `first` makes.
    """
    pieces = list(_pieces(_in_order(first)))
    for edit in reversed(_in_order(second)):
        pieces = _replaced(pieces, edit)
    return tuple(_edits(pieces))


def _in_order(edits: Iterable[Edit]) -> list[Edit]:
    return sorted(edits, key=lambda edit: (edit.start, edit.end))


class _Piece(NamedTuple):
    """A stretch of the new text: new letters, or `size` letters of the old text from `start`."""

    text: str | None
    start: int
    size: int

    def part(self, start: int, end: int) -> _Piece:
        text = None if self.text is None else self.text[start:end]
        return _Piece(text, self.start + start, end - start)


_REST = 1 << 60  # more letters than any text has


def _pieces(edits: Sequence[Edit]) -> Iterator[_Piece]:
    at = 0
    for edit in edits:
        yield _Piece(None, at, edit.start - at)
        yield _Piece(edit.text, 0, len(edit.text))
        at = edit.end
    yield _Piece(None, at, _REST)


def _replaced(pieces: Sequence[_Piece], edit: Edit) -> list[_Piece]:
    """Return the pieces with an edit made, which counts in the text that they are."""
    before: list[_Piece] = []
    behind: list[_Piece] = []
    at = 0
    for piece in pieces:
        # What is put in between an old piece and a new one stands after both.
        cut = min(max(edit.start - at, 0), piece.size)
        on = min(max(edit.end - at, 0), piece.size)
        if cut:
            before.append(piece.part(0, cut))
        if on < piece.size:
            behind.append(piece.part(on, piece.size))
        at += piece.size
    return [*before, _Piece(edit.text, 0, len(edit.text)), *behind]


def _edits(pieces: Iterable[_Piece]) -> Iterator[Edit]:
    at, text = 0, ""
    for piece in pieces:
        if piece.text is not None:
            text += piece.text
        elif piece.size:
            if text or piece.start > at:
                yield Edit(at, piece.start, text)
            at, text = piece.start + piece.size, ""


class _Shift:
    """Where places of a text are once edits are made that leave those places as they are."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits

    def claim(self, claim: Claim) -> Claim:
        start, end = self._span(claim.start, claim.end)
        paragraph = claim.paragraph
        if paragraph is not None:
            first, last = self._span(paragraph.start, paragraph.end)
            paragraph = paragraph._replace(start=first, end=last)
        return claim._replace(start=start, end=end, paragraph=paragraph)

    def state(self, state: FieldState) -> FieldState:
        start, end = self._span(state.start, state.end)
        held = []
        for each in state.held:
            first, last = self._span(each.start, each.end)
            held.append(each._replace(start=first, end=last))
        return state._replace(start=start, end=end, held=tuple(held))

    def _span(self, start: int, end: int) -> tuple[int, int]:
        """Return a span moved: what is put in at its start stands before, at its end after it."""
        first = last = 0
        for edit in self._edits:
            grown = len(edit.text) - (edit.end - edit.start)
            first += grown if edit.end <= start else 0
            last += grown if edit.end <= end and edit.start < end else 0
        if start == end:
            last = first
        return start + first, end + last
