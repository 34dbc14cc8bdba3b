"""Whether a pair stands where its neighbours say it should.

Published lists are sorted by an id that copied text has lost; labels still
have theirs. A row that stands between the rows of the labels before and after
is a good candidate; one that stands beyond either is a bad one.
"""

from __future__ import annotations

from itertools import pairwise

from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple
from vaultsync.tracker.ids import id_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vaultsync.match.places.claim import Claim
    from vaultsync.tracker.model import Row

Place = Literal["between", "beside", "crossing", ""]

_FIRST = ("1", "a")
_FIRSTS = frozenset((part,) for part in _FIRST)


class Neighbours(NamedTuple):
    """Where a row stands for a claim, and the claims that say so (-1: none)."""

    place: Place
    before: int
    after: int


class _Anchor(NamedTuple):
    """A claim whose row is known: its step in its run of labels, its row's source and number."""

    claim: int
    run: int
    step: int
    source: str
    number: int


class Order:
    """The order of claims by their labels, held against the published order of rows.

    `anchors` are pairs, claim to row, that are likely whatever the order says.
    It says nothing where these do not follow one another as published. A row
    stands between two anchors if as many labels lie between it and either as
    rows do, no label is left out, and all is in one area: nobody knows which
    label is an area's last. The start of a list that was read `whole` is an
    anchor too.
    """

    def __init__(
        self,
        claims: Sequence[Claim],
        rows: Sequence[Row],
        anchors: Mapping[int, int],
        whole: bool,
    ) -> None:
        self._claims, self._whole = claims, whole
        self._places = _places(rows)
        self._steps: dict[int, tuple[int, int]] = {}  # claim -> run and step
        self._earlier: dict[int, _Anchor] = {}
        self._later: dict[int, _Anchor] = {}
        self._follow = self._cross = 0
        self._sifted: set[str] = set()
        one_piece = whole and len({source for source, _ in self._places}) == 1
        run = 0
        for sequence in _sequences(claims):
            run += 1
            for step, claim in enumerate(sequence):
                if step and not _consecutive(claims[sequence[step - 1]], claims[claim]):
                    run += 1
                self._steps[claim] = run, step
            known = [self._anchor(claim, anchors) for claim in sequence if claim in anchors]
            for one, other in pairwise(known):
                if one.source == other.source:
                    self._follow += one.number < other.number
                    self._cross += one.number > other.number
                    if one.run == other.run and 0 < other.number - one.number < (
                        other.step - one.step
                    ):
                        self._sifted.add(one.source)
            start = None
            if one_piece and all(part in _FIRST for part in claims[sequence[0]].id or ("",)):
                start = _Anchor(-1, self._steps[sequence[0]][0], -1, self._places[0][0], -1)
            _spread(sequence, known, start, self._earlier)
            _spread(sequence[::-1], known, None, self._later)

    def _anchor(self, claim: int, anchors: Mapping[int, int]) -> _Anchor:
        return _Anchor(claim, *self._steps[claim], *self._places[anchors[claim]])

    def of(self, claim: int, row: int) -> Neighbours:
        """Return where a row stands for a claim."""
        nowhere = Neighbours("", -1, -1)
        if self._follow <= 4 * self._cross or claim not in self._steps:
            return nowhere
        source, number = self._places[row]
        run, step = self._steps[claim]
        earlier, later = self._earlier.get(claim), self._later.get(claim)
        steps = []
        for anchor, sign in ((earlier, 1), (later, -1)):
            if anchor is None or anchor.source != source:
                steps.append(0)
                continue
            rows, labels = sign * (number - anchor.number), sign * (step - anchor.step)
            if rows <= 0:
                return Neighbours("crossing", -1, -1)
            steps.append(labels if anchor.run == run and rows == labels else 0)
        before = earlier if steps[0] else None
        after = later if steps[1] else None
        named = before.claim if before else -1, after.claim if after else -1
        if before and after:
            held = self._in_one_area(before.claim, claim) and self._in_one_area(claim, after.claim)
            return Neighbours("between" if held else "beside", *named)
        return Neighbours("beside", *named) if 1 in steps else nowhere

    def holds(self, claim: int, row: int, place: Neighbours, area: bool | None) -> bool:
        """Return whether the neighbours leave no room for another row in this place.

        Of a list that was read in part, both must be there. Where the source
        leaves out rows whose labels are known, it may leave out this one's, so
        both must be of its own area: nobody knows which label is an area's last,
        and what stands after it may be an action that the vault does not have.
        Nothing comes before an area's first label, so there it is enough that
        the row's `area` agrees.

        Of a list that was read whole, one of them is enough, unless the source
        leaves out rows whose labels are known.
        """
        if place.place == "between":
            return True
        before, after = place.before, place.after
        sifted = self._places[row][0] in self._sifted
        if not self._whole and min(before, after) >= 0:
            first = bool(area) and self._claims[claim].id[-1:] in _FIRSTS
            return not sifted or (first and self._in_one_area(claim, after))
        if not self._whole or sifted:
            return False
        return any(self._in_one_area(claim, other) for other in (before, after) if other >= 0)

    def stretch(self, claim: int, row: int) -> tuple[int, str, int] | None:
        """Return what all pairs share that lie as far apart in the list as in their labels.

        None where the labels of the claim have no order.
        """
        if claim not in self._steps:
            return None
        run, step = self._steps[claim]
        source, number = self._places[row]
        return run, source, number - step

    def _in_one_area(self, one: int, other: int) -> bool:
        if one < 0:
            return all(part in _FIRST for part in self._claims[other].id[:-1])
        first, second = self._claims[one], self._claims[other]
        if first.id and second.id:
            return first.id[:-1] == second.id[:-1]
        return first.area == second.area


def as_published(rows: Sequence[Row]) -> Sequence[Row]:
    """Return rows by their source and line, or as they are if one of them has no line."""
    if not all(row.line for row in rows):
        return rows
    return sorted(rows, key=lambda row: (row.source, row.line, row.key))


def _places(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """Return for each row the reading it comes from and its number among the rows of that.

    A source that was read again may show other rows: the lines of what is left
    of an older reading say nothing about those of the newer one.
    """
    by_source: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        by_source.setdefault(f"{row.source} {row.read}", []).append(number)
    places: list[tuple[str, int]] = [("", 0)] * len(rows)
    for source, numbers in by_source.items():
        if all(rows[number].line for number in numbers):
            numbers.sort(key=lambda number: rows[number].line)
        for place, number in enumerate(numbers):
            places[number] = (source, place)
    return places


def _sequences(claims: Sequence[Claim]) -> list[list[int]]:
    """Return the claims that have an order: all with ids by id, the others by note."""
    with_id = [number for number, claim in enumerate(claims) if claim.id]
    with_id.sort(key=lambda number: (id_order(".".join(claims[number].id)), number))
    by_note: dict[str, list[int]] = {}
    for number, claim in enumerate(claims):
        if not claim.id and not claim.is_note:
            by_note.setdefault(claim.path, []).append(number)
    for numbers in by_note.values():
        numbers.sort(key=lambda number: claims[number].heading)
    return [sequence for sequence in (with_id, *by_note.values()) if sequence]


def _spread(
    sequence: Sequence[int],
    known: Sequence[_Anchor],
    end: _Anchor | None,
    found: dict[int, _Anchor],
) -> None:
    """Note for each claim the nearest anchor that comes before it in the sequence."""
    anchors = {anchor.claim: anchor for anchor in known}
    last = end
    for claim in sequence:
        if last is not None:
            found[claim] = last
        last = anchors.get(claim, last)


def _consecutive(one: Claim, other: Claim) -> bool:
    """Return whether no label fits between two: `3.1b` and `3.1c`, or `3.1d` and `3.2a`."""
    if not one.id or not other.id:
        return one.id == other.id and other.heading == one.heading + 1
    if len(one.id) != len(other.id) or one.id == other.id:
        return False
    place = next(n for n, (a, b) in enumerate(zip(one.id, other.id, strict=True)) if a != b)
    rest = other.id[place + 1 :]
    return _next(one.id[place]) == other.id[place] and all(part in _FIRST for part in rest)


def _next(part: str) -> str:
    if part.isdecimal():
        return str(int(part) + 1)
    return part[:-1] + chr(ord(part[-1]) + 1)
