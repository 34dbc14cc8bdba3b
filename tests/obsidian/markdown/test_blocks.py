"""The block structure, and that markdown-it-py finds the same."""

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from tests.markdown_texts import COMMONMARK, made_of
from tests.oracles.commonmark_view import commonmark_agrees, lines_of_code, parsed
from vaultsync.obsidian.markdown.blocks import (
    FENCE,
    HEADING,
    HTML,
    INDENTED,
    PARAGRAPH,
    RULE,
    TABLE,
    Blocks,
)
from vaultsync.text import Lines

TOKENS = {
    "paragraph_open": PARAGRAPH,
    "heading_open": HEADING,
    "hr": RULE,
    "fence": FENCE,
    "code_block": INDENTED,
    "html_block": HTML,
}


def leaves(text):
    """Each leaf's kind and text."""
    return [(leaf.kind, text[leaf.start : leaf.end]) for leaf in Blocks(text, 0).leaves]


def around(text, offset):
    """The kinds and texts of what a leaf lies in, from the innermost."""
    node = Blocks(text, 0).leaf(offset).parent
    found = []
    while node is not None:
        found.append((node.kind, text[node.start : node.end]))
        node = node.parent
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb\n\nc", [("paragraph", "a\nb"), ("paragraph", "c")]),
        ("# a\nb", [("heading", "# a"), ("paragraph", "b")]),
        ("a\nb\n===", [("heading", "a\nb\n===")]),
        ("- a\n- b", [("paragraph", "a"), ("paragraph", "b")]),
        ("> a\nb", [("paragraph", "a\nb")]),
        ("a\n- b\n\n      c", [("paragraph", "a"), ("paragraph", "b"), ("indented", "c")]),
        ("| a |\n|---|\n| b |\nc\n\nd", [("table", "| a |\n|---|\n| b |\nc"), ("paragraph", "d")]),
        ("a\nb | c\n--|--", [("paragraph", "a"), ("table", "b | c\n--|--")]),
        ("b | c\n--|--|--", [("paragraph", "b | c\n--|--|--")]),
        ("a\n***\nb", [("paragraph", "a"), ("rule", "***"), ("paragraph", "b")]),
        ("$$\na\n\nb\n$$\nc", [("math", "$$\na\n\nb\n$$"), ("paragraph", "c")]),
        ("> $$\n> a\n\nb $$", [("unclosed math", "$$\n> a"), ("paragraph", "b $$")]),
        ("a\r\n\r\n```\r\nb\r\n```\r\n", [("paragraph", "a"), ("fence", "```\r\nb\r\n```")]),
    ],
)
def test_leaves(text, expected):
    assert leaves(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> a\n> b", [("quote", "> a\n> b")]),
        ("- a\n  - b", [("item", "- a\n  - b"), ("list", "- a\n  - b")]),
        ("- a\n- b\n\n- c\n\nd", [("item", "- a"), ("list", "- a\n- b\n\n- c")]),
        ("- a\n* b", [("item", "- a"), ("list", "- a")]),
        ("1. a\n2) b", [("item", "1. a"), ("list", "1. a")]),
        ("- > a\n  b", [("quote", "> a\n  b"), ("item", "- > a\n  b"), ("list", "- > a\n  b")]),
        ("- a\n\n\tb\nc", [("item", "- a\n\n\tb\nc"), ("list", "- a\n\n\tb\nc")]),
        ("- a\n\n b", [("item", "- a"), ("list", "- a")]),
    ],
)
def test_containers_of_the_first_leaf(text, expected):
    assert around(text, text.index("a")) == expected


def test_leaf_at_an_offset():
    blocks = Blocks("a\n\nb", 0)
    assert [blocks.leaf(offset) and blocks.leaf(offset).start for offset in range(5)] == [
        0,
        0,
        None,
        3,
        3,
    ]


def test_nesting_has_an_end():
    text = "> " * 1000 + "a"
    depth = len(around(text, len(text) - 1))
    assert 50 < depth < 200
    assert leaves(text)[0][0] == PARAGRAPH


# As in the test of the scanner, the same examples each time.
@settings(max_examples=400, derandomize=True)
@given(made_of(COMMONMARK).filter(commonmark_agrees))
def test_markdown_it_finds_the_same_blocks(text):
    lines = Lines(text)
    found = [
        (leaf.kind, *span(text, lines.position(leaf.start).line, lines.position(leaf.end).line))
        for leaf in Blocks(text, 0).leaves
    ]
    expected = [
        (TOKENS[token.type], *span(text, token.map[0] + 1, token.map[1]))
        for token in parsed(MarkdownIt("commonmark"), text)
        if token.type in TOKENS
    ]
    assert sorted(found) == sorted(expected)


def span(text, first, last):
    return lines_of_code(text, first - 1, last - 1)


def test_a_table_is_no_paragraph():
    assert Blocks("a | b\n--|--", 0).leaves[0].kind == TABLE
