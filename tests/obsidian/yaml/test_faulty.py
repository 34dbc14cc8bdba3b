"""What is told of common faults without a library is what the library would say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.obsidian.yaml.texts import blocks, lookalikes
from vaultsync.obsidian.note import Note
from vaultsync.obsidian.yaml.faulty import read_faulty
from vaultsync.obsidian.yaml.reader import read_full

LINES = (
    *("a: b\n", "b: [x, y]\n", "c:\n", "c:\n  - x\n", "- x\n", "d: 'q'  # why\n", "\n", "# c\n"),
    *("a: [x, y\n", "b: [x\n", "e: [ 'x', \"y\" \n", "f: [x, \n", "g: [\n", "h: [x] y\n", "i: {\n"),
    *("d: |\n  text\n", "d: >-\n  text\n", "a: {{x}}\n", "k: <% x %>\n", "j: [<% x\n", "true: x\n"),
    *("1: x\n", "two words: x\n", "two words:\n", "a:b\n", "  a: b\n", "a: [x, y\r\n", "a: b: c\n"),
    *(
        "é: x\n",
        "é: [x\n",
        "a: [x:y, z#\n",
        "a: [x # c\n",
        "a: [[x\n",
        "a: [-1\n",
        "...\n",
        "---\n",
    ),
)


def same(block: str) -> bool:
    text = f"---\n{block}---\n"
    found = read_faulty(text, 4, 4 + len(block))
    if found is not None:
        assert repr(found) == repr(read_full(text, 4, 4 + len(block)))
        assert Note("n.md", text.encode()).properties.problems == found.problems
    return found is not None


@pytest.mark.parametrize(
    "block",
    [
        "a: b\na: c\n",
        "created: 2022-08-14\ntags: [project, open\nreviewed: true\n",
        "# c\n\na:\n  - x\nb c: 1\na: [x, y\nb c: 2\n",
        "a: 1\nb: ['x', \"y\" \r\nc:\n- d\n",
        "a: <% x %>\nb: [x\nc: d\n",
        "a: b\na: <% x %>\n",
        "a: Missions: a plan\nb: c\n",
        "b: 12:30: x\n",
        "a: b\nc: d : e # f: g\r\na: c\n",
        "a: b:\n",
        "a: <% x %>: y\n",
    ],
)
def test_common_faults_are_told_here(block: str) -> None:
    assert same(block)


@pytest.mark.parametrize("block", ["", "a: b\n", "a: [b\n", "a: [b\n\nc: d\n", "a: 'b': c\na: d\n"])
def test_all_else_is_left_to_the_library(block: str) -> None:
    assert not same(block)


@given(st.lists(st.sampled_from(LINES), max_size=5).map("".join))
def test_nothing_else_is_said_than_the_library_says(block: str) -> None:
    same(block)


@given(blocks(), st.sampled_from(LINES), blocks())
def test_nor_among_all_that_people_write(before: str, line: str, after: str) -> None:
    same(before + line + after)
    same(before + before)


@given(lookalikes())
def test_nor_of_what_only_looks_like_it(block: str) -> None:
    same(block)
