"""Many texts as one, to find the few that may be near to another without a look at each.

Two texts are compared (`nearness.py`) only if their letters begin or end alike, if they
have a long word in common, or the number that names a note. All that is there to find is what
of letters stands where, so all else is taken out of the text; where only plain letters are
sought, letters with accents are taken out too, which only finds some texts more.
"""

from __future__ import annotations

from vaultsync.obsidian.kept import kept
from vaultsync.regex import compiled
from vaultsync.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTS = compiled(r"[^\W\d_]+|[\0/]")
_NO_LETTERS = bytes(
    each for each in range(1, 256) if each > 127 or not (chr(each).isalpha() or chr(each) == "/")
)


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
    """Texts in lower case as one, with a NUL before each and behind the last.

    Of a text with a `/` only what follows the last one counts. No text holds a NUL.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @kept
    def _plain(self) -> bytes:
        """Return the text with nothing but plain letters, `/` and NUL."""
        return self._text.encode("utf-8", "surrogatepass").translate(None, _NO_LETTERS)

    @kept
    def _whole(self) -> bytes:
        """Return the text with nothing but letters, `/` and NUL."""
        parts = [part for part in _PARTS.findall(self._text) if not part.isdigit()]
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
            whole = self._text.encode("utf-8", "surrogatepass")
            found.update(_rows(whole, sought.stamp.encode()))
        return sorted(found)

    def _of_letters(self, piece: str, ahead: bool = False, behind: bool = False) -> Iterable[int]:
        plain = piece.encode("ascii", "ignore")
        if plain:
            return _rows(self._plain, plain, ahead, behind)
        return _rows(self._whole, piece.encode("utf-8", "surrogatepass"), ahead, behind)


def _rows(text: bytes, piece: bytes, ahead: bool = False, behind: bool = False) -> Iterable[int]:
    """Yield the numbers of the texts that hold a piece behind their last `/`.

    `ahead` and `behind` say that this begins and ends with it.
    """
    for start in (b"\0", b"/") if ahead else (b"",):
        wanted = start + piece + (b"\0" if behind else b"")
        row, counted = -1, 0
        at = text.find(wanted)
        while at >= 0:
            here = at + len(start)
            end = text.index(b"\0", here)
            slash = text.rfind(b"/", here, end)
            name = text[slash + 1 : end]
            if slash < 0 or (name.startswith(piece) if ahead else piece in name):
                row += text.count(b"\0", counted, here)
                counted = here
                yield row
            at = text.find(wanted, end)
