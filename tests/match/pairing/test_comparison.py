from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.match.seeds import LABELS
from vaultsync.match.pairing.areas import Areas
from vaultsync.match.pairing.comparison import LITTLE_WORK, Comparison
from vaultsync.match.pairing.pairing import pair_up
from vaultsync.match.pairing.verdict import LEAST
from vaultsync.match.places.claim import Claim
from vaultsync.match.wording.halves import is_other_half, leaves_a_rest
from vaultsync.tracker.model import Row


def test_equal_words_are_as_alike_as_can_be() -> None:
    alike = Comparison(["Open data, now"], ["now: open DATA."]).alike(0, 0)
    assert (alike.words, alike.rare, alike.text) == (1, 1, 1)


def test_nothing_is_like_nothing() -> None:
    assert Comparison([""], ["words"]).alike(0, 0).text == 0
    assert Comparison(["..."], [""]).alike(0, 0).text == 0


def test_what_all_texts_share_weighs_little() -> None:
    rows = [f"TBS will publish data on {topic}" for topic in ("roads", "rail", "ships", "air")]
    comparison = Comparison(["TBS will publish data on rail"], rows)
    right, wrong = comparison.alike(0, 1), comparison.alike(0, 2)
    assert right.text == 1
    assert wrong.words > 0.8
    assert wrong.rare < 0.75
    assert comparison.shared(0, 1)[0] == "rail"


def test_very_long_texts_are_compared_in_part() -> None:
    assert Comparison(["word " * 300_000], ["word " * 300_000]).alike(0, 0).text == 1


def long_list(number: int, seed: int) -> tuple[list[Claim], list[Row]]:
    """A made list of actions and a tracker that words them a little otherwise."""
    chance = random.Random(seed)
    words = [
        f"{start}{end}" for start in "bdfgklmnprst" for end in ("ando", "eris", "ilum", "otan")
    ]
    claims, rows = [], []
    for place in range(number):
        mission, area, letter = place // 70 + 1, place // 7 % 10 + 1, "abcdefg"[place % 7]
        label = LABELS.read(f"Mission {mission}.{area}{letter}")
        assert label is not None
        said = chance.choices(words, k=chance.randint(10, 20))
        published = list(said)
        for _ in range(chance.randint(0, 4)):
            published[chance.randrange(len(published))] = chance.choice(words)
        name = " ".join(random.Random(place // 7).choices(words, k=6))
        claims.append(
            Claim(
                label.text,
                label,
                label.text,
                -1,
                True,
                label.id,
                " ".join(said),
                None,
                name,
                None,
                0,
                0,
            )
        )
        rows.append(Row(None, " ".join(published), name, source="page.txt", line=place + 1))
    return claims, rows


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_looking_up_rare_words_gives_the_verdicts_of_the_full_search(seed: int) -> None:
    claims, rows = long_list(330, seed)
    assert len(claims) * len(rows) > LITTLE_WORK
    areas = Areas(claim.area for claim in claims)
    quick = pair_up(claims, rows, (), areas, whole=False)
    full = pair_up(claims, rows, (), areas, whole=False, exhaustive=True)
    assert {claim: (pair.row, pair.verdict) for claim, pair in quick.pairs.items()} == {
        claim: (pair.row, pair.verdict) for claim, pair in full.pairs.items()
    }
    assert len(quick.pairs) > 300


@pytest.mark.parametrize("exhaustive", [True, False])
def test_what_is_near_is_as_near_as_each_pair_alone(exhaustive: bool) -> None:
    claims, rows = long_list(90, 3)
    ours, theirs = [claim.text for claim in claims], [row.text for row in rows]
    comparison = Comparison([*ours, "", "a a b"], [*theirs, "", "b a a"])
    for claim in range(len(ours) + 2):
        alike = {row: comparison.alike(claim, row).text for row in range(len(theirs) + 2)}
        near = dict(comparison.rows_near(claim, 0.4, exhaustive))
        assert near == pytest.approx({row: like for row, like in alike.items() if like >= 0.4})
    for row in (0, 7, len(theirs), len(theirs) + 1):
        alike = {claim: comparison.alike(claim, row).text for claim in range(len(ours) + 2)}
        near = dict(comparison.claims_near(row, 0.4, exhaustive))
        assert near == pytest.approx({claim: like for claim, like in alike.items() if like >= 0.4})


# Words that are spelled nearly alike share letters and no stems; long ones share little else.
WORDS = ["roads", "roams", "rails", "nails", "data", "date", "interoperability", "open", "up", "of"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), min_size=1, max_size=6)


@settings(max_examples=300)
@given(TEXTS, TEXTS, st.sampled_from([LEAST, 0.6, 0.9]))
def test_no_pair_that_is_alike_is_passed_over(
    claims: list[str], rows: list[str], floor: float
) -> None:
    claims = [*claims, *rows[::2], *rows[:1]]
    comparison = Comparison(claims, rows)
    alike = {
        (claim, row): like
        for claim in range(len(claims))
        for row in range(len(rows))
        if (like := comparison.alike(claim, row).text) >= floor
    }
    assert alike == {
        (claim, row): like
        for claim in range(len(claims))
        for row, like in comparison.rows_near(claim, floor)
    }
    assert alike == {
        (claim, row): like
        for row in range(len(rows))
        for claim, like in comparison.claims_near(row, floor)
    }


@settings(max_examples=200)
@given(TEXTS, TEXTS, st.sets(st.integers(0, 5), max_size=2))
def test_another_half_is_the_first_text_that_says_the_rest(
    claims: list[str], rows: list[str], others: set[int]
) -> None:
    comparison = Comparison(claims, rows)
    said, published = comparison._claims.stems, comparison._rows.stems
    weights, enough = comparison._weights, comparison._enough
    for claim in range(len(claims)):
        for row in range(len(rows)):
            expected = next(
                (
                    other
                    for other in range(len(rows))
                    if leaves_a_rest(said[claim], published[row], weights)
                    and other not in others
                    and comparison.alike(claim, other).text >= 0.3
                    and is_other_half(
                        said[claim], published[row], published[other], weights, enough
                    )
                ),
                None,
            )
            assert comparison.other_half_of_claim(claim, row, others) == expected
