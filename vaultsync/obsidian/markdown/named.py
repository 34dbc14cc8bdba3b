"""Which block a block id names (Obsidian help, "Link to a block in a note")."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.markdown.blocks import ITEM, QUOTE, TABLE, Blocks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.obsidian.facts import BlockFact, SpanFact
    from vaultsync.obsidian.markdown.blocks import Node


def named_blocks(text: str, start: int, ids: Iterable[BlockFact]) -> list[SpanFact]:
    """Return the span of the block that each id names; the note's body starts at `start`.

    The span may hold the id itself.
    """
    blocks = Blocks(text, start)
    found = []
    for _, id_start, id_end, own_line in ids:
        leaf = blocks.leaf(id_start)
        block = None if leaf is None else _named(leaf, id_start, own_line)
        found.append((id_start, id_end) if block is None else (block.start, block.end))
    return found


def _named(leaf: Node, id_start: int, own_line: bool) -> Node:
    """Return the block that an id in a leaf names.

    Parts of a quote cannot be named, so it is the whole quote. In a list it is
    the nearest item with what is nested in it (release note 0.13.27). An id
    alone in its paragraph names the block before it.
    """
    quote = item = None
    node = leaf.parent
    while node is not None:
        if node.kind == QUOTE:
            quote = node
        elif node.kind == ITEM and item is None:
            item = node
        node = node.parent
    if quote is not None:
        return quote
    if item is not None:
        return item
    if own_line and leaf.start == id_start and leaf.kind != TABLE and leaf.previous is not None:
        return leaf.previous
    return leaf
