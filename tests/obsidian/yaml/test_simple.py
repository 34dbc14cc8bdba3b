import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.obsidian.yaml.texts import blocks
from vaultsync.obsidian.yaml.reader import read_full
from vaultsync.obsidian.yaml.simple import read_simple


def same(block):
    """A block that is read here is read as by the full reader, which finds nothing wrong."""
    simple = read_simple(block, 0, len(block))
    if simple is not None:
        # Their repr tells 1 from True and 1.0, and -0.0 from 0.0.
        assert repr(simple) == repr(read_full(block, 0, len(block)))


@pytest.mark.parametrize(
    "block",
    [
        "",
        'title: Mission 3\ncreated: 2024-08-13\nup: "[[Missions (ds2026)]]"\ntags:\n  - a\n  - b\n',
        "tags:\n- a\n-\n- 012\n",
        "a: [x, \"[[y]]\", 'z']  # why\nb: []\nc:\n",
        "a:   https://x.y/z?q=1#z   \r\n\r\n  # c\r\nb: 'it'\r\n",
        "a: -1\nb: yes\nc: ~\nd: 1e5\ne: .5\nnuméro: 50% of it\n",
    ],
)
def test_ordinary_blocks_are_read_here(block):
    assert read_simple(block, 0, len(block)) is not None
    same(block)


@pytest.mark.parametrize(
    "block",
    [
        "a: b\n  goes on\n",
        "a: b\na: c\n",
        "a: |\n  text\n",
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


line = st.text("abn0-. :#'\"[],{}\\|>&*!~\té\u3000\xa0", max_size=12)


@given(
    st.lists(st.tuples(st.sampled_from(["a:", "b: ", "- ", "  - ", "", "  "]), line), max_size=4)
)
@example([("a:", ""), ("  - ", "a"), ("", "#"), ("  - ", "b")])
@example([("b: ", "[a,\u3000b]")])
def test_it_agrees_on_anything_that_looks_alike(parts):
    same("".join(f"{start}{rest}\n" for start, rest in parts))


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
    "unit", ["a", "a ", ":", "#", " ", "- ", "a:", "[", "'", '"', ",", "a, ", "\n"]
)
def test_any_line_is_read_once(unit, monkeypatch):
    monkeypatch.setattr("vaultsync.obsidian.yaml.simple._LONGEST_BLOCK", 2_000_000)
    for start in ("a: ", "a: [", "", "- ", "a: '"):
        block = start + unit * (1_000_000 // len(unit)) + "\n"
        read_simple(block, 0, len(block))


def test_a_block_of_unheard_of_length_is_declined():
    assert read_simple("a:\n" + "- b\n" * 100_000, 0, 400_003) is None
