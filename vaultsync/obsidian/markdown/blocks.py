r"""The block structure of a note: paragraphs, code, lists, quotes, tables.

`scan` asks for it only where a note's meaning hangs on it: most notes are read
without. Line ends are ``\n`` or ``\r\n``.
"""

from __future__ import annotations

from bisect import bisect_right

PARAGRAPH, HEADING, RULE, TABLE = "paragraph", "heading", "rule", "table"
FENCE, INDENTED, HTML, MATH = "fence", "indented", "html", "math"
UNCLOSED_MATH = "unclosed math"  # its container ended before it did: text
QUOTE, LIST, ITEM = "quote", "list", "item"

CODE = frozenset((FENCE, INDENTED))
OPAQUE = frozenset((FENCE, INDENTED, HTML, MATH))
"""The leaves in which no link, tag or heading stands."""


class Node:
    """A block: its kind, its span without indentation and last line end, its parent.

    `previous` is the block before it with the same parent. A heading also has
    its level and the span of its text; `level` of other blocks is 0.
    """

    __slots__ = ("end", "kind", "level", "parent", "previous", "start", "text_end", "text_start")

    def __init__(self, kind: str, start: int, parent: Node | None, previous: Node | None) -> None:
        self.kind = kind
        self.start = self.end = self.text_start = self.text_end = start
        self.level = 0
        self.parent = parent
        self.previous = previous

    def __repr__(self) -> str:
        return f"Node({self.kind}, {self.start}, {self.end})"

    def has_parent(self, kind: str) -> bool:
        """Return whether the block lies in one of a kind, however deep."""
        node = self.parent
        while node is not None and node.kind != kind:
            node = node.parent
        return node is not None


class Blocks:
    """The blocks of a text from an offset on; `leaves` are those that hold no blocks."""

    def __init__(self, text: str, start: int) -> None:
        from vaultsync.obsidian.markdown.blockparser import BlockParser

        self.leaves = BlockParser(text).parse(start)
        self._starts = [leaf.start for leaf in self.leaves]

    def leaf(self, offset: int) -> Node | None:
        """Return the leaf at an offset, or None between blocks."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or self.leaves[index].end < offset:
            return None
        return self.leaves[index]

    def opaque(self, offset: int) -> list[Node]:
        """Return the leaves that hold no Markdown and do not end before an offset."""
        first = max(bisect_right(self._starts, offset) - 1, 0)
        return [leaf for leaf in self.leaves[first:] if leaf.kind in OPAQUE and leaf.end > offset]


_SPACES = ("", " ", "\t", "\r")
_CLOSING = (" ", "\t", "\r", "#")


def heading_text(text: str, start: int, stop: int) -> tuple[int, int]:
    """Return the span of a heading's text, given what follows its first `#`s on its line."""
    raw = text[start:stop]
    if raw[:1] == " " and raw[1:2] not in _SPACES and raw[-1] not in _CLOSING:  # as most are
        return start + 1, stop
    raw = raw.rstrip(" \t\r")
    if raw.endswith("#"):
        bare = raw.rstrip("#")
        if not bare or bare[-1] in " \t":
            raw = bare.rstrip(" \t")
    begin = start + len(raw) - len(raw.lstrip(" \t"))
    return begin, max(begin, start + len(raw))
