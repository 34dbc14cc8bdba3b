"""How alike the texts of claims and rows are: all their words, and their rare ones.

Right pairs of a real list agree in 54 to 100 of 100 letters once their words
are sorted, wrong ones in up to 64: sentences of one department sound alike.
What they have in common that others have not, weighs more. The mean of the two
keeps right and wrong pairs apart where either alone does not.
"""

from __future__ import annotations

import math

from vaultsync.lean.letters import ratio
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.pairing.may_pair import MayPair
from vaultsync.match.pairing.score import Alike
from vaultsync.match.pairing.texts import Texts, texts_of_list
from vaultsync.match.pairing.verdict import LEAST
from vaultsync.match.wording.halves import is_other_half, leaves_a_rest
from vaultsync.match.wording.near_twins import leaning
from vaultsync.match.wording.substance import Unshared, unshared
from vaultsync.match.wording.words import stem
from vaultsync.tracker.model import normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

LITTLE_WORK = 100_000
"""Up to so many pairs every claim is compared with every row."""

_MUCH_ALIKE = 0.75
"""From this likeness on half the words are the same: few texts have to be compared."""

_FEWEST_CONTAINED = 6
"""So few words may stand in a text that is about something else."""

_HALF_LIKE = 0.3
"""The likeness to a text below which nothing says half of it."""


class Comparison:
    """The texts of claims against those of rows; both are named by their index.

    Words are weighed by how rare they are among all that is given, so the same
    two texts may be a little more or less alike in other company.
    """

    def __init__(self, claims: Sequence[str], rows: Sequence[str]) -> None:
        self._claims, self._rows = Texts(claims), texts_of_list(tuple(rows))
        count = max(len(claims), len(rows))
        ours, theirs = self._claims.spread, self._rows.spread
        self._weights = {
            word: math.log(1 + count / max(ours[word], theirs[word]))
            for word in ours.keys() | theirs.keys()
        }
        # A word or two that no other text has, or so many more that others have too.
        self._enough = 1.5 * math.log(1 + count)
        self._totals = [self._total(said) for said in self._claims.stems]
        self._row_totals = [self._total(said) for said in self._rows.stems]
        self._may_pair = MayPair(
            self._claims, self._rows, self._weights, self._totals, self._row_totals
        )
        self._known: dict[tuple[int, int], Alike] = {}
        self._near: dict[int, list[tuple[int, float]]] = {}
        self._near_claims: dict[int, list[tuple[int, float]]] | None = None
        self._lines: dict[int, list[float]] = {}
        self._columns: list[tuple[float, ...]] = []
        self._candidates: dict[int, list[int]] = {}
        self._claimants: dict[int, list[int]] = {}

    def _total(self, said: Mapping[str, int]) -> float:
        return math.fsum([self._weights[word] * number for word, number in said.items()])

    def alike(self, claim: int, row: int) -> Alike:
        """Return how alike a claim and a row are."""
        known = self._known.get((claim, row))
        if known is None:
            known = self._known[claim, row] = self._alike(claim, row)
        return known

    def _alike(self, claim: int, row: int) -> Alike:
        ours, theirs = self._claims.sorted[claim], self._rows.sorted[row]
        if not ours or not theirs:
            return Alike(0.0, 0.0)
        if ours == theirs:
            return Alike(1.0, 1.0)
        said, published = self._claims.stems[claim], self._rows.stems[row]
        common = said.keys() & published.keys()
        # Summed so that the order of the words makes no difference, not in the last digit.
        weights = self._weights
        if self._claims.once[claim] or self._rows.once[row]:
            shared = math.fsum(map(weights.__getitem__, common))
        else:
            shared = math.fsum(
                [weights[word] * min(said[word], published[word]) for word in common]
            )
        total = self._totals[claim] + self._row_totals[row]
        return Alike(ratio(ours, theirs) / 100, 2 * shared / total)

    def _near_rows(self, claim: int) -> list[tuple[int, float]]:
        """Return the rows that may be paired with a claim, and how alike they are."""
        near = self._near.get(claim)
        if near is None:
            alike = ((row, self.alike(claim, row).text) for row in self._may_pair.rows(claim))
            near = self._near[claim] = [(row, like) for row, like in alike if like >= LEAST]
        return near

    def _near_claims_of(self, row: int) -> list[tuple[int, float]]:
        """Return the claims that may be paired with a row, and how alike they are."""
        if self._near_claims is None:
            self._near_claims = {}
            for claim in range(len(self._claims.texts)):
                for other, like in self._near_rows(claim):
                    self._near_claims.setdefault(other, []).append((claim, like))
        return self._near_claims.get(row, [])

    def _line(self, claim: int) -> list[float]:
        """Return how alike a claim and each of the rows are: what `alike` says of them all."""
        line = self._lines.get(claim)
        if line is None:
            line = self._lines[claim] = self._against_all(claim)
        return line

    def _against_all(self, claim: int) -> list[float]:
        ours, published = self._claims.sorted[claim], self._rows.sorted
        if not ours:
            return [0.0] * len(published)
        shared = [0.0] * len(published)
        holders, stems = self._rows.holders, self._rows.stems
        for word, number in self._claims.stems[claim].items():
            weight = self._weights[word]
            for row in holders.get(word, ()):
                shared[row] += weight if number == 1 else weight * min(number, stems[row][word])
        total, totals = self._totals[claim], self._row_totals
        line = [0.0] * len(published)
        for row, score in enumerate(self._rows.ratios(ours)):
            line[row] = (score / 100 + 2 * shared[row] / (total + totals[row])) / 2
        for row in self._rows.equals.get(ours, ()):
            line[row] = 1.0
        return line

    def _column(self, row: int) -> tuple[float, ...]:
        """Return how alike a row and each of the claims are."""
        if not self._columns:
            lines = [self._line(claim) for claim in range(len(self._claims.texts))]
            self._columns = list(zip(*lines, strict=True))
        return self._columns[row]

    def rows_near(
        self, claim: int, floor: float, exhaustive: bool = False
    ) -> list[tuple[int, float]]:
        """Return the rows that are at least so like a claim, and how much; in their order.

        All are looked at, or in a large list those that share rare words.
        """
        if floor >= _MUCH_ALIKE:
            found = self._may_pair.rows_much_alike(claim, floor)
            alike = ((row, self.alike(claim, row).text) for row in found)
            return [(row, like) for row, like in alike if like >= floor]
        if exhaustive or self.small:
            every = self._near_rows(claim) if floor >= LEAST else enumerate(self._line(claim))
            return [(row, like) for row, like in every if like >= floor]
        rows = self._candidates.get(claim)
        if rows is None:
            rows = self._candidates[claim] = self._rows.index.nearest(self._claims.stems[claim])
        alike = ((row, self.alike(claim, row).text) for row in rows)
        return [(row, like) for row, like in alike if like >= floor]

    def claims_near(
        self, row: int, floor: float, exhaustive: bool = False
    ) -> list[tuple[int, float]]:
        """Return the claims that are at least so like a row, as `rows_near` does for a claim."""
        if floor >= _MUCH_ALIKE:
            found = self._may_pair.claims_much_alike(row, floor)
            alike = ((claim, self.alike(claim, row).text) for claim in found)
            return [(claim, like) for claim, like in alike if like >= floor]
        if exhaustive or self.small:
            every = self._near_claims_of(row) if floor >= LEAST else enumerate(self._column(row))
            return [(claim, like) for claim, like in every if like >= floor]
        claims = self._claimants.get(row)
        if claims is None:
            claims = self._claimants[row] = self._claims.index.nearest(self._rows.stems[row])
        alike = ((claim, self.alike(claim, row).text) for claim in claims)
        return [(claim, like) for claim, like in alike if like >= floor]

    @property
    def small(self) -> bool:
        """Return whether every claim is compared with every row."""
        return len(self._claims.texts) * len(self._rows.texts) <= LITTLE_WORK

    def other_half_of_claim(self, claim: int, row: int, others: Container[int]) -> int | None:
        """Return a row that says what a claim says beside another row, each a part of it.

        The rows in `others` are somebody else's.
        """
        return self._other_half(
            self._claims.stems[claim],
            self._rows.stems[row],
            self._rows,
            others,
            lambda: [row for row, _ in self.rows_near(claim, _HALF_LIKE)],
            lambda other: self.alike(claim, other),
        )

    def other_half_of_row(self, claim: int, row: int, others: Container[int]) -> int | None:
        """Return a claim that says what a row says beside another, as `other_half_of_claim`."""
        return self._other_half(
            self._rows.stems[row],
            self._claims.stems[claim],
            self._claims,
            others,
            lambda: [claim for claim, _ in self.claims_near(row, _HALF_LIKE)],
            lambda other: self.alike(other, row),
        )

    def _other_half(
        self,
        whole: Mapping[str, int],
        half: Mapping[str, int],
        side: Texts,
        others: Container[int],
        near: Callable[[], Sequence[int]],
        alike: Callable[[int], Alike],
    ) -> int | None:
        weights, enough = self._weights, self._enough
        if not leaves_a_rest(whole, half, weights):
            return None
        rest = [word for word in whole if word not in half]
        for other in self._saying(rest, side) if self.small else near():
            if (
                other not in others
                and is_other_half(whole, half, side.stems[other], weights, enough)
                and alike(other).text >= _HALF_LIKE
            ):
                return other
        return None

    def _saying(self, rest: Iterable[str], side: Texts) -> list[int]:
        """Return the texts of a side that say enough of some words to be another half."""
        said: dict[int, float] = {}
        for word in rest:
            for text in side.holders.get(word, ()):
                said[text] = said.get(text, 0.0) + self._weights[word]
        # What is left is asked again by whoever adds it up in the order of the text.
        return sorted(text for text, weight in said.items() if weight >= 0.99 * self._enough)

    def contained(self, claim: int, row: int) -> bool:
        """Return whether one of two texts, of some length, holds the other word for word."""
        ours, theirs = (
            f" {' '.join(normalised(text).split())} "
            for text in (self._claims.texts[claim], self._rows.texts[row])
        )
        return min(len(ours.split()), len(theirs.split())) >= _FEWEST_CONTAINED and (
            ours in theirs or theirs in ours
        )

    def row_saying(self, claim: int) -> int | None:
        """Return the row that says a claim's words, all and no others, if nothing else does too."""
        return self._only_one(self._claims.sorted[claim], self._rows)

    def claim_saying(self, row: int) -> int | None:
        """Return the claim that says a row's words, as `row_saying` does the row."""
        return self._only_one(self._rows.sorted[row], self._claims)

    def rows_saying_the_same(self, row: int) -> Sequence[int]:
        """Return the rows, itself among them, that say the words of a row and no others."""
        words = self._rows.sorted[row]
        return self._rows.equals[words] if words else ()

    def _only_one(self, words: str, side: Texts) -> int | None:
        both = self._claims.equals.get(words, ()), self._rows.equals.get(words, ())
        return side.equals[words][0] if words and [*map(len, both)] == [1, 1] else None

    def leaning(self, row: int, claim: int, other: int) -> float:
        """Return how far a row leans from a claim to another, by the words that tell them apart."""
        stems = self._claims.stems
        return leaning(stems[claim], stems[other], self._rows.stems[row], self._weights)

    def claims_leant_to(
        self, row: int, claim: int, floor: float, lean: float, exhaustive: bool = False
    ) -> list[int]:
        """Return the claims so like a row that it leans so far to from one claim, in order.

        Texts are compared last: most are told apart by the words that the row says.
        """
        stems = self._claims.stems
        more = self._rows.stems[row].keys() - stems[claim].keys()
        if not more:
            return []
        if floor >= _MUCH_ALIKE:
            others = self._may_pair.claims_much_alike(row, floor)
        else:
            others = [other for other, _ in self.claims_near(row, floor, exhaustive)]
        return [
            other
            for other in others
            if not more.isdisjoint(stems[other])
            and self.leaning(row, claim, other) >= lean
            and self.alike(other, row).text >= floor
        ]

    def fewest(self, claim: int, row: int) -> int:
        """Return how many words the shorter of a claim and a row has, small ones not counted."""
        return min(len(self._claims.stems[claim]), len(self._rows.stems[row]))

    def unshared(self, claim: int, row: int) -> Unshared:
        """Return the words of substance that a claim and a row do not share."""
        return unshared(self._claims.stems[claim], self._rows.stems[row])

    def spelled(self, claim: int, row: int) -> Unshared:
        """Return what `unshared` does, as the two texts write it."""
        found = self.unshared(claim, row)
        return Unshared(
            _as_written(found.ours, self._claims.texts[claim]),
            _as_written(found.theirs, self._rows.texts[row]),
        )

    def shared(self, claim: int, row: int, limit: int = 3) -> list[str]:
        """Return the rarest words that a claim shares with a row, as the claim writes them."""
        said, published = self._claims.stems[claim], self._rows.stems[row]
        common = sorted((word for word in said if word in published), key=self._rarity)[:limit]
        return list(_as_written(common, self._claims.texts[claim]))

    def _rarity(self, word: str) -> tuple[float, int, str]:
        return -self._weights[word], -len(word), word


def _as_written(stems: Iterable[str], text: str) -> tuple[str, ...]:
    """Return stems as the words of a text that have them."""
    spelled = {stem(word): word for word in normalised(text).split()}
    return tuple(spelled.get(word, word) for word in stems)
