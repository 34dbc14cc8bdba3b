import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.obsidian.yaml.views import yaml_1_1, yaml_1_2
from vaultsync.obsidian.yaml.reader import read_full
from vaultsync.obsidian.yaml.writing import scalar_text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("In Progress", "In Progress"),
        ("status/in-progress", "status/in-progress"),
        ("Année 2", "Année 2"),
        ("日本語", "日本語"),
        ("no", '"no"'),
        ("Y", '"Y"'),
        ("NULL", '"NULL"'),
        ("012", '"012"'),
        ("1_000", '"1_000"'),
        ("2024-08-13", '"2024-08-13"'),
        ("12:30", '"12:30"'),
        ("a: b", '"a: b"'),
        ("a:", '"a:"'),
        ("#x", '"#x"'),
        ("a #x", '"a #x"'),
        ("[[x]]", '"[[x]]"'),
        (" lead", '" lead"'),
        ("trail ", '"trail "'),
        ("", '""'),
        ("~", '"~"'),
        ("<<", '"<<"'),
        ("=", '"="'),
        ("---", '"---"'),
        ("a, b", '"a, b"'),
        ('say "it"', '"say \\"it\\""'),
        ("C:\\x", '"C:\\\\x"'),
        ("a\nb\tc\x00\x1b\x85\u2028\ufeff", '"a\\nb\\tc\\x00\\x1b\\u0085\\u2028\\ufeff"'),
        ("😀", '"😀"'),
        (None, ""),
        (True, "true"),
        (12, "12"),
        (1.5, "1.5"),
        (1e20, "1.0e+20"),
        (-math.inf, "-.inf"),
    ],
)
def test_values_are_written_so_that_all_readers_agree(value, written):
    assert scalar_text(value) == written


@pytest.mark.parametrize(
    ("value", "style", "written"),
    [
        ("a", "double", '"a"'),
        ("a", "single", "'a'"),
        ("it's", "single", "'it''s'"),
        ("a\nb", "single", '"a\\nb"'),
        ("a", "literal", "a"),
        ("no", "plain", '"no"'),
        (12, "double", "12"),
    ],
)
def test_the_style_asked_for_is_taken_where_it_can_hold_the_value(value, style, written):
    assert scalar_text(value, style) == written


def ours(block):
    return {entry.name: entry.node.value for entry in read_full(block, 0, len(block)).entries}


def readings(block):
    return [yaml_1_1(block), yaml_1_2(block), ours(block)]


awkward = st.text() | st.text("ab019 -_.:#,[]{}'\"\\&*!|>%@`~=<?\t\n\r\x00\x7f\x85\u2028\ufeffé😀")
styles = st.sampled_from(["plain", "single", "double"])


@given(awkward, styles)
def test_any_text_comes_back_from_every_reader(value, style):
    written = scalar_text(value, style)
    assert "\n" not in written
    assert readings(f"a: {written} # c\n") == [{"a": value}] * 3
    assert readings(f"a:\n  - {written}\n") == [{"a": [value]}] * 3
    assert readings(f"a: [{written}, {written}]\n") == [{"a": [value, value]}] * 3


@given(awkward.filter(bool))
def test_any_text_comes_back_as_a_key(name):
    assert readings(f"{scalar_text(name)[:1000]}: 1\n")[2] is not None
    if len(name) < 200:
        assert readings(f"{scalar_text(name)}: 1\n") == [{name: 1}] * 3


@given(st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False))
def test_any_other_value_comes_back_from_every_reader(value):
    for reading in readings(f"a: {scalar_text(value)}\n"):
        assert reading["a"] == value
        assert isinstance(reading["a"], bool) == isinstance(value, bool)


def test_half_a_character_cannot_be_written():
    with pytest.raises(ValueError, match="UTF-8"):
        scalar_text("\ud83d")
