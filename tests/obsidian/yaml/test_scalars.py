import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.yaml.reader import read_full
from vaultsync.obsidian.yaml.scalars import offsets, plain_value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("yes", "yes"),
        ("on", "on"),
        ("No", "No"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("tRUE", "tRUE"),
        ("", None),
        ("~", None),
        ("Null", None),
        ("nULL", "nULL"),
        ("2024-08-13", "2024-08-13"),
        ("2020-08-21T10:30:00", "2020-08-21T10:30:00"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("012", 12),
        ("-12", -12),
        ("+12", 12),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b11", "0b11"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("-1.5E-3", -0.0015),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        (".", "."),
        ("-", "-"),
        ("1.2.3", "1.2.3"),
        ("1,5", "1,5"),
        ("NaN", "NaN"),
        ("=", "="),
        ("99999999999999999999", 1e20),
        ("0x" + "f" * 400, math.inf),
        ("0x" + "0" * 400 + "1", 1),
    ],
)
def test_plain_scalars_are_what_yaml_1_2_makes_of_them(source, value):
    assert plain_value(source) == value
    assert type(plain_value(source)) is type(value)


def test_not_a_number_is_one():
    assert math.isnan(plain_value(".NaN"))


@pytest.mark.parametrize("start", ["1", "0x1", "0o1", "-", "1."])
def test_long_numbers_take_no_more_than_linear_time(start):
    plain_value(start + "1" * 1_000_000)


@pytest.mark.parametrize(
    ("source", "style", "value", "pieces"),
    [
        ('"a"', "double", "a", ["a"]),
        ('"a\\tb"', "double", "a\tb", ["a", "\\t", "b"]),
        ('"\\x41\\u0042\\U00000043"', "double", "ABC", ["\\x41", "\\u0042", "\\U00000043"]),
        ('"a\n  b"', "double", "a b", ["a", "\n  ", "b"]),
        ('"a \\\n  b"', "double", "a b", ["a", " \\\n  ", "b"]),
        ("'it''s'", "single", "it's", ["i", "t", "''", "s"]),
        ("a\n  b", "plain", "a b", ["a", "\n  ", "b"]),
        ("a\r\n\r\n  b", "plain", "a\nb", ["a", "\r\n\r\n  ", "b"]),
    ],
)
def test_each_character_of_a_value_has_its_place(source, style, value, pieces):
    places = offsets(source, style, value)
    assert [source[a:b] for a, b in pairwise(places)] == pieces
    block = f"a: {source}\n"
    assert read_full(block, 0, len(block)).entries[0].node.value == value


def test_characters_of_block_scalars_have_none():
    assert offsets("|\n  a", "literal", "a\n") is None


quoted = st.text("ab\\\"' nx41u\n\t#:é", max_size=12)


@given(quoted, st.sampled_from(['"', "'", ""]))
def test_places_are_known_for_whatever_yaml_reads(text, quote):
    block = f"a: {quote}{text}{quote}\n"
    entries = read_full(block, 0, len(block)).entries
    if [entry.name for entry in entries] != ["a"] or not isinstance(entries[0].node.value, str):
        return
    node = entries[0].node
    if node.style in ("double", "single", "plain"):
        places = offsets(block[node.start : node.end], node.style, node.value)
        assert places is not None
        assert list(places) == sorted(places)
        assert len(places) == len(node.value) + 1
