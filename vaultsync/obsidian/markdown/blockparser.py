"""Finds the blocks of a note, line by line (CommonMark 0.31, "Appendix: A parsing strategy").

To CommonMark come GFM's tables and Obsidian's blocks of math. Each line is
read once; what is nested deeper than a hundred levels is text.
"""

from __future__ import annotations

import re

from vaultsync.obsidian.links import DEFINITION
from vaultsync.obsidian.markdown import html
from vaultsync.obsidian.markdown.blocks import (
    FENCE,
    HEADING,
    HTML,
    INDENTED,
    ITEM,
    LIST,
    MATH,
    PARAGRAPH,
    QUOTE,
    RULE,
    TABLE,
    UNCLOSED_MATH,
    Node,
    heading_text,
)
from vaultsync.obsidian.markdown.lines import Line
from vaultsync.obsidian.markdown.openblocks import Container, OpenBlocks
from vaultsync.obsidian.markdown.tables import DELIMITERS, same_cells
from vaultsync.regex import compiled

_MAX_DEPTH = 100

_HASHES = compiled(r"#{1,6}+(?=[ \t\r\n]|\Z)")
_FENCE = compiled(r"(`{3,}+)[^`\n]*+(?:\n|\Z)|(~{3,}+)")
_FENCE_END = compiled(r"(`++|~++)[ \t\r]*+(?:\n|\Z)")
_UNDERLINE = compiled(r"(=++|-++)[ \t\r]*+(?:\n|\Z)")
_RULE = compiled(r"(?:(?:-[ \t]*+){3,}+|(?:\*[ \t]*+){3,}+|(?:_[ \t]*+){3,}+)\r?(?:\n|\Z)")
_MARKER = compiled(r"(?:([-+*])|([0-9]{1,9})([.)]))(?=[ \t\r\n]|\Z)")
_SPACES = compiled(r"[ \t]*+")
# Lines that can only be text of a paragraph, a heading, or blank lines.
_PLAIN_LINES = compiled(
    r"""((?:[^\s>#`~<|=\-*+_0-9$:\[][^\n]*+(?:\n|\Z))++)
      | (\#{1,6}+)(?=[ \t\r\n]|\Z)[^\n]*+(?:\n|\Z)
      | (?:[ \t]*+\r?\n)++""",
    re.VERBOSE,
)
_ROWS = compiled(r"(?:\|[^\n]*+(?:\n|\Z))++")


class BlockParser:
    """Reads lines; the method for a construct returns whether the line was used up by it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open = OpenBlocks()
        self.fence = ""
        self.html_end: re.Pattern[str] | None = None
        self.last_line = 0  # where the last line of the open paragraph starts

    def parse(self, start: int) -> list[Node]:
        """Return the leaves from an offset on, in order."""
        text = self.text
        at = start
        while at < len(text):
            if end := self._plain_lines(at):
                at = end
                continue
            end = text.find("\n", at)
            if end < 0:
                end = len(text)
            self._line(Line(text, at, end - (end > at and text[end - 1] == "\r")))
            at = end + 1
        self.open.close(0)
        self.open.close_leaf()
        return self.open.leaves

    # -- several lines at once -----------------------------------------------------------

    def _plain_lines(self, at: int) -> int:
        """Take the next lines if they can mean one thing only; return their end, 0 if not."""
        open_ones = self.open
        leaf = open_ones.leaf
        if leaf is not None and (open_ones.stack or leaf.kind != PARAGRAPH):
            rows = (
                _ROWS.match(self.text, at) if leaf.kind == TABLE and not open_ones.stack else None
            )
            if rows is None:
                return 0
            leaf.end = self._before_line_end(rows.end())
            return rows.end()
        found = _PLAIN_LINES.match(self.text, at)
        if found is None:
            return 0
        kind, end = found.lastindex, found.end()
        if kind is None:
            if open_ones.stack:
                return 0  # an item that holds nothing ends here
            open_ones.close_leaf()
            return end
        if open_ones.stack:
            open_ones.close(0)  # no line of theirs starts so, and no paragraph goes on
        if kind == 1:
            self._text_lines(at, end)
        else:
            self._heading(at, found.end(2), self._before_line_end(end))
        return end

    def _before_line_end(self, end: int) -> int:
        """Return where a line ends without the line end that may lie before an offset."""
        end -= self.text.endswith("\n", 0, end)
        return end - self.text.endswith("\r", 0, end)

    def _text_lines(self, start: int, end: int) -> None:
        leaf = self.open.leaf or self.open.add(PARAGRAPH, start)
        last = self.text.rfind("\n", start, end - 1)
        self.last_line = start if last < 0 else last + 1
        leaf.end = end
        while leaf.end > start and self.text[leaf.end - 1] in "\r\n":
            leaf.end -= 1

    def _heading(self, start: int, text_start: int, stop: int) -> None:
        node = self.open.add(HEADING, start)
        node.end = stop
        node.level = text_start - start
        node.text_start, node.text_end = heading_text(self.text, text_start, stop)
        self.open.close_leaf()

    # -- one line ------------------------------------------------------------------------

    def _line(self, line: Line) -> None:
        depth = self._matched(line)
        matched = depth == len(self.open.stack)
        if matched and self.open.leaf is not None and self._continued(self.open.leaf, line):
            return
        paragraph = self.open.leaf is not None and self.open.leaf.kind == PARAGRAPH
        within = matched and paragraph  # this line may be the paragraph's next
        while not line.blank:
            if line.indent >= 4:
                if not paragraph:
                    self.open.close(depth)
                    self.open.add_line(INDENTED, line)
                    return
                break
            char = self.text[line.rest]
            if char == ">" and depth < _MAX_DEPTH:
                self._open_quote(depth, line)
            elif char in "-+*0123456789" and self._item(depth, line, within):
                pass
            elif self._leaf_started(char, depth, line, within, paragraph):
                return
            else:
                break
            depth += 1
            paragraph = within = False
        if line.blank:
            self._blank(depth, matched)
        elif paragraph and self.open.leaf is not None:  # the next line, perhaps a lazy one
            self.open.leaf.end = line.stop
            self.last_line = line.rest
        elif matched and self.open.leaf is not None and self.open.leaf.kind == TABLE:
            self.open.leaf.end = line.stop
        else:
            self.open.close(depth)
            leaf = self.open.add(PARAGRAPH, line.rest)
            leaf.end = line.stop
            self.last_line = line.rest

    def _matched(self, line: Line) -> int:
        """Take the markers of the open containers off a line; return how many it continues."""
        depth = 0
        for container in self.open.stack:
            if container.indent < 0:
                if line.blank or line.indent > 3 or self.text[line.rest] != ">":
                    break
                line.take_quote()
            elif line.blank:
                if container.empty:
                    break
            elif line.indent >= container.indent:
                line.skip(container.indent)
            else:
                break
            depth += 1
        return depth

    def _continued(self, leaf: Node, line: Line) -> bool:
        """Return whether an open leaf that is no paragraph takes a line."""
        kind = leaf.kind
        if kind == FENCE:
            leaf.end = line.stop
            found = _FENCE_END.match(self.text, line.rest) if line.indent < 4 else None
            if found and found[1].startswith(self.fence):
                self.open.close_leaf()
            return True
        if kind == HTML:
            if self.html_end is None:
                if line.blank:
                    return False
                leaf.end = line.stop
                return True
            leaf.end = line.stop
            if self.html_end.search(self.text, line.rest, line.stop):
                self.open.close_leaf()
            return True
        if kind == UNCLOSED_MATH:
            closing = self.text.find("$$", line.rest, line.stop)
            leaf.end = line.stop if closing < 0 else closing + 2
            if closing >= 0:
                leaf.kind = MATH
                self.open.close_leaf()
            return True
        if kind == INDENTED:
            if line.blank:
                return True
            if line.indent >= 4:
                leaf.end = line.stop
                return True
        return False

    def _blank(self, depth: int, matched: bool) -> None:
        if not matched:
            self.open.close(depth)
        elif self.open.leaf is not None:
            self.open.close_leaf()

    # -- what a line can start -----------------------------------------------------------

    def _open_quote(self, depth: int, line: Line) -> None:
        self.open.close(depth)
        node = self.open.add(QUOTE, line.rest)
        node.end = line.rest + 1
        self.open.stack.append(Container(node, -1))
        line.take_quote()

    def _item(self, depth: int, line: Line, within: bool) -> bool:
        if depth >= _MAX_DEPTH or _RULE.match(self.text, line.rest):
            return False
        found = _MARKER.match(self.text, line.rest)
        if not found:
            return False
        if within:
            after = _SPACES.match(self.text, found.end(), line.stop)
            if (after is None or after.end() >= line.stop) or (
                found[2] is not None and int(found[2]) != 1
            ):
                return False
        self.open.close(depth)
        marker = found[1] or found[3]
        parent = self.open.innermost
        if parent.list is None or parent.marker != marker:
            node = self.open.add(LIST, line.rest)
            parent.list = node
            parent.marker = marker
        item = self.open.add(ITEM, line.rest)
        item.end = found.end()
        self.open.stack.append(Container(item, line.take_marker(found.end() - line.rest)))
        return True

    def _leaf_started(
        self, char: str, depth: int, line: Line, within: bool, paragraph: bool
    ) -> bool:
        text = self.text
        if char == "#":
            hashes = _HASHES.match(text, line.rest)
            if hashes:
                self.open.close(depth)
                self._heading(line.rest, hashes.end(), line.stop)
                return True
        elif char in "`~":
            fence = _FENCE.match(text, line.rest)
            if fence:
                self.open.close(depth)
                self.open.add_line(FENCE, line)
                self.fence = fence[1] or fence[2]
                return True
        elif char == "<":
            return self._html(depth, line, paragraph or self._in_table(depth))
        elif char == "$":
            return self._math(depth, line)
        elif within and char in "=-" and self._setext(line):
            return True
        if within and char in "|-:" and self._table(line):
            return True
        if char in "-*_" and _RULE.match(text, line.rest):
            self.open.close(depth)
            self.open.add_line(RULE, line)
            self.open.close_leaf()
            return True
        return False

    def _in_table(self, depth: int) -> bool:
        leaf = self.open.leaf
        return leaf is not None and leaf.kind == TABLE and depth == len(self.open.stack)

    def _html(self, depth: int, line: Line, paragraph: bool) -> bool:
        condition = html.block_condition(self.text, line.rest)
        if not condition or (condition == html.ALONE and paragraph):
            return False
        self.open.close(depth)
        self.html_end = html.BLOCK_END.get(condition)
        self.open.add_line(HTML, line)
        if self.html_end and self.html_end.search(self.text, line.rest, line.stop):
            self.open.close_leaf()
        return True

    def _math(self, depth: int, line: Line) -> bool:
        text = self.text
        if not text.startswith("$$", line.rest) or text.startswith("$$$", line.rest):
            return False
        if text.find("$$", line.rest + 2, line.stop) >= 0 or text.find("$$", line.stop) < 0:
            return False
        self.open.close(depth)
        self.open.add_line(UNCLOSED_MATH, line)
        return True

    def _setext(self, line: Line) -> bool:
        leaf = self.open.leaf
        found = _UNDERLINE.match(self.text, line.rest)
        if not found or leaf is None:
            return False
        at = leaf.start
        while at <= leaf.end:
            definition = DEFINITION.match(self.text, at, leaf.end + 1)
            if not definition:
                break
            at = definition.end()
        if at > leaf.end:
            return False
        leaf.kind = HEADING
        leaf.level = 1 if found[1][0] == "=" else 2
        leaf.text_start = at
        leaf.text_end = leaf.end
        leaf.end = line.stop
        self.open.close_leaf()
        return True

    def _table(self, line: Line) -> bool:
        text = self.text
        leaf = self.open.leaf
        row = text[line.rest : line.stop]
        if leaf is None or ("|" not in row and ":" not in row):
            return False
        if not DELIMITERS.match(text, line.rest):
            return False
        if not same_cells(text[self.last_line : leaf.end], row):
            return False
        header = self.last_line
        if header > leaf.start:
            leaf.end = text.rfind("\n", leaf.start, header)
            leaf.end -= text[leaf.end - 1] == "\r"
            self.open.close_leaf()
            leaf = self.open.add(TABLE, header)
        leaf.kind = TABLE
        leaf.end = line.stop
        return True
