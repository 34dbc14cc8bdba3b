"""Questions among many texts are answered alike, however they are looked up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.leads import nearness
from vaultsync.obsidian.leads.nearness import Nearness

WORDS = ["mission", "misson", "alpha", "Plans", "a", "ΑΣ", "Straße", "m²", "²", "İx", "日本"]
NUMBERS = ["1", "01", "3.1a", "0", "٣", "202301011200", "2023-01-01"]
words = st.sampled_from([*WORDS, *NUMBERS, "z" * 310, " ", "a b"])
texts = st.lists(words, max_size=4).flatmap(
    lambda each: st.sampled_from([" ", "", "-", "\0"]).map(lambda by: by.join(each))
)


@given(st.lists(texts, max_size=30), texts, st.sampled_from([1, 3]), st.sampled_from([2, 4_000]))
def test_a_few_questions_are_answered_as_many_are(
    among: list[str], wanted: str, limit: int, too_common: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(nearness, "_TOO_COMMON", too_common)
        patched.setattr(nearness, "_FEW", 1)
        sieved = Nearness([*among, "another", "one more"])
        indexed = Nearness([*among, "another", "one more"])
        indexed._looked_at = 1_000  # as after many questions
        assert sieved.nearest(wanted, limit) == indexed.nearest(wanted, limit)


def test_a_slip_of_the_hand_is_found_among_many() -> None:
    among = [f"Mission {number}.{part}" for number in range(300) for part in "123"]
    near = Nearness([*among, "Gardening", "2024-01-02 Journal"])
    assert near.nearest("Misson 3.1", 1) == ("Mission 3.1",)
    assert near.nearest("gardning", 3) == ("Gardening",)
    assert near.nearest("2024-1-2 journl", 3) == ("2024-01-02 Journal",)
    assert near.nearest("Misson 3.4", 3) == ()
    for number in range(300):
        assert near.nearest(f"Misson {number}.1", 1) == (f"Mission {number}.1",)


@given(st.lists(texts, max_size=30))
def test_all_texts_at_once_are_told_as_each_alone(among: list[str]) -> None:
    assert sorted(nearness._all_told(among)) == sorted(map(nearness._told, among))
