"""Many texts as one, to find the few that may be near to another without a look at each.

Two texts are compared (`nearness.py`) only if their letters begin or end alike, if they
have a long word in common, or the number that names a note. All that is there to find is what
of letters stands where, so all else is taken out of the text; where only plain letters are
sought, letters with accents are taken out too, which only finds some texts more.
"""

from __future__ import annotations

from vaultsync.lean.kept import kept
from vaultsync.lean.regex import late
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTS = late(r"[^\W\d_]+|\0")
_NO_LETTERS = bytes([each for each in range(1, 256) if each > 127 or not chr(each).isalpha()])


class Sought(NamedTuple):
    """What a text has at least one of that may be near to another.

    Letters that it begins or ends with, all else taken out; words; a number that names it.
    `start` is empty where the other has no letters: then neither has such a text.
    """

    start: str
    end: str
    words: tuple[str, ...]
    stamp: str


class Sieve:
    """Texts in lower case as one in UTF-8, with a NUL before each and behind the last.

    No text holds a NUL.
    """

    def __init__(self, text: bytes) -> None:
        self._text = text

    @kept
    def _plain(self) -> bytes:
        """Return the text with nothing but plain letters and NUL."""
        return self._text.translate(None, _NO_LETTERS)

    @kept
    def _whole(self) -> bytes:
        """Return the text with nothing but letters and NUL."""
        text = self._text.decode("utf-8", "surrogatepass")
        parts = [part for part in _PARTS.findall(text) if not part.isdigit()]
        return "".join(parts).encode("utf-8", "surrogatepass")

    def rows(self, sought: Sought) -> list[int]:
        """Return the numbers of all texts that have something of what is sought, and of others."""
        found: set[int] = set()
        if sought.start:
            found.update(self._of_letters(sought.start, ahead=True))
            found.update(self._of_letters(sought.end, behind=True))
            for word in sought.words:
                found.update(self._of_letters(word))
        else:
            found.update(_rows(self._whole, b"", ahead=True, behind=True))
        if sought.stamp:
            found.update(_rows(self._text, sought.stamp.encode()))
        return sorted(found)

    def _of_letters(self, piece: str, ahead: bool = False, behind: bool = False) -> Iterable[int]:
        plain = piece.encode("ascii", "ignore")
        if plain:
            return _rows(self._plain, plain, ahead, behind)
        return _rows(self._whole, piece.encode("utf-8", "surrogatepass"), ahead, behind)


def _rows(text: bytes, piece: bytes, ahead: bool = False, behind: bool = False) -> Iterable[int]:
    """Yield the numbers of the texts that hold a piece.

    `ahead` and `behind` say that this begins and ends with it.
    """
    wanted = (b"\0" if ahead else b"") + piece + (b"\0" if behind else b"")
    row, counted = -1, 0
    at = text.find(wanted)
    while at >= 0:
        here = at + ahead
        row += text.count(b"\0", counted, here)
        counted = here
        yield row
        at = text.find(wanted, text.index(b"\0", here))
