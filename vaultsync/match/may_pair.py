"""Which rows may be alike enough to a claim to be paired with it, of all the rows of a list.

Nearly all have neither so many letters in common with it nor words that few
texts have, and one of the two they need. Both are asked of all rows at once, so
that only the rest is compared as a whole.
"""

from __future__ import annotations

from vaultsync.match.verdict import LEAST
from vaultsync.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vaultsync.match.texts import Texts

_LETTERS = 0.62
"""So many of their letters have few pairs in common that are not alike as a whole."""

_RARE = 2 * LEAST - _LETTERS
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
        # Of rows: those like them, once they were asked for; until then, the others' word for it.
        self._known: dict[int, list[int]] = {}
        self._met: dict[int, list[int]] = {}
        self._left = dict(enumerate(rows.sorted))

    def rows(self, claim: int) -> list[int]:
        """Return all rows whose likeness to a claim may be `LEAST` or more, in their order."""
        return sorted({*self._of_letters(claim), *self._of_rare_words(claim)})

    def _of_letters(self, claim: int) -> Iterable[int]:
        ours = self._claims.sorted[claim]
        same = self._rows.equals.get(ours)
        return self._spelled_like(ours, self._rows.sorted) if same is None else self._near(same[0])

    def _near(self, row: int) -> list[int]:
        """Return the rows that have enough letters in common with one of them: most claims are one.

        Each two rows are compared once, whichever is asked for first.
        """
        near = self._known.get(row)
        if near is None:
            near = self._known[row] = self._met.pop(row, [])
            found = self._spelled_like(self._left[row], self._left)
            near += found
            del self._left[row]
            for other in found:
                if other != row:
                    self._met.setdefault(other, []).append(row)
        return near

    def _spelled_like(self, text: str, among: Sequence[str] | Mapping[int, str]) -> list[int]:
        from rapidfuzz import fuzz, process

        cutoff = 100 * _LETTERS
        found = process.extract(text, among, scorer=fuzz.ratio, limit=None, score_cutoff=cutoff)
        return [row for _, _, row in found]

    def _of_rare_words(self, claim: int) -> Iterator[int]:
        """Yield the rows that may have enough rare words in common with a claim.

        What weighs most is looked up first, until all the rest would not do by
        itself: the words that many rows have are never looked up.
        """
        weights, holders = self._weights, self._rows.holders
        said = self._claims.stems[claim].items()
        left = total = self._totals[claim]
        # No row weighs less than what it shares, so none has enough that shares less.
        few = total * _RARE / (2 - _RARE) - _SLACK
        shared: dict[int, float] = {}
        for weight, word in sorted([(weights[word] * many, word) for word, many in said])[::-1]:
            if left < few:
                break
            left -= weight
            for row in holders.get(word, ()):
                shared[row] = shared.get(row, 0.0) + weight
        for row, weight in shared.items():
            if 2 * (weight + left + _SLACK) >= _RARE * (total + self._row_totals[row]):
                yield row
