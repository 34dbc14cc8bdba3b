"""What stands around an older row and a newer one: their neighbours, and rows that say the rest."""

from __future__ import annotations

from vaultsync.lean.kept import kept
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.pairing.comparison import Comparison
from vaultsync.match.wording.synonyms import unsaid
from vaultsync.tracker.model import normalised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vaultsync.tracker.model import Row


def same_area(old: Row, new: Row) -> bool | None:
    """Return whether two rows name one area, or None where one of them names none."""
    if not old.area or not new.area:
        return None
    return normalised(old.area) == normalised(new.area)


def same_places(
    old: Sequence[Row], new: Sequence[Row], partners: Mapping[int, int], whole: bool
) -> frozenset[tuple[int, int]]:
    """Return the pairs of free rows of one area that stand between the same two neighbours.

    The ends of a list that was read whole are neighbours too. Of a part of a
    list, the rows must stand in one reading with their neighbours, and the later
    one be of their area: what comes after an area's last row may be a new one.
    """
    places = set()
    taken = set(partners.values())
    for at in range(len(new)):
        if at in partners or len(new) == 1:
            continue
        before = partners.get(at - 1) if at else -1
        after = partners.get(at + 1) if at + 1 < len(new) else len(old)
        if before is None or after != before + 2 or before + 1 in taken:
            continue
        pair = before + 1, at
        if same_area(old[before + 1], new[at]) and (
            whole or (_surrounded(old, before + 1) and _surrounded(new, at))
        ):
            places.add(pair)
    return frozenset(places)


def _surrounded(rows: Sequence[Row], at: int) -> bool:
    """Return whether rows of one reading stand on both sides, the later one of the same area."""
    if not 0 < at < len(rows) - 1:
        return False
    readings = {(row.source, row.read) for row in rows[at - 1 : at + 2]}
    return len(readings) == 1 and bool(same_area(rows[at], rows[at + 1]))


class Halves:
    """Knows which pairs are of a row and a half of it: it was split, or two were merged."""

    def __init__(self, old: Sequence[Row], new: Sequence[Row], partners: Mapping[int, int]) -> None:
        self._old, self._new = old, new
        self._taken_new = frozenset(partners)
        self._taken_old = frozenset(partners.values())

    @kept
    def _comparison(self) -> Comparison:
        return Comparison([row.text for row in self._old], [row.text for row in self._new])

    def are(self, pair: tuple[int, int]) -> bool:
        """Return whether another free row says the rest of what one of a pair says."""
        texts = self._old[pair[0]].text, self._new[pair[1]].text
        if not any(unsaid(*texts)):
            return False
        comparison = self._comparison
        return (
            comparison.other_half_of_claim(*pair, self._taken_new) is not None
            or comparison.other_half_of_row(*pair, self._taken_old) is not None
        )
