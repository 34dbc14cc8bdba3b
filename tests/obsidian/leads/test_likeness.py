"""Texts are as alike as a library finds them, and none that is near is passed over."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from vaultsync.lean import letters
from vaultsync.obsidian.leads import likeness

alphabet = st.text(st.sampled_from("ab cé"), max_size=12).filter(str.strip)


@given(alphabet, st.lists(alphabet, max_size=8, unique=True), st.sampled_from([1, 3]))
def test_few_texts_are_compared_as_the_library_compares_them(
    name: str, choices: list[str], limit: int
) -> None:
    for in_order in (False, True):
        answers = []
        for by_hand in (10**9, 0):
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(letters, "_BY_HAND", by_hand)
                patched.setattr(letters._Library, "is_there", False)
                patched.setattr(likeness, "_cutoff", lambda name: 60)
                answers.append(likeness._alike(name, choices, limit, in_order))
        assert list(answers[0].items()) == list(answers[1].items())


words = alphabet.map(lambda text: " ".join(text.split()))


@given(alphabet, st.lists(alphabet, max_size=4))
def test_bags_tell_how_many_letters_texts_have_in_common(text: str, others: list[str]) -> None:
    bags = likeness.Bags()
    for other in others:
        common = (Counter(text) & Counter(other)).total()
        assert (bags.of(text) & bags.of(other)).bit_count() == common


@given(words, st.sets(words, max_size=8))
def test_what_has_other_letters_is_near_in_no_order(name: str, choices: set[str]) -> None:
    left = set(likeness._of_like_letters(name, choices, likeness.Bags()))
    for each in choices - left:
        assert fuzz.ratio(name, each) < likeness._cutoff(name)
        assert fuzz.token_sort_ratio(name, each) < likeness._cutoff(name)
