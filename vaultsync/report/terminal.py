"""Text for terminals: nothing raw gets through, columns line up, colour is a choice.

Whatever quotes a note, a path or a tracker goes through `escape` first: a
control character could move the cursor or set the title, and a bidirectional
one could show a line in another order than it has. Widths are columns of a
terminal, not code points.
"""

from __future__ import annotations

from vaultsync.lean.cached import lru_cache
from vaultsync.lean.regex import late
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re

# Controls, bidirectional marks and isolates, line and paragraph separators,
# invisible characters that make two names look alike, tag characters, and the
# halves of surrogate pairs that stand for undecodable bytes in paths. The
# joiners U+200C and U+200D stay: words of several scripts and emoji need them.
UNSAFE_CHARACTERS = (
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)

UNSAFE = late(UNSAFE_CHARACTERS)
_COLUMN = late(r"\S+ {2,}")
_NARROW_KINDS = frozenset({"Na", "H", "N", "A"})
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


def escape(text: str) -> str:
    r"""Return the text with every unsafe character written out: `\x1b`, `\u202e`."""
    if text.isprintable():  # as nearly all is, and nothing that is has one of them
        return text
    return UNSAFE.sub(_written_out, text)


def _written_out(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape", "backslashreplace").decode("ascii")


def width(text: str) -> int:
    """Return how many columns a terminal gives to a text that `escape` has passed."""
    if text.isascii():
        return len(text)
    return sum(map(character_width, text))


@lru_cache(maxsize=4096)  # few characters are in a report, and each often
def character_width(char: str) -> int:
    """Return the columns of one character: 0 for combining ones, 2 for wide ones."""
    if char.isascii():
        return 1
    import unicodedata  # many reports never need it

    if unicodedata.category(char) in _NO_WIDTH:
        return 0
    return 1 if unicodedata.east_asian_width(char) in _NARROW_KINDS else 2


def truncated(text: str, columns: int) -> str:
    """Return the text in at most that many columns; what was cut off ends in `…`."""
    if len(text) <= columns and width(text) <= columns:
        return text
    kept: list[str] = []
    left = columns - 1
    for char in text:
        left -= character_width(char)
        if left < 0:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…" if columns > 0 else ""


def moment(time: str) -> str:
    """Return a time of a lock, a journal or a history for people: `2026-11-21 20:55:58 UTC`.

    These are shared, and a day in `--since` is one of UTC too, so none is made local.
    """
    return escape(time.replace("T", " ").removesuffix("Z") + " UTC" * time.endswith("Z"))


def padded(text: str, columns: int) -> str:
    """Return the text cut or filled with spaces to exactly that many columns."""
    text = truncated(text, columns)
    return text + " " * (columns - width(text))


def wrapped(text: str, room: int) -> list[str]:
    """Return a text in lines of at most `room` columns, broken at spaces; words stay whole.

    Further lines are indented as far as what stands behind a first word and two
    spaces or more, so that columns stay columns.
    """
    if width(text) <= room:
        return [text]
    column = _COLUMN.match(text)
    indent = " " * width(column.group()) if column and column.end() < room * 2 // 3 else ""
    line, *words = text.split(" ")
    lines: list[str] = []
    filled = width(line)
    for word in words:
        taken = width(word)
        if not line.strip():
            line = indent + word if lines else f"{line} {word}" if line else word
            filled = width(line)
        elif filled + 1 + taken > room:
            lines.append(line)
            line, filled = indent + word, len(indent) + taken
        else:
            line, filled = f"{line} {word}", filled + 1 + taken
    return [*lines, line]


class Paint(NamedTuple):
    """Wraps text in colours, or leaves it alone where there is no colour."""

    colour: bool = False

    def _in(self, codes: str, text: str) -> str:
        return f"\x1b[{codes}m{text}\x1b[0m" if self.colour and text else text

    def bold(self, text: str) -> str:
        """Return the text in bold."""
        return self._in("1", text)

    def dim(self, text: str) -> str:
        """Return the text fainter than the rest."""
        return self._in("2", text)

    def red(self, text: str) -> str:
        """Return the text in the colour of errors and of what is taken away."""
        return self._in("31", text)

    def yellow(self, text: str) -> str:
        """Return the text in the colour of warnings."""
        return self._in("33", text)

    def green(self, text: str) -> str:
        """Return the text in the colour of what is right and of what is added."""
        return self._in("32", text)

    def blue(self, text: str) -> str:
        """Return the text in the colour of information."""
        return self._in("36", text)


PLAIN = Paint()
