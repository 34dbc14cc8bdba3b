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
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.match.substance import Unshared, unshared
from vaultsync.match.words import LONGEST, stem, stems_of
from vaultsync.tracker.model import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LITTLE_WORK = 100_000
"""Up to so many pairs every claim is compared with every row."""

_CANDIDATES = 16
_LOOKS = 600


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
        self.texts = [text[:LONGEST] for text in texts]
        words = [normalised(text).split() for text in self.texts]
        self.stems: list[dict[str, int]] = [dict(stems_of(said)) for said in words]
        self.sorted = [" ".join(sorted(said)) for said in words]
        self.spread = Counter(word for said in self.stems for word in said)

    @cached_property
    def index(self) -> _Index:
        """Return which texts hold which words."""
        return _Index(self.stems)


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
        self._candidates: dict[int, list[int]] = {}

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

    def candidates(self, claim: int, exhaustive: bool = False) -> Sequence[int]:
        """Return the rows that may be a claim: all, or in a large list those that share rare words.

        Words and pairs of neighbouring words are looked up from the rarest on
        until enough rows were seen; those seen most often are candidates.
        """
        if exhaustive or self.small:
            return range(len(self._rows.texts))
        found = self._candidates.get(claim)
        if found is None:
            found = self._candidates[claim] = self._rows.index.nearest(self._claims.stems[claim])
        return found

    def claimants(self, row: int, exhaustive: bool = False) -> Sequence[int]:
        """Return the claims that may be a row, as `candidates` does for a claim."""
        if exhaustive or self.small:
            return range(len(self._claims.texts))
        return self._claims.index.nearest(self._rows.stems[row])

    @property
    def small(self) -> bool:
        """Return whether every claim is compared with every row."""
        return len(self._claims.texts) * len(self._rows.texts) <= LITTLE_WORK


def _as_written(stems: Iterable[str], text: str) -> tuple[str, ...]:
    """Return stems as the words of a text that have them."""
    spelled = {stem(word): word for word in normalised(text).split()}
    return tuple(spelled.get(word, word) for word in stems)


def _keys(stems: Iterable[str]) -> set[str]:
    """Return what a text is looked up by: its stems, and each two that stand side by side."""
    said = list(stems)
    return {*said, *(f"{a} {b}" if a < b else f"{b} {a}" for a, b in pairwise(said))}


class _Index:
    """Which of many texts hold a key."""

    def __init__(self, texts: Sequence[Iterable[str]]) -> None:
        self._holders: dict[str, list[int]] = {}
        for number, said in enumerate(texts):
            for key in _keys(said):
                self._holders.setdefault(key, []).append(number)

    def nearest(self, said: Iterable[str]) -> list[int]:
        """Return the texts that hold most of the rarest keys, in ascending order."""
        holders = self._holders
        found = sorted((len(holders[key]), key) for key in _keys(said) if key in holders)
        looks = 0
        looked_up: list[list[int]] = []
        for spread, key in found:
            looks += spread
            if looks > _LOOKS and looked_up:
                break
            looked_up.append(holders[key][:_LOOKS])
        seen = Counter(chain.from_iterable(looked_up))
        often = [number for number, times in seen.items() if times > 1]
        often.sort(key=lambda number: (-seen[number], number))
        # What shares one word alone comes last, the rarest word first.
        nearest = dict.fromkeys(often[:_CANDIDATES])
        for number in chain.from_iterable(looked_up):
            if len(nearest) >= _CANDIDATES:
                break
            nearest[number] = None
        return sorted(nearest)
