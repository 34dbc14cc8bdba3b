"""Finds the blocks of a note, line by line (CommonMark 0.31, "Appendix: A parsing strategy").

To CommonMark come GFM's tables and Obsidian's blocks of math. Each line is
read once; what is nested deeper than a hundred levels is text.
"""

from __future__ import annotations

from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.links import DEFINITION
from vaultsync.obsidian.markdown import html
from vaultsync.obsidian.markdown.blocks import (
    FENCE,
    HEADING,
    HTML,
    INDENTED,
    MATH,
    PARAGRAPH,
    RULE,
    TABLE,
    UNCLOSED_MATH,
    Node,
)
from vaultsync.obsidian.markdown.lines import Line
from vaultsync.obsidian.markdown.plainlines import PlainLines
from vaultsync.obsidian.markdown.tables import DELIMITERS, same_cells

if TYPE_CHECKING:
    import re

_MAX_DEPTH = 100

_HASHES = compiled(r"#{1,6}+(?=[ \t\r\n]|\Z)")
_FENCE = compiled(r"(`{3,}+)[^`\n]*+(?:\n|\Z)|(~{3,}+)")
_FENCE_END = compiled(r"(`++|~++)[ \t\r]*+(?:\n|\Z)")
_UNDERLINE = compiled(r"(=++|-++)[ \t\r]*+(?:\n|\Z)")
_RULE = compiled(r"(?:(?:-[ \t]*+){3,}+|(?:\*[ \t]*+){3,}+|(?:_[ \t]*+){3,}+)\r?(?:\n|\Z)")
_MARKER = compiled(r"(?:([-+*])|([0-9]{1,9})([.)]))(?=[ \t\r\n]|\Z)")
_SPACES = compiled(r"[ \t]*+")


class BlockParser(PlainLines):
    """Reads lines; the method for a construct returns whether the line was used up by it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.fence = ""
        self.html_end: re.Pattern[str] | None = None

    def parse(self, start: int) -> list[Node]:
        """Return the leaves from an offset on, in order."""
        text = self.text
        at = start
        while at < len(text):
            if end := self.plain_lines(at):
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
        self.open_quote(line.rest)
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
        start, end = line.rest, found.end()
        self.open_item(start, end, found[1] or found[3], line.take_marker(end - start))
        return True

    def _leaf_started(
        self, char: str, depth: int, line: Line, within: bool, paragraph: bool
    ) -> bool:
        text = self.text
        if char == "#":
            hashes = _HASHES.match(text, line.rest)
            if hashes:
                self.open.close(depth)
                self.heading(line.rest, hashes.end(), line.stop)
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
