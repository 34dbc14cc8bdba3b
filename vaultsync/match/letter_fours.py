"""Looking for many words in a text at once, several times faster than by splitting it.

Four letters are read as one character. A word is then one of four rows of
characters, by the place that it begins at, and few places of a text have a
character that any of these rows begins with.
"""

from __future__ import annotations

from bisect import bisect_left

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST = 200
"""Up to so many words are found faster than by splitting a text."""

_SHORTEST = 6

_NEVER = "\udddd"  # there is no such digit


def _word_byte(byte: int) -> int:
    if byte >= 128:
        return byte
    return ord(chr(byte).lower()) if chr(byte).isalnum() else ord(" ")


WORDS_ALONE = bytes(map(_word_byte, range(256)))
"""Makes letters of ASCII small and all that is no letter or digit a space."""

# Four hexadecimal digits are a character. Each digit stands for some letters that are about as
# frequent as those of the others; the last one for all that is left. There is none for `d`: what
# begins with it may be half a character only.
_GROUPS = (b" ", *b"e tz aq ojx ik nv sb rw hy lg dp cf um".split())
_DIGITS, _ANY = b"0123456789abce", ord("f")
_DIGIT_OF = {
    letter: digit for group, digit in zip(_GROUPS, _DIGITS, strict=True) for letter in group
}
_AS_DIGITS = bytes([_DIGIT_OF.get(byte, _ANY) for byte in WORDS_ALONE])


class LetterFours:
    """Finds some words in texts; `fours_of` makes it for words that can be found so.

    `known` are the words of which a row begins with one character, where it has no more, or two:
    those that begin with both or have the first alone.
    """

    def __init__(self, known: Mapping[str, frozenset[bytes]]) -> None:
        import re  # not before many texts are searched

        self._known = known
        # No character of a row means anything in a pattern: none has two spaces side by side.
        firsts = "".join({row[0] for row in known})
        seconds = "".join({row[1] for row in known if row[1:]})
        short = "".join({row for row in known if not row[1:]})
        # What is found is one character, so that nothing that begins at the next is passed over.
        pattern = f"([{firsts}])(?:(?=([{seconds}{_NEVER}]))|(?<=[{short}{_NEVER}]))"
        compiled = re.compile(pattern)
        self._found, self._each = compiled.findall, compiled.finditer

    def words_in(self, text: bytes) -> set[bytes]:
        """Return all of the words that stand in a text, and some that only seem to.

        The text is in UTF-8; letters of ASCII may be large, others are as they are in the words.
        """
        known = self._known
        words: set[bytes] = set()
        for first, second in self._found(_in_fours(text)):
            words.update(known.get(first + second) or known.get(first) or ())
        return words

    def words_among(self, text: bytes, ends: Sequence[int]) -> dict[int, set[bytes]]:
        """Return what `words_in` does of each of several texts, by number, if that is not nothing.

        They stand one after the other, and `ends` says of each where the space behind it is.
        """
        known = self._known
        fours = _in_fours(text)
        words: dict[int, set[bytes]] = {}
        for found in self._each(fours):
            at = found.start()
            there = known.get(fours[at : at + 2]) or known.get(fours[at])
            if there:
                # The last of these letters, before which a space was put, is one of the word.
                words.setdefault(bisect_left(ends, at * 4 + 2), set()).update(there)
        return words


def fours_of(words: Iterable[bytes]) -> LetterFours | None:
    """Return what finds any of these words in texts; None where others must, or there are none."""
    alone = {word: b" %b " % word for word in words}
    if not alone or any(len(word) < _SHORTEST for word in alone):
        return None
    known: dict[str, set[bytes]] = {}
    for word, each in alone.items():
        digits = each.translate(_AS_DIGITS)
        for begin in range(4):
            row = digits[begin : begin + (8 if len(digits) - begin >= 8 else 4)]
            # Behind spaces: some rows look like a mark of the order of bytes.
            known.setdefault(_read(b"0000" + row)[1:], set()).add(word)
    return LetterFours(
        {row: frozenset({*held, *known.get(row[0], ())}) for row, held in known.items()}
    )


def _in_fours(text: bytes) -> str:
    digits = text.translate(_AS_DIGITS)
    # With a space on either side, and so without what would be a mark of the order of bytes.
    return _read(b"0%b%b" % (digits, b"0000"[(len(digits) + 1) % 4 :]))


def _read(digits: bytes) -> str:
    # Without a mark at its start it is in this machine's order, whichever that is.
    return bytes.fromhex(digits.decode()).decode("utf-16")
