from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.match.seeds import SEED_PAIRS
from vaultsync.match.wording.substance import NOTHING_UNSHARED
from vaultsync.match.wording.synonyms import unsaid
from vaultsync.match.wording.words import stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TBS will improve guidance", "TBS will enhance direction"),
        ("Departments set up a common place", "Ministries establish a shared location"),
        ("Co-ordinate the review", "organize the examination, as far as possible"),
        ("Leveraging pilots over time", "using trials, where appropriate"),
        ("share results", "exchange results"),
        ("the programs of employees", "the programmes of staff"),
        ("", ""),
    ],
)
def test_other_words_of_the_same_meaning_leave_nothing_unsaid(one: str, other: str) -> None:
    assert unsaid(one, other) == NOTHING_UNSHARED


@pytest.mark.parametrize(
    ("one", "other", "ours", "theirs"),
    [
        ("training opportunities", "funding opportunities", "train", "fund"),
        ("share data", "share information", "data", "inform"),
        ("develop a framework", "implement a framework", "develop", "imple"),
        ("a common place", "an exchange place", "common", "exchang"),  # not by way of `shared`
        ("improve and enhance access", "improve access", "enhanc", ""),
    ],
)
def test_what_may_be_another_action_is_unsaid(one: str, other: str, ours: str, theirs: str) -> None:
    assert unsaid(one, other) == ((ours,) if ours else (), (theirs,) if theirs else ())


def test_the_lead_of_an_action_is_never_a_synonym() -> None:
    assert any(unsaid("TBS will share data", "PCO will share data"))


WORDS = st.sampled_from(" ".join(text for pair in SEED_PAIRS.values() for text in pair).split())


@given(st.lists(WORDS, max_size=12), st.lists(WORDS, max_size=12))
def test_the_order_of_the_two_makes_no_difference_to_whether_anything_is_unsaid(
    one: list[str], other: list[str]
) -> None:
    ours, theirs = " ".join(one), " ".join(other)
    assert any(unsaid(ours, theirs)) == any(unsaid(theirs, ours))
    assert unsaid(ours, ours) == NOTHING_UNSHARED


def test_stems_are_found_in_the_groups_as_texts_have_them() -> None:
    assert stem("establishes") == stem("establish")
    assert unsaid("it establishes and improves", "it creates and enhances") == NOTHING_UNSHARED
