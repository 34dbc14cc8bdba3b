"""The cheap tests for what takes a note's blocks to tell: right whenever they say no."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultsync.obsidian.markdown import suspected
from vaultsync.obsidian.markdown.blocks import INDENTED, TABLE, Blocks
from vaultsync.obsidian.markdown.references import definitions
from vaultsync.obsidian.markdown.suspected import (
    may_hold_table,
    may_start_indented,
    next_indented,
    suspected_definitions,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_PIECES = ("\n", "\n", "\r\n", "  ", "    ", "\t", "> ", "- ", "1. ", "# ", "a", "b", "|", "| a |")
_ROWS = ("---", "\n|-|-|\n", "-|", "|:-", "\n-|-", "\\", "```\n")
_LABELS = (":", "[l]: x", "[^1]: x", "[a\nb]: c", "[[w]]:", "]:", "[l\\]]: x")
_texts = st.lists(st.sampled_from(_PIECES + _ROWS + _LABELS), max_size=25).map("".join)


@given(_texts)
def test_without_suspicion_there_is_no_table_with_a_pipe_below_its_header(text: str) -> None:
    if not may_hold_table(text, 0):
        tables = [leaf for leaf in Blocks(text, 0).leaves if leaf.kind == TABLE]
        below = ["".join(text[each.start : each.end].split("\n")[1:2]) for each in tables]
        assert not any("|" in row for row in below)


@given(_texts)
def test_definitions_start_where_they_are_suspected(text: str) -> None:
    starts = {start for _, start, *_ in definitions(text, Blocks(text, 0))}
    assert starts <= set(suspected_definitions(text, 0))


@given(_texts)
def test_without_suspicion_there_is_no_indented_code_but_below_other_blocks(text: str) -> None:
    if "\t" not in text and "    " not in text:
        assert all(leaf.kind != INDENTED for leaf in Blocks(text, 0).leaves)
        assert next_indented(text, 0) < 0
        assert not may_start_indented(text, 0)


@given(_texts, st.integers(0, 20))
@example("a\n-     1. x", 0)
@example("\n\n\t-     x", 1)
def test_the_next_suspicion_is_found_sooner_than_by_its_pattern(text: str, start: int) -> None:
    found = suspected._INDENTED.search(text, start)
    assert next_indented(text, start) == (found.start() if found else -1)


@pytest.mark.parametrize(
    ("test", "text"),
    [
        (may_hold_table, "[[a|b]] and [[c|d]]\n\n---\n"),
        (suspected_definitions, "[[a]]: said\n\n- [ ] task: so\n\nsee [this]: it\n\n[^1]: note\n"),
        (may_start_indented, "# A\n\nb\n"),
    ],
)
def test_what_is_common_raises_no_suspicion(test: Callable[[str, int], object], text: str) -> None:
    assert not test(text, 0)
