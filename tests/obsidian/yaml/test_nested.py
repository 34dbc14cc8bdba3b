"""Links and placeholders without quotes are read as the library reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.obsidian.yaml.texts import blocks, lookalikes
from vaultsync.obsidian.note import Note
from vaultsync.obsidian.yaml.nested import read_nested
from vaultsync.obsidian.yaml.reader import read_full

INSIDE = (
    *("x", " x ", "a b|c", "x#y", "a, b", "1", "true", "date:YYYY", "a: b", "'x'", "", "é.f"),
    *("x\t", "a\tb", "a\t, b", "a\x85b", "a\u2028"),
)
LINES = (
    *("k: [[#]]\n", "k: {{#}}\n", "k:  [[#]] \r\n", "k: [[#]] # c\n", "k: - [[#]]\n"),
    *("k:\n  - [[#]]\n  - {{#}}\n", "k:\n- [[#]]\n- x\n", "k: x\n  [[#]]\n", "k: {{#}}x\n"),
    *("k: [[#], [#]]\n", "k: [[[#]]]\n", "k: '[[#]]'\n", "k: [ [[#]] ]\n", "k: |\n  [[#]]\n"),
    *("k: >\n  {{#}}\n", "k:[[#]]\n", "# [[#]]\n", "k: a [[#]]\n", "k: a: [[#]]\n"),
    *("[[#]]\n", "- [[#]]\n", "k: {[[#]]}\n"),
)


def same(block: str) -> bool:
    text = f"---\n{block}---\n"
    found = read_nested(text, 4, 4 + len(block))
    if found is not None:
        assert repr(found) == repr(read_full(text, 4, 4 + len(block)))
        assert Note("n.md", text.encode()).properties.entries == found.entries
    return found is not None


@pytest.mark.parametrize(
    "block",
    [
        "up: [[Home]]\ntags: [a]\n",
        "up:\n  - [[Home|the start]]\n  - x\n  - [[Plan#Aims]]\n",
        "created: {{date}}\ntags:\n  - x\ntime: {{ time:HH.mm }}  \r\n",
        "a: [[x, y]]\nb: |\n  text\n",
    ],
)
def test_ordinary_blocks_but_for_them_are_read_here(block: str) -> None:
    assert same(block)


@pytest.mark.parametrize(
    "block",
    [
        "",
        "a: b\n",
        "a: |\n  b: [[c]]\n",
        "a: b\n  [[c]]\n",
        "a: [[b]]\na: c\n",
        "a: {{b}}\nc: d: e\n",
        "a: {{true}}\n",
        "a: {{b, c}}\n",
        "a: [[b\t]]\n",
        "a: {{b\t}}\n",
        "a: [[b\x85c]]\n",
    ],
)
def test_all_else_is_left_to_others(block: str) -> None:
    assert not same(block)


@given(
    st.lists(st.sampled_from(LINES), max_size=4),
    st.lists(st.sampled_from(INSIDE), min_size=8, max_size=8),
    st.booleans(),
)
def test_nothing_else_is_said_than_the_library_says(
    lines: list[str], inside: list[str], distinct: bool
) -> None:
    parts = iter(inside * 2)
    block = ""
    for number, line in enumerate(lines):
        named = line.replace("k:", f"{'abcd'[number]}:", 1) if distinct else line
        block += "".join(next(parts) if char == "#" else char for char in named)
    same(block)


@given(blocks() | lookalikes())
def test_whatever_people_write_is_read_as_by_the_library(block: str) -> None:
    same(block)
