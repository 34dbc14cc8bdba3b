import random

from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.draft import Draft
from vaultsync.text import Edit, apply_edits


def test_edits_count_in_the_original():
    draft = Draft("one two three")
    assert draft.change([Edit(4, 7, "2"), Edit(0, 0, ">")]) == -1
    assert draft.text == ">one 2 three"
    draft.change([Edit(5, 6, "zwei"), Edit(12, 12, "!")])
    assert draft.edits() == [Edit(0, 0, ">"), Edit(4, 7, "zwei"), Edit(13, 13, "!")]


def test_what_is_taken_back_leaves_no_edit():
    draft = Draft("one two")
    draft.change([Edit(3, 3, " and")])
    draft.change([Edit(3, 7, "")])
    draft.change([Edit(0, 3, "")])
    draft.change([Edit(0, 0, "one")])
    assert draft.edits() == []


def test_insertions_at_one_place_keep_their_order():
    draft = Draft("ab")
    draft.change([Edit(1, 1, "x"), Edit(1, 1, "y")])
    assert draft.text == "axyb"
    assert draft.edits() == [Edit(1, 1, "xy")]


@given(st.text("abc\n", max_size=20), st.randoms(use_true_random=False))
def test_the_edits_lead_to_the_text(text, chance: random.Random):
    draft = Draft(text)
    for _ in range(4):
        places = sorted(chance.randint(0, len(draft.text)) for _ in range(4))
        draft.change(
            [
                Edit(places[0], places[1], chance.choice(["", "x", "yz"])),
                Edit(places[2], places[3], chance.choice(["", "x", "yz"])),
            ]
        )
        assert apply_edits(text, draft.edits()) == draft.text


def test_many_edits_at_once_cost_no_more_than_one_walk():
    text = "ab" * 100_000
    draft = Draft(text)
    draft.change([Edit(at, at + 1, "x") for at in range(0, len(text), 2)])
    draft.change([Edit(at, at + 1, "") for at in range(0, len(text), 2)])
    assert draft.text == "b" * 100_000
    assert len(draft.edits()) == 100_000
