"""What is there without an import of the library does what the library does."""

from __future__ import annotations

import collections

from hypothesis import given
from hypothesis import strategies as st

from vaultsync.lean.cached import Counter

WORDS = st.lists(st.sampled_from("abcdefgh"))


@given(WORDS, WORDS)
def test_counters_count_as_those_of_the_library_do(these: list[str], those: list[str]) -> None:
    mine, yours = Counter(these), Counter(those)
    ours, theirs = collections.Counter(these), collections.Counter(those)
    assert list(mine.items()) == list(ours.items())
    assert mine["z"] == 0
    assert "z" not in mine
    assert mine.total() == ours.total()
    assert list((mine - yours).items()) == list((ours - theirs).items())
    assert list((mine & yours).items()) == list((ours & theirs).items())
    assert list((mine - yours - mine).items()) == []


@given(WORDS, WORDS)
def test_counters_are_added_up(these: list[str], those: list[str]) -> None:
    mine, ours = Counter(these), collections.Counter(these)
    for more in (those, iter(those)):
        mine.update(more)
    ours.update(those + those)
    assert mine == ours
    mine.update(Counter(those))
    mine.update({"a": 2})
    ours.update(collections.Counter(those))
    ours.update({"a": 2})
    assert list(mine.items()) == list(ours.items())
    assert Counter({"a": 2}) == {"a": 2}
