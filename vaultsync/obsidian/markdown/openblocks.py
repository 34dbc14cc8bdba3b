"""The blocks that are open while a note is read, and all that were."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.markdown.blocks import ITEM, LIST, QUOTE, Node

if TYPE_CHECKING:
    from vaultsync.obsidian.markdown.lines import Line


class Container:
    """An open quote, list item, or the note itself.

    `indent` is how far an item's lines are indented, -1 for a quote; `list` is
    the list that a further item would join, and `marker` its kind of marker.
    """

    __slots__ = ("empty", "indent", "last", "list", "marker", "node")

    def __init__(self, node: Node | None, indent: int) -> None:
        self.node = node
        self.indent = indent
        self.empty = True
        self.last: Node | None = None
        self.list: Node | None = None
        self.marker = ""


class OpenBlocks:
    """The stack of open containers, the open leaf if there is one, and all leaves so far."""

    def __init__(self) -> None:
        self.root = Container(None, 0)
        self.stack: list[Container] = []
        self.leaf: Node | None = None
        self.leaves: list[Node] = []

    @property
    def innermost(self) -> Container:
        """Return the container that a further block would lie in."""
        return self.stack[-1] if self.stack else self.root

    def add(self, kind: str, start: int) -> Node:
        """Open a block in the innermost container."""
        self.close_leaf()
        parent = self.innermost
        if kind == ITEM:
            return Node(kind, start, parent.list, None)
        if kind != LIST:
            parent.list = None
        node = Node(kind, start, parent.node, parent.last)
        parent.last = node
        parent.empty = False
        if kind not in (QUOTE, LIST):
            self.leaf = node
            self.leaves.append(node)
        return node

    def add_line(self, kind: str, line: Line) -> Node:
        """Open a leaf with what is left of a line."""
        node = self.add(kind, line.rest)
        node.end = line.stop
        return node

    def close_leaf(self) -> None:
        """Close the open leaf, if any."""
        leaf = self.leaf
        if leaf is not None:
            self.leaf = None
            if leaf.parent is not None and leaf.parent.end < leaf.end:
                leaf.parent.end = leaf.end

    def close(self, depth: int) -> None:
        """Close the containers beyond a depth, and the open leaf."""
        self.close_leaf()
        while len(self.stack) > depth:
            node = self.stack.pop().node
            while node is not None and node.parent is not None and node.parent.end < node.end:
                node.parent.end = node.end
                node = node.parent
