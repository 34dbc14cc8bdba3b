"""The texts of one side, as they are compared: their words sorted, and the stems of these."""

from __future__ import annotations

from itertools import chain

from vaultsync.lean.cached import Counter, lru_cache
from vaultsync.lean.kept import kept
from vaultsync.lean.letters import Many
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.wording.words import LONGEST, compared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vaultsync.match.pairing.nearest import NearestTexts


LETTERS = 0.62
"""So many of their letters have few pairs of texts in common that are not alike as a whole."""


@lru_cache(maxsize=4)
def texts_of_list(texts: tuple[str, ...]) -> Texts:
    """Return the texts of a list's rows, which are held against one set of claims after another.

    The last ones are kept, with what was found of them.
    """
    return Texts(texts)


class Texts:
    """The texts of one side, named by their index; of very long ones so much as is compared.

    `sorted` are their words in order, `stems` the stems of these with their
    number, `once` says that each has one; `spread` is in how many of the texts a stem stands.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = [text[:LONGEST] for text in texts]
        read = [compared(text) for text in texts]
        self.stems: list[Mapping[str, int]] = [stems for stems, _ in read]
        self.sorted = [words for _, words in read]
        self.once = [max(said.values(), default=1) == 1 for said in self.stems]
        self.spread = Counter(chain.from_iterable(self.stems))
        # The texts that have letters in common with one, once these were asked for; until then,
        # the others that said so.
        self._known: dict[int, list[int]] = {}
        self._met: dict[int, list[int]] = {}
        self._left = dict(enumerate(self.sorted))
        self._many = Many(self.sorted)

    @kept
    def index(self) -> NearestTexts:
        """Return which texts share rare words with another. Few texts are not asked for it."""
        from vaultsync.match.pairing.nearest import NearestTexts

        return NearestTexts(self.stems)

    @kept
    def holders(self) -> dict[str, list[int]]:
        """Return which texts hold a stem."""
        found: dict[str, list[int]] = {}
        for text, said in enumerate(self.stems):
            for word in said:
                found.setdefault(word, []).append(text)
        return found

    @kept
    def equals(self) -> dict[str, list[int]]:
        """Return which texts have the same words, by these sorted."""
        found: dict[str, list[int]] = {}
        for text, said in enumerate(self.sorted):
            found.setdefault(said, []).append(text)
        return found

    def ratios(self, words: str) -> list[float]:
        """Return how alike some sorted words are to those of each text, up to 100."""
        return self._many.ratios(words)

    def spelled_like(self, words: str) -> list[int]:
        """Return the texts that have enough `LETTERS` in common with some sorted words.

        Each two of the texts are compared once, whichever is asked for first.
        """
        same = self.equals.get(words)
        if same is None:
            return self._many.near(words, 100 * LETTERS)
        text = same[0]
        near = self._known.get(text)
        if near is None:
            near = self._known[text] = self._met.pop(text, [])
            found = self._many.near(words, 100 * LETTERS, self._left)
            near += found
            del self._left[text]
            for other in found:
                if other != text:
                    self._met.setdefault(other, []).append(text)
        return near
