"""Looking for texts in a vault by their rarest words, without rendering a note.

What a note says when rendered is in its raw text too, but for a word with
markup inside it, so the raw text is searched.
"""

from __future__ import annotations

from vaultsync.lean.cached import defaultdict, lru_cache
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.letter_fours import MOST, WORDS_ALONE, fours_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet
    from typing import TypeAlias

    from vaultsync.match.letter_fours import LetterFours
    from vaultsync.obsidian.at_hand import Lot

    _Words: TypeAlias = set[bytes] | frozenset[bytes]

_RAREST = 6
_ENOUGH = 3

MANY = 100
"""After so many texts it has paid to compile a pattern."""

_FEW = 8  # words: so many are looked for one by one sooner than a text is split

_MARK = b"\xef\xbb\xbf"  # the byte-order mark, which is no part of a text


@lru_cache(maxsize=4)
def word_search(texts: tuple[str, ...]) -> WordSearch:
    """Return the search for these texts; the last ones are kept, with what they found."""
    return WordSearch(texts)


class WordSearch:
    """Finds the notes and passages that hold enough of the rarest long words of some text."""

    def __init__(self, texts: Sequence[str]) -> None:
        words = [set(_long_words(text)) for text in texts]
        spread: dict[bytes, int] = defaultdict(int)
        for said in words:
            for word in said:
                spread[word] += 1
        self._holders: dict[bytes, list[int]] = defaultdict(list)
        self._enough: list[int] = []
        needed: set[bytes] = set()
        for number, said in enumerate(words):
            rarest = sorted(said, key=lambda word: (spread[word], -len(word), word))[:_RAREST]
            enough = min(_ENOUGH, len(rarest))
            self._enough.append(enough)
            for word in rarest:
                self._holders[word].append(number)
            # Who holds enough of them holds one of these.
            needed.update(rarest[: len(rarest) - enough + 1])
        self._needed, self._sought = frozenset(needed), frozenset(self._holders)
        self._fours: LetterFours | None = None
        self._searched = 0
        self._ascii = all(map(bytes.isascii, self._holders))

    def found_in(self, text: str) -> bool:
        """Return whether a text holds enough of the words."""
        return self._found_among(_in_bytes(text, self._ascii))

    def is_not_in(self, data: bytes) -> bool:
        """Return True only where the text of a file's bytes does not hold enough of the words.

        They are decoded only where they have to be made small otherwise than ASCII.
        """
        if data.startswith(_MARK):
            return False
        if not self._ascii:
            try:
                data = _in_bytes(data.decode())
            except UnicodeDecodeError:
                return False
        return not self._found_among(data)

    def found_among(self, lot: Lot) -> list[str]:
        """Return the notes of a lot whose texts hold enough of the words."""
        if not self._ascii:
            from vaultsync.obsidian.at_hand import lot_of

            lot = lot_of(lot.paths, [_in_bytes(text.decode()) for text in lot.texts])
        self._count(MANY)  # there are more lots
        if self._fours is None:
            found = [at for at, text in enumerate(lot.texts) if self._found_among(text)]
        else:
            likely = self._fours.words_among(lot.text, lot.ends)
            found = [at for at, words in likely.items() if self._hold_enough(words, lot, at)]
        return [lot.paths[at] for at in found]

    def _hold_enough(self, likely: _Words, lot: Lot, number: int) -> bool:
        """Return whether a text of a lot, in which some words seem to stand, holds enough."""
        return self._are_enough(likely) and self._are_enough(
            _standing_in(lot.text_at(number), likely)
        )

    def _found_among(self, data: bytes) -> bool:
        words: _Words = self._sought
        if self._fours is None:
            self._count(1)
        else:
            words = self._fours.words_in(data)
            if not self._are_enough(words):
                return False
        return self._are_enough(_standing_in(data, words))

    def _count(self, texts: int) -> None:
        """Take note that so many more texts are searched."""
        before = self._searched
        self._searched += texts
        if before < MANY <= self._searched and len(self._sought) <= MOST:
            self._fours = fours_of(self._sought)

    def _are_enough(self, held: AbstractSet[bytes]) -> bool:
        """Return whether a text that holds these of the words is found."""
        if self._needed.isdisjoint(held):
            return False
        seen: dict[int, int] = {}
        for word in held:
            for number in self._holders[word]:
                seen[number] = many = seen.get(number, 0) + 1
                if many >= self._enough[number]:
                    return True
        return False


def _standing_in(data: bytes, words: _Words) -> _Words:
    """Return which of some words stand in a text."""
    alone = data.translate(WORDS_ALONE)
    if len(words) > _FEW:
        return words.intersection(alone.split())  # no set is made of all that stands there
    alone = b" %b " % alone
    return {word for word in words if b" %b " % word in alone}


def _in_bytes(text: str, ascii_only: bool = False) -> bytes:
    """Return a text in UTF-8, its letters small; with `ascii_only` nobody asks for others."""
    # Bytes are translated ten times faster than text with accents.
    small = text if ascii_only else text.lower()
    return small.encode("utf-8", "surrogatepass")


def _long_words(text: str) -> list[bytes]:
    said = _in_bytes(text).translate(WORDS_ALONE).split()
    return [word for word in said if len(word) > 5] or said
