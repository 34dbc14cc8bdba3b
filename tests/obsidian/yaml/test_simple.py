import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.obsidian.yaml.texts import blocks, lookalikes
from vaultsync.obsidian.yaml.reader import read_full
from vaultsync.obsidian.yaml.simple import block_of, entry_of, rows_of, value_of


def read_simple(text, start, end):
    rows = rows_of(text[start:end])
    return None if rows is None else block_of(rows, start)


def same(block):
    """A block that is read here is read as by the full reader, which finds nothing wrong."""
    simple = read_simple(block, 0, len(block))
    if simple is not None:
        # Their repr tells 1 from True and 1.0, and -0.0 from 0.0.
        assert repr(simple) == repr(read_full(block, 0, len(block)))
        said = {row[0]: value_of(row) for row in rows_of(block) if row[0]}
        assert repr(said) == repr({entry.name: entry.node.value for entry in simple.entries})
        alone = {entry.name.casefold(): entry for entry in simple.entries[::-1]}
        assert alone == {name: entry_of(rows_of(block), 0, name) for name in alone}
        assert entry_of(rows_of(block), 0, "") is None


@pytest.mark.parametrize(
    "block",
    [
        "",
        'title: Mission 3\ncreated: 2024-08-13\nup: "[[Missions (ds2026)]]"\ntags:\n  - a\n  - b\n',
        "tags:\n- a\n-\n- 012\n",
        "a: [x, \"[[y]]\", 'z']  # why\nb: []\nc:\n",
        "a:   https://x.y/z?q=1#z   \r\n\r\n  # c\r\nb: 'it'\r\n",
        "a: -1\nb: yes\nc: ~\nd: 1e5\ne: .5\nnuméro: 50% of it\n",
        "a: b\n  goes on \r\n    - and on\nc: d\n",
        "a: |\n  text # of\n\n    lines: \n\n# c\nb: |-\r\n c\r\n d\r\n",
        "a: >\n  folded\n  text\nb: >-\n  x\n\nc: >-\nd: |  \n\n# c\n",
        "\n  # c\n\na:\n\n# c\n  # d\n  - b\n\n  - c # d\n\n",
    ],
)
def test_ordinary_blocks_are_read_here(block):
    assert read_simple(block, 0, len(block)) is not None
    same(block)


@pytest.mark.parametrize(
    "block",
    [
        "a: b\na: c\n",
        "a: b # c\n  goes on\n",
        "a: b\n\n  goes on\n",
        "a: b\n  c: d\n",
        "a: 'b'\n  goes on\n",
        "a: |+\n  text\n",
        "a: |2\n  text\n",
        "a: |\n  text",
        "a: |\n\n  text\n",
        "a: |\n  text\n   \n",
        "a: |\n  text\n # c\n",
        "a: |\n  text\n less\n",
        "a: | # c\n  text\n",
        "a: >\n  folded\n\n  text\n",
        "a: >\n  folded\n    text\n",
        "a:\n  - b\n    goes on\n",
        'a: "\\n"\n',
        "a: 'it''s'\n",
        "a: {b: c}\n",
        "a: [[b]]\n",
        "a: b: c\n",
        "a: b:\n",
        "a: &x b\n",
        "a: *x\n",
        "a: !x b\n",
        "a: {{date}}\n",
        "a:\tb\n",
        "a: b\u2028c\n",
        "a: b\rc: d\n",
        "a:\n  - b\n - c\n",
        "a:\n  - b: c\n",
        "a: b\n- c\n",
        "- a\n",
        "true: a\n",
        "null: a\n",
        '{"a": 1}\n',
        "a\n",
        "a: [b, c\n",
        "a: [b] c\n",
        'a: "b" c\n',
        "x" * 2000 + ": a\n",
    ],
)
def test_all_else_is_declined(block):
    assert read_simple(block, 0, len(block)) is None


@given(blocks())
def test_it_agrees_with_the_full_reader(block):
    same(block)


@given(lookalikes())
@example("a:\n  - a\n#\n  - b\n")
@example("b: [a,\u3000b]\n")
def test_it_agrees_on_anything_that_looks_alike(block):
    same(block)


@given(st.text())
def test_no_text_raises(text):
    same(text)


def test_a_span_is_read_and_nothing_around_it():
    text = "---\na: b\n---\nc: d\n"
    block = read_simple(text, 4, 9)
    assert block is not None
    (entry,) = block.entries
    assert text[entry.key_start : entry.key_end] == "a"
    assert text[entry.node.start : entry.node.end] == "b"


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "a ",
        ":",
        "#",
        " ",
        "- ",
        "a:",
        "[",
        "'",
        '"',
        ",",
        "a, ",
        "\n",
        "\n  ",
        "\n  b",
        "\n\n  b",
    ],
)
def test_any_line_is_read_once(unit, monkeypatch):
    monkeypatch.setattr("vaultsync.obsidian.yaml.simple._LONGEST_BLOCK", 2_000_000)
    for start in ("a: ", "a: [", "", "- ", "a: '", "a: |\n  ", "a: >\n  b\n  ", "a: b\n  "):
        block = start + unit * (300_000 // len(unit)) + "\n"
        read_simple(block, 0, len(block))


def test_a_block_of_unheard_of_length_is_declined():
    assert read_simple("a:\n" + "- b\n" * 100_000, 0, 400_003) is None
