"""Blocks whose lines can mean one thing only, taken many lines at once.

Most lines of most notes are such: what is left to `blockparser` goes line by
line through all that a line can mean.
"""

from __future__ import annotations

from vaultsync.lean.regex import VERBOSE, compiled
from vaultsync.obsidian.markdown.blocks import (
    HEADING,
    ITEM,
    LIST,
    PARAGRAPH,
    QUOTE,
    TABLE,
    heading_text,
)
from vaultsync.obsidian.markdown.openblocks import Container, OpenBlocks

# Lines that can mean one thing only: text of a paragraph, a heading, items of a list in the
# first column with a paragraph in each, or a quoted paragraph; blank lines may follow.
_PLAIN_LINES = compiled(
    r"""(?: ((?:[^\s>#`~<|=\-*+_0-9$:\[][^\n]*+(?:\n|\Z))++)
      | ((\#{1,6}+)(?=[ \t\r\n]|\Z)[^\n]*+(?:\n|\Z))
      | ((?:[-+*][ ](?:[^\s>#`~<\-*+_0-9$]|\*{1,2}[^\s*])[^\n]*+(?:\n|\Z))++)
      | ((?:>[ ](?:[^\s>#`~<|=\-*+_0-9$:]|\*{1,2}[^\s*])[^\n]*+(?:\n|\Z))++)
      )?+ (?:[ \t]*+\r?\n)*+""",
    VERBOSE,
)
_TEXT, _HEADING, _HASHES_OF_IT, _ITEMS, _QUOTED = range(1, 6)
_ROWS = compiled(r"(?:\|[^\n]*+(?:\n|\Z))++")


class PlainLines:
    """A text, the blocks that are open in it, and reading the plainest of its lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open = OpenBlocks()
        self.last_line = 0  # where the last line of the open paragraph starts

    def plain_lines(self, at: int) -> int:
        """Take the next lines if they can mean one thing only; return their end, 0 if not."""
        leaf, stack = self.open.leaf, self.open.stack
        if leaf is not None and leaf.kind != PARAGRAPH:
            rows = _ROWS.match(self.text, at) if leaf.kind == TABLE and not stack else None
            if rows is None:
                return 0
            leaf.end = self._before_line_end(rows.end())
            return rows.end()
        if stack and self.text[at] == ">" and (len(stack) > 1 or stack[0].indent >= 0):
            return 0  # more than one quote in the first column
        found = _PLAIN_LINES.match(self.text, at)
        if found is None:  # it matches nothing as well
            return 0
        kind = found.lastindex
        if kind is not None:
            end = found.end(kind)
            if kind == _ITEMS:
                self._items(at, end)
            elif kind == _HEADING:
                self.open.close(0)
                self.heading(at, found.end(_HASHES_OF_IT), self._before_line_end(end))
            elif kind == _QUOTED:
                self._quoted_lines(at, end)
            else:
                self._text_lines(at, end)
            at = end
        if found.end() > at:
            self._blank_lines()
            return found.end()
        return 0 if kind is None else at

    def _blank_lines(self) -> None:
        """Take blank lines while a paragraph or nothing is open."""
        for depth, container in enumerate(self.open.stack):
            if container.indent < 0 or container.empty:
                self.open.close(depth)
                return
        self.open.close_leaf()

    def _items(self, start: int, end: int) -> None:
        """Take items in the first column, each of a line: no container goes on there."""
        text = self.text
        while start < end:
            stop = text.find("\n", start)
            if stop < 0:
                stop = end
            self.open.close(0)
            self.open_item(start, start + 1, text[start], 2)
            self.last_line = start + 2
            leaf = self.open.add(PARAGRAPH, start + 2)
            leaf.end = stop - (text[stop - 1] == "\r")
            start = stop + 1

    def _quoted_lines(self, start: int, end: int) -> None:
        """Take lines of a paragraph in a quote that is open, or opens, in the first column."""
        if not self.open.stack:
            self.open_quote(start)
        leaf = self.open.leaf or self.open.add(PARAGRAPH, start + 2)
        last = self.text.rfind("\n", start, end - 1)
        self.last_line = (start if last < 0 else last + 1) + 2
        leaf.end = self._before_line_end(end)

    def _before_line_end(self, end: int) -> int:
        """Return where a line ends without the line end that may lie before an offset."""
        end -= self.text.endswith("\n", 0, end)
        return end - self.text.endswith("\r", 0, end)

    def _text_lines(self, start: int, end: int) -> None:
        leaf = self.open.leaf
        if leaf is None:  # else it goes on, in quotes and items as well
            self.open.close(0)
            leaf = self.open.add(PARAGRAPH, start)
        last = self.text.rfind("\n", start, end - 1)
        self.last_line = start if last < 0 else last + 1
        leaf.end = end
        while leaf.end > start and self.text[leaf.end - 1] in "\r\n":
            leaf.end -= 1

    def heading(self, start: int, text_start: int, stop: int) -> None:
        """Take a heading of one line, whose text lies behind its `#`s up to an offset."""
        node = self.open.add(HEADING, start)
        node.end = stop
        node.level = text_start - start
        node.text_start, node.text_end = heading_text(self.text, text_start, stop)
        self.open.close_leaf()

    def open_quote(self, start: int) -> None:
        """Open a quote whose first marker stands at an offset."""
        node = self.open.add(QUOTE, start)
        node.end = start + 1
        self.open.stack.append(Container(node, -1))

    def open_item(self, start: int, end: int, marker: str, indent: int) -> None:
        """Open an item whose marker stands at a span, in the list that is open, or in a new one."""
        parent = self.open.innermost
        if parent.list is None or parent.marker != marker:
            node = self.open.add(LIST, start)
            parent.list = node
            parent.marker = marker
        item = self.open.add(ITEM, start)
        item.end = end
        self.open.stack.append(Container(item, indent))
