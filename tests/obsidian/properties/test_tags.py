import pytest

from vaultsync.obsidian.properties.properties import read_properties
from vaultsync.obsidian.properties.tags import tag_name


@pytest.mark.parametrize(
    ("block", "names"),
    [
        ("tags: [a, b/c]\n", ["a", "b/c"]),
        ("tags: a\n", ["a"]),
        ("Tags:\n- a\n- '#b'\n", ["a", "b"]),
        ("tags: a, b\n", []),
        ("tags: a b\n", []),
        ("tags:\n", []),
        ("tags: []\n", []),
        ("tags:\n  - #a\n  - b\n", ["b"]),
        ("tags: [2024, 1990s, '2024']\n", ["1990s"]),
        ("tags: [a b, a.b, it's, a/, 日本語, 🌱, ‼]\n", ["a", "日本語", "🌱"]),
        ("tags: [Tag, TAG, tag]\n", ["Tag", "TAG", "tag"]),
        ("tags: {a: b}\n", []),
        ("tags: [[a]]\n", []),
        ("tag: a\n", []),
        ('{"tags": "journal"}\n', ["journal"]),
        ('{"tags": ["\\ud83d\\ude00"]}\n', ["😀"]),
    ],
)
def test_tags_are_those_that_obsidian_reads(block, names):
    tags = read_properties(block, (0, len(block))).tags
    assert [tag.name for tag in tags] == names


def test_a_tags_span_is_its_item():
    block = "tags:\n  - a\n  - '#b'\n"
    assert [block[t.start : t.end] for t in read_properties(block, (0, len(block))).tags] == [
        "a",
        "'#b'",
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a", "a"),
        ("#a", "a"),
        ("##a", None),
        (" a/b/ ", "a/b"),
        ("1984", None),
        ("3d", "3d"),
        ("", None),
        ("#", None),
        ("/", None),
        ("a\u2060b", None),
        ("a-b_c", "a-b_c"),
    ],
)
def test_what_is_a_tag(text, name):
    assert tag_name(text) == name
