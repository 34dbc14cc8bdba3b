"""Looking for many words in a text at once, several times faster than by splitting it.

Two letters are read as one character. A word is then one of two rows of
characters, as it begins at an even place or an odd one, and few places of a
text have a character that any of the words needs there.
"""

from __future__ import annotations

import re

from vaultsync.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 40
"""Up to so many words are found faster than by splitting a text."""

_SHORTEST = 6

# The letters by how often English and French have them.
_OFTEN = {letter: 1 / place for place, letter in enumerate(b" etaoinsrhldcumfpgwybvkxjqz", 1)}
_SELDOM = min(_OFTEN.values())

# A pair with one of these may be half a character only.
_HALVES = frozenset(range(0xD8, 0xE0))


def pattern_of(words: Iterable[bytes]) -> re.Pattern[str] | None:
    """Return what finds any of these words in a `paired` text; None where others must.

    It finds all texts that hold one of the words, and some that hold one only
    within a longer word.
    """
    firsts: set[str] = set()
    seconds: set[str] = set()
    rests: set[str] = set()
    for word in words:
        if len(word) < _SHORTEST or not _HALVES.isdisjoint(word):
            return None
        alone = b" %b " % word
        for begin in (0, 1):
            row = _read(alone[begin : len(alone) - (len(alone) - begin) % 2])
            rarest = min(range(len(row) - 2), key=lambda at: _rarity(alone, begin + 2 * at))
            firsts.add(row[rarest])
            seconds.add(row[rarest + 1])
            rests.add(f"{row[rarest + 2 :]}(?<={row})")
    return re.compile(
        f"[{''.join(sorted(firsts))}][{''.join(sorted(seconds))}](?:{'|'.join(sorted(rests))})"
    )


def paired(text: bytes) -> str:
    """Return a text of words with spaces between as `pattern_of` reads it."""
    return _read(b" %b  " % text if len(text) % 2 else b" %b " % text)


def _read(text: bytes) -> str:
    # Without a mark at its start it is in this machine's order, whichever that is.
    return text.decode("utf-16", "surrogatepass")


def _rarity(text: bytes, at: int) -> float:
    """Return how often a pair of letters is about to be seen: less is rarer."""
    return _OFTEN.get(text[at], _SELDOM) * _OFTEN.get(text[at + 1], _SELDOM)
