import pytest
from hypothesis import example, given

from tests.obsidian.yaml.texts import lookalikes
from vaultsync.obsidian.properties.oddities import are_sound, oddities_in
from vaultsync.obsidian.properties.properties import read_properties
from vaultsync.obsidian.yaml.simple import rows_of


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ("tags:\n  - #a\n  - b\n", [("swallowed-tag", "#a")]),
        ("tags:\n- #a/b\r\n- # a comment\n-\n", [("swallowed-tag", "#a/b")]),
        ("tags: #a\n", [("swallowed-tag", "#a")]),
        (
            "tags: [a b, '', 2024]\n",
            [("invalid-tag", "a b"), ("invalid-tag", "''"), ("invalid-tag", "2024")],
        ),
        ("tags: a, b\n", [("comma-tags", "a, b")]),
        ("tags: a b\n", [("comma-tags", "a b")]),
        ("tags: a.b\n", [("invalid-tag", "a.b")]),
        ("tags: [a, '#b', c/d]\ntags2: a, b\n", []),
        (
            "tag: a\nAlias: b\ncssclass: c\n",
            [
                ("deprecated-key", "tag"),
                ("deprecated-key", "Alias"),
                ("deprecated-key", "cssclass"),
            ],
        ),
        ('"tag": a\n', [("deprecated-key", "tag")]),
        ('{"tag": "\\ud83d\\ude00"}\n', []),
        ("up: [[a]]\n", [("unquoted-link", "[[a]]")]),
        ("up: [[a|b, c]]\n", [("unquoted-link", "[[a|b, c]]")]),
        ("up:\n  - [[a]]\n  - [b]\n", [("unquoted-link", "[[a]]")]),
        ("up: {x: [[a]]}\n", [("unquoted-link", "[[a]]")]),
        ("up: [[]]\nm: [[1, 2], [3, 4]]\nn: [ [a]]\n", []),
        ("tags:\n  - [[a]]\n", [("unquoted-link", "[[a]]")]),
    ],
)
def test_what_its_author_did_not_mean(block, found):
    oddities = read_properties(block, (0, len(block))).oddities
    assert [(odd.kind, block[odd.start : odd.end]) for odd in oddities] == found


@pytest.mark.parametrize(
    "block",
    [
        "tags:\r\n  - a\r\n\r\n  # c\r\n  - 'b'\r\n",
        'tags: [a, "b"] #c\n',
        "Tags: a\n",
        "tags:\n",
        "a: b c\n",
    ],
)
def test_what_is_beyond_doubt_takes_no_closer_look(block):
    assert are_sound(rows_of(block))


@given(lookalikes())
@example("tags: ['a, b', c]\n")
@example("tags: ['a\", \"b']\n")
@example("tags: ['']\n")
@example("tags:  #a\n")
@example("tags: |\n  a\n")
@example("tags:\n  - a\n  -\n")
@example("tags: a\n  b\n")
def test_what_seems_sound_is_not_odd(block):
    text = f"---\n{block}---\n"
    rows = rows_of(block)
    if rows is not None and are_sound(rows):
        assert oddities_in(text, read_properties(text, (4, 4 + len(block)))) == ()
