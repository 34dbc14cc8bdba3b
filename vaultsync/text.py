"""Bytes to text and back, offsets to lines and back, edits, and counts in words.

Everything above this module counts in *offsets*: code points from the start of
a note's decoded text, its byte-order mark not counted. Decoding translates
nothing, line ends included, so that text which no edit touches comes back as
the bytes it was.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import NamedTuple

BYTE_ORDER_MARK = "\ufeff"

_LINE_END = compiled(r"\r\n?|\n")


class UndecodableError(ValueError):
    """A note's bytes are not UTF-8; `offset` is the first bad byte, `line` its line."""

    def __init__(self, offset: int, line: int) -> None:
        super().__init__(f"byte {offset} (line {line}) is not UTF-8")
        self.offset = offset
        self.line = line


class Text(NamedTuple):
    """A decoded file: its text without the byte-order mark, and whether it had one."""

    text: str
    mark: bool


class Span(NamedTuple):
    """A stretch of a text: `start` included, `end` not."""

    start: int
    end: int


class Position(NamedTuple):
    """A place in a text: line and column, both counted from 1, in code points."""

    line: int
    column: int


class Edit(NamedTuple):
    """The replacement of the text from `start` up to `end` by `text`."""

    start: int
    end: int
    text: str


def decode(data: bytes) -> Text:
    """Return the text of a file's bytes; `encode` gives exactly these bytes back.

    Obsidian reads UTF-8 only and drops a byte-order mark when it reads
    (release note 1.1.13). Raises `UndecodableError` for anything else.
    """
    return Text._make(decoded(data))


def decoded(data: bytes) -> tuple[str, bool]:
    """Return the same as a plain tuple, for who asks very often."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise UndecodableError(error.start, line_count(before)) from None
    if text.startswith(BYTE_ORDER_MARK):
        return text[1:], True
    return text, False


def encode(text: Text) -> bytes:
    """Return the bytes of a decoded file, its byte-order mark put back."""
    data = text.text.encode("utf-8")
    return b"\xef\xbb\xbf" + data if text.mark else data


def line_count(text: str) -> int:
    """Return the number of the last line of a text, counted from 1."""
    return len(_LINE_END.findall(text)) + 1


class Lines:
    r"""The lines of a text: turns offsets into positions and back.

    A line ends in ``\n``, ``\r\n`` or a lone ``\r``, as in CommonMark.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        if "\r" in text:
            self.starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
        else:  # as most texts have it; this takes a third of the time
            lengths = map(len, text.split("\n"))
            self.starts = [*accumulate(map((1).__add__, lengths), initial=0)][:-1]

    def position(self, offset: int) -> Position:
        """Return the line and column of an offset, both counted from 1."""
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def line_text(self, line: int) -> str:
        """Return a line, counted from 1, without its line end."""
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self._text)
        return self._text[start:end].rstrip("\r\n")

    def line_start(self, line: int) -> int:
        """Return the offset at which a line, counted from 1, starts."""
        return self.starts[line - 1]


def line_end_in(text: str) -> str:
    r"""Return the line end that a text uses: that of its first line, else ``\n``."""
    found = _LINE_END.search(text)
    return found.group() if found else "\n"


def apply_edits(text: str, edits: tuple[Edit, ...] | list[Edit]) -> str:
    """Return the text with the edits made, each counted in the text as given.

    Raises `ValueError` where two edits overlap: two insertions at one offset
    do not, and stand in the order given.
    """
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at or edit.end < edit.start or edit.end > len(text):
            raise ValueError(f"edit {edit.start}-{edit.end} overlaps another or leaves the text")
        parts += (text[at : edit.start], edit.text)
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)


def plural(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun: `1 note`, `2 notes`, `2 copies`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
