"""The texts of one side, as they are compared: their words sorted, and the stems of these."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import chain

from vaultsync.match.nearest import NearestTexts
from vaultsync.match.words import LONGEST, compared
from vaultsync.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Texts:
    """The texts of one side, named by their index; of very long ones so much as is compared.

    `sorted` are their words in order, `stems` the stems of these with their
    number, `spread` in how many of the texts a stem stands.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = [text[:LONGEST] for text in texts]
        read = [compared(text) for text in texts]
        self.stems: list[Mapping[str, int]] = [stems for stems, _ in read]
        self.sorted = [words for _, words in read]
        self.spread = Counter(chain.from_iterable(self.stems))

    @cached_property
    def index(self) -> NearestTexts:
        """Return which texts share rare words with another."""
        return NearestTexts(self.stems)

    @cached_property
    def holders(self) -> dict[str, list[int]]:
        """Return which texts hold a stem."""
        found: dict[str, list[int]] = {}
        for text, said in enumerate(self.stems):
            for word in said:
                found.setdefault(word, []).append(text)
        return found

    @cached_property
    def equals(self) -> dict[str, list[int]]:
        """Return which texts have the same words, by these sorted."""
        found: dict[str, list[int]] = {}
        for text, said in enumerate(self.sorted):
            found.setdefault(said, []).append(text)
        return found
