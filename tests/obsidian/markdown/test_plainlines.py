"""Taking plain lines many at once finds the blocks that taking them one by one finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from vaultsync.obsidian.markdown.blockparser import BlockParser

if TYPE_CHECKING:
    from vaultsync.obsidian.markdown.blocks import Node

_LINES = st.sampled_from(
    (
        *("text", "more text", "# Heading", "## ", "#tag", "", "", " ", "===", "---", "***"),
        *("- item", "- other", "* starred", "- **bold**", "- [ ] task", "- [[a]]", "-", "- 1. x"),
        *("  - nested", "  goes on", "    deep", "\tdeep", "1. one", "+ - x", "- | a | b", "- ***"),
        *("> quoted", "> more", "> **bold**", ">", "> - x", "> [!tip] a", "> [l]: a", ">> x"),
        *("| a | b |", "|---|---|", "> |-|", "```", "> ```", "$$", "<div>", "[l]: b", "**bold**"),
    )
)
_texts = st.lists(st.tuples(_LINES, st.sampled_from(("\n", "\n", "\n", "\r\n"))), max_size=14).map(
    lambda lines: "".join(map("".join, lines))
)


class _OneByOne(BlockParser):
    """Takes each line by itself."""

    def plain_lines(self, at: int) -> int:
        return 0


def _told(node: Node | None) -> tuple[object, ...]:
    if node is None:
        return ()
    span = (node.kind, node.start, node.end, node.level, node.text_start, node.text_end)
    previous = node.previous and (node.previous.kind, node.previous.start, node.previous.end)
    return (span, previous, _told(node.parent))


@given(_texts)
@example("- a\n\n- b\ntext\n\n> c\n> d\n\n> e\n")
@example("> a\n- b\n> c\n\n\n- d")
def test_many_lines_at_once_are_read_as_one_by_one(text: str) -> None:
    at_once, one_by_one = BlockParser(text), _OneByOne(text)
    assert list(map(_told, at_once.parse(0))) == list(map(_told, one_by_one.parse(0)))
