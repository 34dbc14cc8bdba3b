"""What is read is what `json` reads, and what is refused is refused as there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.lean.plain_json import Decoder, loads

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
SPACE = st.text(" \t\r\n", max_size=3)


@given(VALUES, SPACE, SPACE, st.booleans(), st.sampled_from([None, 1]))
def test_what_is_written_is_read(
    value: Any, before: str, after: str, plain: bool, indent: int | None
) -> None:
    text = before + json.dumps(value, ensure_ascii=plain, indent=indent) + after
    assert loads(text) == json.loads(text) == value


def told(read: Any, text: str) -> Any:
    try:
        return repr(read(text))
    except (ValueError, RecursionError) as error:
        return type(error), *error.args


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "{", "[1,]", "nul", '{"a" 1}', '"a\nb"', '"\\x"', "1 2", "1\u00a0", "\ufeff1"),
        *("NaN", "[Infinity]", "-Infinity", "-", "01", "1" * 5000, "[" * 100_000, "\x0c1"),
    ],
)
def test_what_is_none_is_refused_as_there(text: str) -> None:
    told_there = told(json.JSONDecoder().decode, text)
    assert told(loads, text) == told_there


@given(st.text('{}[]",:\\ ntu0.e-1\n', max_size=12))
def test_whatever_is_said_is_heard_as_there(text: str) -> None:
    assert told(loads, text) == told(json.JSONDecoder().decode, text)


def test_hooks_are_asked_as_there() -> None:
    def distinct(pairs: list[tuple[str, Any]]) -> Any:
        if len(dict(pairs)) != len(pairs):
            raise ValueError("twice")
        return pairs

    def constant(name: str) -> Any:
        raise ValueError(name)

    mine, theirs = (
        kind(object_pairs_hook=distinct, parse_constant=constant)
        for kind in (Decoder, json.JSONDecoder)
    )
    for text in ('{"a": {"b": 1}}', '{"a": 1, "a": 2}', '{"a": NaN}', "x"):
        assert told(mine.decode, text) == told(theirs.decode, text)
        assert told(lambda t: mine.raw_decode(f" {t} ]", 1), text) == told(
            lambda t: theirs.raw_decode(f" {t} ]", 1), text
        )


def test_no_scanner_is_no_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "_json", None)
    assert loads(' {"a": [1, null]}\n') == {"a": [1, None]}
