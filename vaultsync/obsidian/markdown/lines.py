"""A line of Markdown, as it is taken apart into the markers of its containers and the rest."""

from __future__ import annotations

from vaultsync.lean.regex import compiled

_SPACES = compiled(r"[ \t]*+")


class Line:
    """What is left of a line while its containers are taken off it.

    `rest` is the offset of the first character that is no space, `stop` that of
    the line's end; `indent` is counted in columns, tabs stop at every fourth.
    """

    __slots__ = ("_column", "indent", "rest", "start", "stop", "text")

    def __init__(self, text: str, start: int, stop: int) -> None:
        self.text = text
        self.start = start
        self.stop = stop
        self._column = 0
        self._read(start)

    @property
    def blank(self) -> bool:
        """Return whether nothing is left."""
        return self.rest >= self.stop

    def _read(self, at: int) -> None:
        found = _SPACES.match(self.text, at, self.stop)
        self.rest = found.end() if found else at
        self.indent = self.column() - self._column

    def column(self) -> int:
        """Return the column of `rest`, the line's first being 0."""
        before = self.text[self.start : self.rest]
        return len(before.expandtabs(4)) if "\t" in before else len(before)

    def skip(self, width: int) -> None:
        """Take columns off the indentation."""
        self._column += width
        self.indent -= width

    def take_quote(self) -> None:
        """Take a `>` and the space after it."""
        self._column = self.column() + 1
        after = self.rest + 1
        if after < self.stop and self.text[after] in " \t":
            self._column += 1
        self._read(after)

    def take_marker(self, width: int) -> int:
        """Take a list marker of some characters; return the columns up to the text after it."""
        before = self.indent
        self._column = self.column() + width
        self._read(self.rest + width)
        padding = 1 if self.blank or self.indent > 4 else self.indent
        self.skip(padding)
        return before + width + padding
