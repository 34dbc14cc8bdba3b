"""How alike the texts of claims and rows are: all their words, and their rare ones.

Right pairs of a real list agree in 54 to 100 of 100 letters once their words
are sorted, wrong ones in up to 64: sentences of one department sound alike.
What they have in common that others have not, weighs more. The mean of the two
keeps right and wrong pairs apart where either alone does not.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.match.words import sorted_words, stem, stems
from vaultsync.tracker.model import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LITTLE_WORK = 100_000
"""Up to so many pairs every claim is compared with every row."""

_CANDIDATES = 24
_LOOKS = 1500


class Alike(NamedTuple):
    """How alike two texts are, each from 0 to 1, and both together."""

    words: float
    rare: float

    @property
    def text(self) -> float:
        """Return the likeness by which pairs are judged."""
        return (self.words + self.rare) / 2


class _Side:
    """The texts of one side: their sorted words, and their stems with their number."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.sorted = [sorted_words(text) for text in texts]
        self.stems: list[dict[str, int]] = [dict(stems(text)) for text in texts]
        self.spread = Counter(word for said in self.stems for word in said)


class Comparison:
    """The texts of claims against those of rows; both are named by their index.

    Words are weighed by how rare they are among all that is given, so the same
    two texts may be a little more or less alike in other company.
    """

    def __init__(self, claims: Sequence[str], rows: Sequence[str]) -> None:
        from rapidfuzz import fuzz

        self._ratio = fuzz.ratio
        self._claims, self._rows = _Side(claims), _Side(rows)
        count = max(len(claims), len(rows))
        ours, theirs = self._claims.spread, self._rows.spread
        self._weights = {
            word: math.log(1 + count / max(ours[word], theirs[word])) for word in ours | theirs
        }
        self._totals = [self._total(said) for said in self._claims.stems]
        self._row_totals = [self._total(said) for said in self._rows.stems]
        self._known: dict[tuple[int, int], Alike] = {}

    def _total(self, said: dict[str, int]) -> float:
        return sum(self._weights[word] * number for word, number in said.items())

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
        weights = self._weights
        shared = 0.0
        for word, number in said.items():
            if word in published:
                shared += weights[word] * min(number, published[word])
        total = self._totals[claim] + self._row_totals[row]
        return Alike(self._ratio(ours, theirs) / 100, 2 * shared / total)

    def fewest(self, claim: int, row: int) -> int:
        """Return how many words the shorter of a claim and a row has, small ones not counted."""
        return min(len(self._claims.stems[claim]), len(self._rows.stems[row]))

    def shared(self, claim: int, row: int, limit: int = 4) -> list[str]:
        """Return the rarest words that a claim shares with a row, as the claim writes them."""
        said, published = self._claims.stems[claim], self._rows.stems[row]
        common = sorted((word for word in said if word in published), key=self._rarity)[:limit]
        spelled = {stem(word): word for word in normalised(self._claims.texts[claim]).split()}
        return [spelled.get(word, word) for word in common]

    def _rarity(self, word: str) -> tuple[float, int, str]:
        return -self._weights[word], -len(word), word

    def candidates(self, claim: int, exhaustive: bool = False) -> Iterable[int]:
        """Return the rows that may be a claim: all, or in a large list those that share rare words.

        Words and pairs of neighbouring words are looked up from the rarest on
        until enough rows were seen; those seen most often are candidates.
        """
        rows = len(self._rows.texts)
        if exhaustive or rows * len(self._claims.texts) <= LITTLE_WORK:
            return range(rows)
        return self._index.nearest(_keys(self._claims.texts[claim]))

    def claimants(self, row: int, exhaustive: bool = False) -> Iterable[int]:
        """Return the claims that may be a row, as `candidates` does for a claim."""
        claims = len(self._claims.texts)
        if exhaustive or claims * len(self._rows.texts) <= LITTLE_WORK:
            return range(claims)
        return self._claim_index.nearest(_keys(self._rows.texts[row]))

    @cached_property
    def _index(self) -> _Index:
        return _Index(self._rows.texts)

    @cached_property
    def _claim_index(self) -> _Index:
        return _Index(self._claims.texts)


def _keys(text: str) -> set[str]:
    """Return what a text is looked up by: its stems, and each two that stand side by side."""
    said = list(stems(text))
    return {*said, *(f"{min(a, b)} {max(a, b)}" for a, b in pairwise(said))}


class _Index:
    """Which of many texts hold a key."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._holders: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            for key in _keys(text):
                self._holders.setdefault(key, []).append(number)

    def nearest(self, keys: Iterable[str]) -> list[int]:
        """Return the texts that hold most of the rarest keys, in ascending order."""
        found = sorted(
            ((len(self._holders[key]), key) for key in keys if key in self._holders),
        )
        seen: dict[int, float] = {}
        looks = 0
        for spread, key in found:
            if looks and looks + spread > _LOOKS:
                break
            looks += spread
            weight = 1 / (1 + math.log(spread))
            for number in self._holders[key]:
                seen[number] = seen.get(number, 0.0) + weight
        nearest = sorted(seen, key=lambda number: (-seen[number], number))[:_CANDIDATES]
        return sorted(nearest)
