"""Which rows may be alike enough to a claim to be paired with it, of all the rows of a list.

Nearly all have neither so many letters in common with it nor words that few
texts have, and one of the two they need. Both are asked of all rows at once, so
that only the rest is compared as a whole. What is much alike needs the words.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.pairing.texts import LETTERS
from vaultsync.match.pairing.verdict import LEAST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vaultsync.match.pairing.texts import Texts

_RARE = 2 * LEAST - LETTERS
"""So many of their rare words have pairs in common that are alike and have fewer letters."""

_SLACK = 1e-9
"""What sums of weights may differ by when they are added up in another order."""


class MayPair:
    """Knows the texts of claims and rows, what their words weigh, and what each text in all."""

    def __init__(
        self,
        claims: Texts,
        rows: Texts,
        weights: Mapping[str, float],
        totals: Sequence[float],
        row_totals: Sequence[float],
    ) -> None:
        self._claims, self._rows, self._weights = claims, rows, weights
        self._totals, self._row_totals = totals, row_totals

    def rows(self, claim: int) -> list[int]:
        """Return all rows whose likeness to a claim may be `LEAST` or more, in their order."""
        spelled = self._rows.spelled_like(self._claims.sorted[claim])
        return sorted({*spelled, *self._of_rare_words(claim)})

    def _of_rare_words(self, claim: int) -> Iterator[int]:
        """Yield the rows that may have enough rare words in common with a claim."""
        return self._rows_sharing(claim, _RARE)

    def rows_much_alike(self, claim: int, floor: float) -> list[int]:
        """Return all rows whose likeness to a claim may be so great, in their order.

        It is one of which the letters alone are not enough: half the words are the same.
        """
        return sorted(self._rows_sharing(claim, 2 * floor - 1))

    def claims_much_alike(self, row: int, floor: float) -> list[int]:
        """Return all claims whose likeness to a row may be so great, as `rows_much_alike` does."""
        said, total = self._rows.stems[row], self._row_totals[row]
        part = 2 * floor - 1
        return sorted(_sharing(said, total, self._claims, self._totals, self._weights, part))

    def _rows_sharing(self, claim: int, part: float) -> Iterator[int]:
        said, total = self._claims.stems[claim], self._totals[claim]
        return _sharing(said, total, self._rows, self._row_totals, self._weights, part)


def _sharing(
    stems: Mapping[str, int],
    total: float,
    side: Texts,
    totals: Sequence[float],
    weights: Mapping[str, float],
    part: float,
) -> Iterator[int]:
    """Yield the texts of a side that may have so great a part of their words in common with one.

    What weighs most is looked up first, until all the rest would not do by
    itself: the words that many texts have are never looked up.
    """
    holders = side.holders
    left = total
    # No text weighs less than what it shares, so none has enough that shares less.
    few = total * part / (2 - part) - _SLACK
    shared: dict[int, float] = {}
    words = sorted([(weights[word] * many, word) for word, many in stems.items()])
    while words and left >= few:
        weight, word = words.pop()
        left -= weight
        for text in holders.get(word, ()):
            shared[text] = shared.get(text, 0.0) + weight
    said = side.stems
    for text, weight in shared.items():
        needed = part * (total + totals[text]) / 2 - _SLACK
        if weight + left >= needed:
            # Of few texts it is sooner told which of the other words they have.
            own = said[text]
            if weight + sum([rest for rest, word in words if word in own]) >= needed:
                yield text
