"""Which of many texts are worth comparing with another: those that share its rare words.

Words and pairs of neighbouring words are looked up from the rarest on until
enough texts were seen; those seen most often are compared.
"""

from __future__ import annotations

from itertools import chain, pairwise

from vaultsync.lean.cached import Counter, defaultdict
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CANDIDATES = 16
_LOOKS = 600


def _keys(stems: Iterable[str]) -> set[str]:
    """Return what a text is looked up by: its stems, and each two that stand side by side."""
    said = list(stems)
    return {*said, *[f"{a} {b}" if a < b else f"{b} {a}" for a, b in pairwise(said)]}


class NearestTexts:
    """Many texts, for asking which of them share most of the rarest words with another."""

    def __init__(self, texts: Sequence[Iterable[str]]) -> None:
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, said in enumerate(texts):
            for key in _keys(said):
                holders[key].append(number)
        self._holders = dict(holders)

    def nearest(self, said: Iterable[str]) -> list[int]:
        """Return the texts that hold most of the rarest keys, in ascending order."""
        holders = self._holders
        found = sorted([(len(holders[key]), key) for key in _keys(said) if key in holders])
        looks = 0
        looked_up: list[list[int]] = []
        for spread, key in found:
            looks += spread
            if looks > _LOOKS and looked_up:
                break
            looked_up.append(holders[key][:_LOOKS])
        seen = Counter(chain.from_iterable(looked_up))
        often = sorted([(-times, number) for number, times in seen.items() if times > 1])
        # What shares one word alone comes last, the rarest word first.
        nearest = dict.fromkeys([number for _, number in often[:_CANDIDATES]])
        for number in chain.from_iterable(looked_up):
            if len(nearest) >= _CANDIDATES:
                break
            nearest[number] = None
        return sorted(nearest)
