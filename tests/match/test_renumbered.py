from __future__ import annotations

import random

import pytest

from tests.match.renumbered import KINDS, Outcome, outcome
from tests.match.seeds import harbour, seed_list

LISTS = {"seed": seed_list(), "harbour": harbour()}


@pytest.mark.parametrize("share", [0.0, 0.1, 0.2, 0.3, 0.4])
@pytest.mark.parametrize("name", LISTS)
def test_a_row_that_took_the_id_of_another_is_not_written(name: str, share: float) -> None:
    """However many of its words were exchanged; and no row that was but reworded is doubted."""
    total = Outcome()
    for seed in range(3):
        for kind in KINDS:
            chance = random.Random(f"{seed} {kind}")
            total = total.with_more(outcome(LISTS[name], kind, share, chance))
    assert total.moved > 10
    assert total.stayed > 3 * total.moved
    assert (total.written, total.doubted) == (0, 0)


@pytest.mark.parametrize("name", LISTS)
def test_a_row_that_kept_its_id_may_say_whatever_it_likes(name: str) -> None:
    for share in (0.5, 0.7, 0.9):
        found = outcome(LISTS[name], "none", share, random.Random(f"{share}"))
        assert found == Outcome(0, 0, 0, len(LISTS[name]))
