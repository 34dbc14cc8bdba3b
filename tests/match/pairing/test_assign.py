from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultsync.match.pairing.assign import assign

Worth = dict[tuple[int, int], float]


def best(worth: Worth, forbidden: tuple[int, int] | None = None) -> float:
    """The worth of the best assignment, found by trying all."""
    claims = sorted({claim for claim, _ in worth})
    rows = sorted({row for _, row in worth})

    @cache
    def of(number: int, taken: int) -> float:
        if number == len(claims):
            return 0.0
        found = of(number + 1, taken)
        for place, row in enumerate(rows):
            pair = claims[number], row
            if pair in worth and pair != forbidden and not taken >> place & 1:
                found = max(found, worth[pair] + of(number + 1, taken | 1 << place))
        return found

    return of(0, 0)


WORTHS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 5)),
    st.sampled_from([-0.5, 0.0, 0.25, 0.5, 1.0]) | st.floats(0.001, 1),
    max_size=16,
)


@settings(max_examples=300)
@given(WORTHS)
def test_the_assignment_is_the_best_and_regrets_are_exact(worth: Worth) -> None:
    found = assign(worth)
    total = sum(worth[each.claim, each.row] for each in found)
    assert len({each.row for each in found}) == len({each.claim for each in found}) == len(found)
    assert total == pytest.approx(best(worth))
    for each in found:
        without = best(worth, (each.claim, each.row))
        assert each.regret == pytest.approx(total - without, abs=1e-9)


@settings(max_examples=100)
@given(WORTHS, st.randoms())
def test_the_order_of_what_is_given_makes_no_difference(
    worth: Worth, shuffle: random.Random
) -> None:
    items = list(worth.items())
    shuffle.shuffle(items)
    assert assign(dict(items)) == assign(worth)


def test_staying_without_a_partner_beats_a_worthless_pair() -> None:
    assert assign({(0, 0): 0.0, (1, 1): -1.0}) == []


def test_both_rather_than_the_one_best() -> None:
    found = assign({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.7})
    assert [(each.claim, each.row) for each in found] == [(0, 1), (1, 0)]
    # Without the second pair the first claim takes its row.
    assert (found[1].rival_claim, found[1].regret) == (0, pytest.approx(0.6))


def test_a_rival_is_named() -> None:
    (found,) = assign({(0, 0): 0.9, (0, 1): 0.8})
    assert (found.rival_row, found.rival_claim, round(found.regret, 6)) == (1, -1, 0.1)
    (found,) = assign({(0, 0): 0.9, (1, 0): 0.8})
    assert (found.rival_row, found.rival_claim, round(found.regret, 6)) == (-1, 1, 0.1)
    (found,) = assign({(0, 0): 0.9})
    assert (found.rival_row, found.rival_claim, found.regret) == (-1, -1, 0.9)


def test_a_chain_of_a_thousand_is_solved_exactly() -> None:
    # Each claim fits its own row, and the next one nearly as well; the last row is free.
    worth = {(n, n): 0.5 for n in range(1000)} | {(n, n + 1): 0.49 for n in range(1000)}
    found = assign(worth)
    assert [(each.claim, each.row) for each in found] == [(n, n) for n in range(1000)]
    assert found[-1].regret == pytest.approx(0.01)
    assert found[0].regret == pytest.approx(0.5)
