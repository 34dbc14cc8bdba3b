"""Long lists of near-twins: found as by the full search, and without asking of all for each."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.match.seeds import LABELS
from vaultsync.match.pairing.areas import Areas
from vaultsync.match.pairing.comparison import LITTLE_WORK, Comparison
from vaultsync.match.pairing.pairing import pair_up
from vaultsync.match.pairing.rivals import Rivals
from vaultsync.match.pairing.verdict import CLEARLY_BETTER, LEAST, MARGIN, MEDIUM
from vaultsync.match.places.claim import Claim
from vaultsync.match.wording.near_twins import LEANS
from vaultsync.tracker.model import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = [f"{start}{end}" for start in "bdfgklmnprst" for end in ("ando", "eris", "ilum", "otan")]
LONG = [f"{one}{other}" for one in WORDS for other in WORDS]


def claim_of(place: int, text: str) -> Claim:
    mission, area, letter = place // 70 + 1, place // 7 % 10 + 1, "abcdefg"[place % 7]
    label = LABELS.read(f"Mission {mission}.{area}{letter}")
    assert label is not None
    return Claim(
        label.text, label, label.text, -1, True, label.id, text, None, f"area {area}", None, 0, 0
    )


def row_of(place: int, text: str) -> Row:
    mission, area, letter = place // 70 + 1, place // 7 % 10 + 1, "abcdefg"[place % 7]
    return Row(f"{mission}.{area}.{letter}", text, f"area {area}", source="page.txt", line=place)


def twins(number: int, family: int, seed: int) -> tuple[list[Claim], list[Row]]:
    """Actions that only a year tells apart within each family.

    Some rows were reworded, and some have the ids of others of their family.
    """
    chance = random.Random(seed)
    said: list[str] = []
    for place in range(number):
        if place % family == 0:
            body = chance.sample(LONG, 9)
        said.append(" ".join([*body, "by", str(2025 + place % family)]))
    published = [text.split() for text in said]
    for words in published:
        for _ in range(chance.choice((0, 0, 1, 2, 3))):
            words[chance.randrange(len(words))] = chance.choice(LONG)
    for place in range(0, number - 1, 9):
        if place // family == (place + 1) // family:
            published[place : place + 2] = published[place : place + 2][::-1]
    rows = [row_of(place, " ".join(words)) for place, words in enumerate(published)]
    return [claim_of(place, text) for place, text in enumerate(said)], rows


@pytest.mark.parametrize(("family", "seed"), [(2, 1), (10, 2), (40, 3)])
def test_near_twins_of_a_long_list_get_the_verdicts_of_the_full_search(
    family: int, seed: int
) -> None:
    claims, rows = twins(330, family, seed)
    assert len(claims) * len(rows) > LITTLE_WORK
    areas = Areas(claim.area for claim in claims)
    quick, full = (
        {
            claim: (pair.row, pair.verdict, pair.rival)
            for claim, pair in pair_up(claims, rows, (), areas, True, exhaustive).pairs.items()
        }
        for exhaustive in (False, True)
    )
    assert quick == full
    assert 20 < sum(verdict.value == "doubtful" for _, verdict, _ in quick.values()) < 200


@pytest.mark.parametrize("number", [400, 800])
def test_what_is_near_to_a_text_is_asked_a_few_times_for_each_near_twin(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not anew for each of its family, which would cost the square of how many these are."""
    asked = []
    for name in ("rows_near", "claims_near"):
        near = getattr(Comparison, name)

        def counted(*args: object, near: object = near) -> object:
            asked.append(args)
            return near(*args)  # type: ignore[operator]  # a method by its name

        monkeypatch.setattr(Comparison, name, counted)
    claims, rows = twins(number, 80, 4)
    pair_up(claims, rows, (), Areas(claim.area for claim in claims), True)
    assert len(asked) < 3 * number


# A few words of a body that all have, and one or two by which texts are told apart.
TEXTS = st.lists(
    st.tuples(
        st.sets(st.sampled_from(range(8)), max_size=2),
        st.lists(st.sampled_from(["2025", "2026", "2027", "roads"]), max_size=2),
    ).map(lambda told: " ".join([*_without(told[0]), *told[1]])),
    min_size=2,
    max_size=7,
)


def _without(left_out: set[int]) -> list[str]:
    return [word for number, word in enumerate(LONG[:8]) if number not in left_out]


@settings(max_examples=300)
@given(TEXTS, TEXTS)
def test_what_fits_clearly_better_is_the_most_alike_of_all_that_do(
    ours: list[str], theirs: list[str]
) -> None:
    claims = [claim_of(place, text) for place, text in enumerate(ours)]
    rows = [row_of(place, text) for place, text in enumerate(theirs)]
    comparison = Comparison(ours, theirs)
    rivals = Rivals(claims, rows, comparison, exhaustive=False)
    for claim in range(len(ours)):
        for row in range(len(theirs)):
            expected = clearly_better(comparison, claims, rows, claim, row)
            assert rivals.clearly_better(claim, row) == expected


def clearly_better(
    comparison: Comparison, claims: Sequence[Claim], rows: Sequence[Row], claim: int, row: int
) -> str:
    """What `Rivals.clearly_better` is to return, found by asking each of all others."""
    said = comparison.claim_saying(row), comparison.row_saying(claim)
    if said[0] not in (None, claim):
        return claims[said[0]].action
    if said[1] not in (None, row):
        return rows[said[1]].key
    alike = {
        (one, other): comparison.alike(one, other).text
        for one in range(len(claims))
        for other in range(len(rows))
    }
    own = alike[claim, row]
    best, clear = max(own + MARGIN, LEAST), max(own + CLEARLY_BETTER, MEDIUM)
    fitting = []
    for other in range(len(rows)):
        like = alike[claim, other]
        alone = all(alike[one, other] < like for one in range(len(claims)) if one != claim)
        if other != row and like >= best and (like >= clear or alone):
            fitting.append((like, 0, other, rows[other].key))
    for other in range(len(claims)):
        like = alike[other, row]
        alone = all(alike[other, one] < like for one in range(len(rows)) if one != row)
        if other != claim and like >= best and (like >= clear or alone):
            fitting.append((like, 1, other, claims[other].action))
    return max(fitting)[-1] if fitting else ""


@settings(max_examples=200)
@given(TEXTS, TEXTS)
def test_who_is_leant_to_is_as_like_the_row_and_leant_to(
    ours: list[str], theirs: list[str]
) -> None:
    comparison = Comparison(ours, theirs)
    for row in range(len(theirs)):
        for claim in range(len(ours)):
            own = comparison.alike(claim, row).text
            assert comparison.claims_leant_to(row, claim, own, LEANS) == [
                other
                for other in range(len(ours))
                if comparison.leaning(row, claim, other) >= LEANS
                and comparison.alike(other, row).text >= own
            ]


OLDER, NEWER = "2026-11-21T08:00:00Z", "2026-12-21T08:00:00Z"


@pytest.mark.parametrize(
    ("read", "verdict"),
    [((OLDER, NEWER), "doubtful"), ((NEWER, OLDER), "certain"), ((NEWER,) * 2, "certain")],
)
def test_a_row_that_says_since_what_an_older_one_said_is_asked_about(
    read: tuple[str, str], verdict: str
) -> None:
    """Of a list that was read in part, a row stays under the id that it had before."""
    text = "TBS will publish a road map for open data."
    claims = [claim_of(0, f"{text} Soon."), claim_of(2, "DFO will count the fish in every lake.")]
    rows = [row_of(at, text)._replace(read=read[at]) for at in (0, 1)]
    paired = pair_up(claims, rows, (), Areas(["area 1"]), whole=False)
    assert paired.pairs[0].row is rows[0]
    assert paired.pairs[0].verdict.value == verdict


def test_rows_that_say_nothing_say_nothing_the_same() -> None:
    claims = [claim_of(0, "TBS will publish a road map for open data.")]
    rows = [row_of(at, "")._replace(read=(OLDER, NEWER)[at]) for at in (0, 1)]
    assert pair_up(claims, rows, (), Areas(["area 1"]), False).pairs[0].verdict.value == "certain"
