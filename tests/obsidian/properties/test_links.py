import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.obsidian.yaml.texts import lookalikes
from vaultsync.obsidian.properties.links import links_in, links_in_rows
from vaultsync.obsidian.properties.properties import read_properties
from vaultsync.obsidian.yaml.reader import read_full
from vaultsync.obsidian.yaml.simple import rows_of


def links(block):
    text = f"---\n{block}---\n"
    return text, read_properties(text, (4, len(text) - 4)).links


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ('up: "[[a]]"\n', [("[[a]]", "a", "", "a")]),
        ("up: '[[dir/a#h|b]]'\n", [("[[dir/a#h|b]]", "dir/a", "#h", "b")]),
        ('to:\n  - "[T](Tr%20B.md#x)"\n', [("[T](Tr%20B.md#x)", "Tr B.md", "#x", "T")]),
        ('a: ["[[x]]", "and [[y]] too"]\n', [("[[x]]", "x", "", "x"), ("[[y]]", "y", "", "y")]),
        ('a:\n  b:\n    - c: "[[x]]"\n', [("[[x]]", "x", "", "x")]),
        ("a: see [[x]] and [y](z.md)\n", [("[[x]]", "x", "", "x"), ("[y](z.md)", "z.md", "", "y")]),
        ("a: 'it''s [[x''y]]'\n", [("[[x''y]]", "x'y", "", "x'y")]),
        ('a: "\\u005b[x\\\\|y]]"\n', [("\\u005b[x\\\\|y]]", "x", "", "y")]),
        ('a: "[[two\n  words]] on"\n', [("[[two\n  words]]", "two words", "", "two words")]),
        (
            "a: |\n  - [[x]]\n  [y](<z w.md>)\n",
            [("[[x]]", "x", "", "x"), ("[y](<z w.md>)", "z w.md", "", "y")],
        ),
        ("a: >-\n  [[x]]\n", [("[[x]]", "x", "", "x")]),
        ('a: "![[x.png]]"\n', [("[[x.png]]", "x.png", "", "x.png")]),
        ("up: [[x]]\n", []),
        ("a: '[[]] [[ ]] [x] (y) [z]( w v)'\n", []),
        ("a: plain\n", []),
        ('"[[key]]": 1\n', []),
        ("# [[comment]]\na: 1\n", []),
    ],
)
def test_links_in_the_texts_of_properties(block, found):
    text, all_links = links(block)
    assert [
        (text[link.start : link.end], link.path, link.subpath, link.display) for link in all_links
    ] == found
    for link in all_links:
        assert link.kind == "property"
        assert not link.embed


def test_the_parts_of_a_link_have_their_places():
    text, (link,) = links("up: 'it''s [[dir/a #h|b]]'\n")
    assert text[link.path_start : link.path_end] == "dir/a"
    assert text[link.subpath_start : link.subpath_end] == "#h"
    text, (link,) = links('up: "\\t[[a]]"\n')
    assert text[link.path_start : link.path_end] == "a"
    assert link.subpath_start == link.subpath_end == link.path_end


def test_addresses_are_external():
    _, (link,) = links('a: "[site](https://x.y/#z)"\n')
    assert (link.external, link.path) == (True, "https://x.y/#z")


def test_crlf_moves_nothing():
    text, found = links("a: x\r\nup:\r\n  - '[[y]]'\r\n")
    assert [text[link.start : link.end] for link in found] == ["[[y]]"]


@given(st.text("[]()|#!<>\\\"' ab\n", max_size=30), st.sampled_from(['"', "'", "", "|\n  "]))
def test_every_link_lies_where_it_says(value, quote):
    text, found = links(f"a: {quote}{value}{quote.strip(chr(10) + '| ')}\n")
    for link in found:
        assert text[link.start] in "[\\"
        assert text[link.end - 1] in "])"
        assert link.start < link.path_start <= link.path_end <= link.subpath_end < link.end


@pytest.mark.parametrize("unit", ["[[", "[", "](", "[a](", "[[a", "[[a]", "\\"])
def test_a_megabyte_of_brackets_is_read_once(unit):
    links(f"a: '{unit * (1_000_000 // len(unit))}'\n")


@given(lookalikes())
@example("up: '[[a]]'\nto:\n  - see [[b#c|d]] and [[ ]]\n")
@example("a: ['[[', ']]']\n")
@example("a: see [[b\n  c]]\n")
@example("a: '[[b' # ]]\n")
@example('a: ["b", ](c)]\n')
@example("# kept by hand\nup: '[[a]]' # so\nto: '[b](c)'\n")
@example("a: x [[b #c]]\n")
@example("a: x [b](<c #d>)\n")
@example('a: "[b](c "\nd: "e)"\n')
@example('a: x [b](c\nd: "e")\n')
@example("a: 'x [b](c \"d\")'\n")
def test_links_are_found_alike_in_rows_and_in_values(block):
    text = f"---\n{block}---\n"
    rows = rows_of(block)
    found = None if rows is None else links_in_rows(block, 4, rows)
    if found is not None:
        entries = read_full(text, 4, 4 + len(block)).entries
        assert found == links_in(text, [entry.node for entry in entries])
