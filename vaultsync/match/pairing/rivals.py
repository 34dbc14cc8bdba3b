"""Who else fits: what casts doubt on a pair, or is named beside it for display."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.pairing.verdict import CLEARLY_BETTER, LEAST, MARGIN, MEDIUM
from vaultsync.match.wording.near_twins import LEANS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vaultsync.match.pairing.assign import Assigned
    from vaultsync.match.pairing.comparison import Comparison
    from vaultsync.match.pairing.joint import Joint
    from vaultsync.match.places.claim import Claim
    from vaultsync.tracker.model import Row


class Rivals:
    """The claims and rows as rivals of one another, named as people know them."""

    def __init__(
        self,
        claims: Sequence[Claim],
        rows: Sequence[Row],
        comparison: Comparison,
        exhaustive: bool,
    ) -> None:
        self._claims, self._rows = claims, rows
        self._comparison, self._exhaustive = comparison, exhaustive
        self._best_claims: dict[int, int] = {}
        self._best_rows: dict[int, int] = {}
        self._newest: dict[int, int] = {}

    def clearly_better(self, claim: int, row: int) -> str:
        """Return the row that fits a claim, or the claim that fits a row, clearly better.

        What says it word for word does, be it one of near-twins. So does what is
        much more alike, or somewhat more and each the best for the other: nobody
        else is there whose it could be.
        """
        comparison = self._comparison
        other_row, other_claim = comparison.row_saying(claim), comparison.claim_saying(row)
        if other_claim not in (None, claim):
            return self._claims[other_claim].action
        if other_row not in (None, row):
            return self._rows[other_row].key
        if newer := self._said_since(row):
            return newer
        own = comparison.alike(claim, row).text
        best, clear = max(own + MARGIN, LEAST), max(own + CLEARLY_BETTER, MEDIUM)
        if best > 1:
            return ""
        rival = ""
        for likeness, other in _best_first(comparison.rows_near(claim, best, self._exhaustive)):
            if other != row and (likeness >= clear or self._is_for(claim, other, likeness)):
                best, rival = likeness, self._rows[other].key
                break
        for likeness, other in _best_first(comparison.claims_near(row, best, self._exhaustive)):
            if other != claim and (likeness >= clear or self._is_by(row, other, likeness)):
                return self._claims[other].action
        return rival

    def _said_since(self, row: int) -> str:
        """Return the row of a newer reading that says what one of an older reading said.

        Where a part of a list is read again, a row that was renumbered stays under
        the id that it had, and speaks of its action as it was then.
        """
        same = self._comparison.rows_saying_the_same(row)
        if len(same) < 2:
            return ""
        newest = self._newest.get(same[0])
        if newest is None:
            newest = max(same, key=lambda other: self._rows[other].read)
            self._newest[same[0]] = newest
        return self._rows[newest].key if self._rows[newest].read > self._rows[row].read else ""

    def _is_for(self, claim: int, row: int, likeness: float) -> bool:
        """Return whether no other claim is as like a row as this one, which is so like it."""
        if row not in self._best_claims:
            self._best_claims[row] = _only_best(
                self._comparison.claims_near(row, floor, self._exhaustive)
                for floor in _floors(likeness)
            )
        return self._best_claims[row] == claim

    def _is_by(self, row: int, claim: int, likeness: float) -> bool:
        """Return whether no other row is as like a claim as this one, which is so like it."""
        if claim not in self._best_rows:
            self._best_rows[claim] = _only_best(
                self._comparison.rows_near(claim, floor, self._exhaustive)
                for floor in _floors(likeness)
            )
        return self._best_rows[claim] == row

    def of_twins(self, rows: Mapping[int, int]) -> dict[int, str]:
        """Return what casts doubt on claims that have these rows by their ids, by claim.

        Where a row leans to another claim, which few words tell from its own, and
        the other's row does not say that, their ids changed places, or have moved on.
        """
        found: dict[int, str] = {}
        for claim, row in rows.items():
            for other in self._leant_to(claim, row):
                theirs = rows.get(other)
                if theirs is None or self._is_as_little(other, theirs, claim, row):
                    found.setdefault(claim, self._claims[other].action)
                    if theirs is not None:
                        found.setdefault(other, self._rows[row].key)
        return found

    def _leant_to(self, claim: int, row: int) -> list[int]:
        """Return the claims that a row is as like as the one with its id, and leans to."""
        comparison = self._comparison
        own = comparison.alike(claim, row).text
        if own == 1:
            return []
        return comparison.claims_leant_to(row, claim, max(own, LEAST), LEANS, self._exhaustive)

    def _is_as_little(self, claim: int, row: int, other: int, others: int) -> bool:
        """Return whether a claim's row leans to the other, or is less like it than the other's."""
        comparison = self._comparison
        like, its = comparison.alike(claim, others), comparison.alike(claim, row)
        if comparison.leaning(row, claim, other) >= LEANS:
            return True
        return like.text >= its.text + CLEARLY_BETTER

    def of(self, found: Assigned, joint: Joint) -> str:
        """Return what takes a side of a pair that is forbidden, or comes nearest to it."""
        other_row = joint.worth.get((found.claim, found.rival_row), 0.0)
        other_claim = joint.worth.get((found.rival_claim, found.row), 0.0)
        if found.rival_row >= 0 and other_row >= other_claim:
            return self._rows[found.rival_row].key
        if found.rival_claim >= 0:
            return self._claims[found.rival_claim].action
        return self._next_best(found.claim, found.row) if found.regret >= MARGIN else ""

    def other_half(self, found: Assigned, joint: Joint) -> tuple[str, int] | None:
        """Return the row that says the rest of a claim, or the claim that says a row's.

        By its name, and for a row its index, else -1. What is surely or likely
        somebody else's is not looked at.
        """
        claim, row = found.claim, found.row
        other = self._comparison.other_half_of_claim(claim, row, joint.held_rows)
        if other is not None:
            return self._rows[other].key, other
        other = self._comparison.other_half_of_row(claim, row, joint.held_claims)
        return None if other is None else (self._claims[other].action, -1)

    def _next_best(self, claim: int, row: int) -> str:
        """Return what comes nearest to a pair that nothing contests, for display."""
        comparison = self._comparison
        best, rival = 0.0, ""
        for other, likeness in comparison.rows_near(claim, 0.0, self._exhaustive):
            if likeness > best and other != row:
                best, rival = likeness, self._rows[other].key
        # In a large list it is not worth another search.
        for other, likeness in comparison.claims_near(row, best) if comparison.small else ():
            if likeness > best and other != claim:
                best, rival = likeness, self._claims[other].action
        return rival


def _best_first(near: Iterable[tuple[int, float]]) -> list[tuple[float, int]]:
    """Return the likenesses of texts with these, the greatest first; of equal ones the last."""
    return sorted([(likeness, each) for each, likeness in near], reverse=True)


def _floors(likeness: float) -> tuple[float, float]:
    """Return from which likenesses on to look for the best of at least so like ones.

    Most texts have one that is much more alike, and there are few of those to compare.
    """
    return (1 + likeness) / 2, likeness


def _only_best(found: Iterable[list[tuple[int, float]]]) -> int:
    """Return which text of the first that are any is the most alike; -1 if several are, or none."""
    best = _best_first(next(filter(None, found), ()))[:2]
    if not best or (len(best) > 1 and best[0][0] == best[1][0]):
        return -1
    return best[0][1]
