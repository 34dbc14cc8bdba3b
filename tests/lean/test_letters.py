"""What is compared by hand is compared as a library does it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from vaultsync.lean import letters

texts = st.text(st.sampled_from("ab cé\U0001f600"), max_size=20)
sequences = st.lists(st.sampled_from(["a", "b", "c", "dd"]), max_size=12)


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters._Library, "steps", 0)
    monkeypatch.setattr(letters._Library, "is_there", False)


@given(texts, texts)
def test_two_texts(one: str, other: str) -> None:
    expected = fuzz.ratio(one, other)
    assert letters._ratios(one, [other]) == [expected]
    assert letters.ratio(one, other) == expected


@given(texts, st.lists(texts, max_size=8), st.sampled_from([0, 10**9]))
def test_one_text_against_many(text: str, others: list[str], most: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(letters, "_BY_HAND", most)
        patched.setattr(letters._Library, "is_there", False)
        many = letters.Many(others)
        expected = [fuzz.ratio(text, other) for other in others]
        assert many.ratios(text) == expected
        among = dict(list(enumerate(others))[1::2])
        near = [at for at, score in enumerate(expected) if score >= 62]
        near.sort(key=lambda at: -expected[at])
        assert many.near(text, 62) == near
        assert many.near(text, 62, among) == [at for at in near if at in among]
        for first in range(len(others)):
            assert many._ratios(text, first) == expected[first:]


@given(sequences, sequences, st.sampled_from([0, 10**9]))
def test_what_two_sequences_have_in_common(left: list[str], right: list[str], most: int) -> None:
    expected = [
        (step.src_start, step.dest_start, step.src_end - step.src_start)
        for step in Indel.opcodes(left, right)
        if step.tag == "equal"
    ]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(letters, "_BY_HAND", most)
        patched.setattr(letters._Library, "is_there", False)
        assert list(letters.in_common(left, right)) == expected


def test_what_is_carried_over_in_one_text_never_gets_into_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(letters, "_BY_HAND", 10**9)
    for count in (*range(300), 2000):
        others = ["a" * count, "bab", "ab" * count, "b", "a"]
        for text in ("a" * count + "b", "ab" * (count + 1)):
            expected = [fuzz.ratio(text, other) for other in others]
            assert letters.Many(others).ratios(text) == expected


def test_what_is_much_is_left_to_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_ratios", "_in_common"):
        monkeypatch.delattr(letters, name)
    monkeypatch.delattr(letters.Many, "_ratios")
    monkeypatch.setattr(letters, "_BY_HAND", 10)
    assert letters.ratio("abcdefghijkl", "abcdefghijkl") == 100
    assert letters.Many(["abcdefghijkl"]).near("abcdefghijkl", 90) == [0]
    assert list(letters.in_common("abcdefghijkl", "abcdefghijkl")) == [(0, 0, 12)]
