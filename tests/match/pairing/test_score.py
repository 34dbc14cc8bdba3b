from __future__ import annotations

import pytest

from tests.match.pairing.test_verdict import signs_of
from vaultsync.match.pairing.score import FLOOR, Alike, score, signs, weights
from vaultsync.match.pairing.verdict import LEAST
from vaultsync.match.wording.particulars import changes, particulars


def test_the_most_that_can_be_said_for_a_pair_is_one() -> None:
    text = particulars("TBS will publish 3 maps by June 2025")
    best = signs(Alike(1, 1), True, "between", text, text, other_id=False, few=False)
    assert score(best) == pytest.approx(1)
    assert [name for name, _ in weights(best)] == [
        "words", "rare words", "area", "order", "lead", "particulars",
    ]  # fmt: skip


def test_no_partner_is_as_good_as_a_text_of_the_same_department() -> None:
    assert score(signs_of(LEAST)) < FLOOR
    assert score(signs_of(LEAST, area=True)) > FLOOR


def test_a_date_that_differs_counts_once() -> None:
    dated = signs_of(0.97, theirs="TBS will publish a road map for open data by March 2027")
    assert [kind for kind, _ in dated.changed] == ["date"]
    assert dated.changed[0][1] == "none against month 3; none against 2027"
    both = signs_of(0.97, theirs="TBS will publish 400 road maps for open data by June")
    assert [kind for kind, _ in both.changed] == ["number", "date"]


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ("will not publish maps", "will publish maps", "1 negation against none"),
        ("will publish maps", "will not publish maps", "no negations against 1"),
        ("will not and never publish", "will not publish", "2 negations against 1"),
    ],
)
def test_negations_are_counted_in_words_that_agree(ours: str, theirs: str, said: str) -> None:
    assert changes(particulars(ours), particulars(theirs)) == (("negation", said),)
