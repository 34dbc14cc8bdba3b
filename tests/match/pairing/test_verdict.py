from __future__ import annotations

import pytest

from vaultsync.match.pairing.score import Alike, Signs, signs
from vaultsync.match.pairing.verdict import MEDIUM, STRONG, Told, Verdict, verdict
from vaultsync.match.wording.particulars import particulars
from vaultsync.match.wording.substance import NOTHING_UNSHARED, Unshared

SWAPPED = Unshared(("train",), ("fund",))
ADDED = Unshared((), ("health",))
PLAIN = particulars("TBS will publish a road map for open data with provinces")


def signs_of(
    text: float, area: bool | None = None, place: str = "", theirs: str = "", **more: bool
) -> Signs:
    """The signs of a pair whose texts are so much alike, by words and by rare words."""
    other = particulars(theirs) if theirs else PLAIN
    given = {"other_id": False, "few": False, **more}
    known = signs(Alike(text, text), area, place, PLAIN, other, **given)  # type: ignore[arg-type]  # a place
    return known._replace(unsaid=SWAPPED)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        # Strong text is enough; medium text needs the area.
        (signs_of(STRONG), Verdict.LIKELY),
        (signs_of(STRONG - 0.01), Verdict.DOUBTFUL),
        (signs_of(MEDIUM, area=True), Verdict.LIKELY),
        (signs_of(MEDIUM - 0.01, area=True), Verdict.DOUBTFUL),
        (signs_of(STRONG, area=False), Verdict.DOUBTFUL),
        (signs_of(0.9, area=False), Verdict.LIKELY),
        (signs_of(0.95), Verdict.CERTAIN),
        # The place among its neighbours makes up for much.
        (signs_of(0.51, area=True, place="between"), Verdict.LIKELY),
        (signs_of(0.51, area=True, place="beside"), Verdict.DOUBTFUL),
        (signs_of(0.61, area=True, place="beside"), Verdict.LIKELY),
        (signs_of(0.51, area=False, place="between"), Verdict.DOUBTFUL),
        # Few words can be put to quite another use.
        (signs_of(0.9, area=True, few=True), Verdict.DOUBTFUL),
        (signs_of(0.93, area=True, few=True), Verdict.LIKELY),
        (signs_of(0.61, area=True, place="between", few=True), Verdict.LIKELY),
        (signs_of(0.61, area=True, place="beside", few=True), Verdict.DOUBTFUL),
        # What is substantive in a wording is doubtful in a match.
        (signs_of(0.97, area=True, theirs="TBS will not publish a map"), Verdict.DOUBTFUL),
        (signs_of(0.97, area=True, theirs="TBS will publish 3 road maps"), Verdict.DOUBTFUL),
        (signs_of(0.97, area=True, theirs="SSC will publish a road map"), Verdict.DOUBTFUL),
        (signs_of(0.97, True, "beside", "SSC will publish a road map"), Verdict.LIKELY),
        (signs_of(1.0, area=True, other_id=True), Verdict.DOUBTFUL),
    ],
)
def test_verdicts(known: Signs, expected: Verdict) -> None:
    assert verdict(known, contested=False, whole=False) is expected
    assert verdict(known, contested=True, whole=False) is Verdict.DOUBTFUL


def test_a_list_that_was_read_whole_asks_for_less() -> None:
    known = signs_of(0.62, area=True)
    assert verdict(known, contested=False, whole=False) is Verdict.DOUBTFUL
    assert verdict(known, contested=False, whole=True) is Verdict.LIKELY


def test_words_exchanged_for_others_of_another_meaning_ask_for_more() -> None:
    known = signs_of(0.62, area=True)._replace(unsaid=Unshared(tuple("abc"), tuple("xyz")))
    assert verdict(known, contested=False, whole=True) is Verdict.DOUBTFUL


def test_what_says_the_same_in_other_words_is_likely_at_most() -> None:
    known = signs_of(0.95, area=True)._replace(unshared=SWAPPED, unsaid=NOTHING_UNSHARED)
    assert verdict(known, contested=False, whole=False) is Verdict.LIKELY
    assert verdict(known, contested=True, whole=False) is Verdict.DOUBTFUL
    for elsewhere in (known._replace(area=False), known._replace(place="crossing")):
        assert verdict(elsewhere, contested=False, whole=False) is Verdict.DOUBTFUL
    far = known._replace(alike=Alike(0.6, 0.6), area=None)
    assert verdict(far, contested=False, whole=False) is Verdict.LIKELY
    farther = known._replace(alike=Alike(0.59, 0.59), area=None)
    assert verdict(farther, contested=False, whole=False) is Verdict.DOUBTFUL


@pytest.mark.parametrize("unshared", [SWAPPED, ADDED])
def test_what_was_reworded_needs_its_place_where_pages_were_not_read(unshared: Unshared) -> None:
    known = signs_of(0.95, area=True)._replace(unshared=unshared, unsaid=unshared)
    elsewhere = Verdict.LIKELY if unshared.exchanged else Verdict.CERTAIN
    assert verdict(known, contested=False, whole=True) is elsewhere
    assert verdict(known, contested=False, whole=True, firm=True) is Verdict.CERTAIN
    assert verdict(known, contested=False, whole=False) is Verdict.DOUBTFUL
    assert verdict(known, contested=False, whole=False, firm=True) is Verdict.LIKELY
    moved = known._replace(area=False)
    assert verdict(moved, contested=False, whole=False, firm=True) is Verdict.DOUBTFUL


@pytest.mark.parametrize(
    ("text", "told", "whole", "expected"),
    [
        # A copy with another word in it is asked about, however much was read.
        (0.97, "copied", True, Verdict.DOUBTFUL),
        (0.97, "copied", False, Verdict.DOUBTFUL),
        # So is one that names another thing in whatever words.
        (0.97, "exchanged", True, Verdict.DOUBTFUL),
        # Who tells an action anew uses other words: of a whole list they may be many.
        (0.75, "", True, Verdict.DOUBTFUL),
        (0.75, "anew", True, Verdict.LIKELY),
        (0.75, "anew", False, Verdict.DOUBTFUL),
        (0.68, "anew", True, Verdict.DOUBTFUL),
        # A clause left out, though the rest of the list was not read.
        (0.86, "shortened", False, Verdict.LIKELY),
        (0.84, "shortened", False, Verdict.DOUBTFUL),
    ],
)
def test_how_a_row_tells_an_action(text: float, told: Told, whole: bool, expected: Verdict) -> None:
    words = Unshared(("train", "north", "boat"), ("fund", "south", "plane"))
    known = signs_of(text)._replace(unshared=words, unsaid=words)
    assert verdict(known, contested=False, whole=whole, told=told) is expected
