"""Whether a row of an older reading and one of a newer are the same action.

The likeness of letters cannot tell a rewording from a near-twin: opportunities
for training, and for funding. So the same is asked as of a note and a row: what
either says that the other does not say in any words, the particulars, and the
place in the list. Of a list that was read in part the row itself may stand on
a page that was not read, so there a word of substance is never certain.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.match.pairing.verdict import SURE, Verdict
from vaultsync.match.wording.particulars import changes, particulars
from vaultsync.match.wording.synonyms import unsaid
from vaultsync.tracker.model import normalised

if TYPE_CHECKING:
    from vaultsync.match.wording.substance import Unshared

# Likeness is `rapidfuzz.fuzz.ratio` over the sorted words, 0 to 100. A margin is
# how far the best other partner of either row, or its best sibling in its own
# list, falls behind.
_ALIKE, _ALIKE_MARGIN = 85, 8
_SAME_AREA, _SAME_AREA_MARGIN = 72, 12
_SAME_PLACE, _SAME_PLACE_MARGIN = 60, 4
_OTHER_PARTICULARS = 78
"""The likeness that lets a number or an organisation change where a row stands in its place."""

_FEWEST_WORDS = 5
"""Likeness of fewer words says nothing: `Publish the plan`, `Publish the list`."""


class RowSigns(NamedTuple):
    """What is known of an older row and a newer one together, their texts aside.

    `area`: whether both name one area, None where one of them names none.
    `place`: the row stands between the rows that it stood between.
    """

    likeness: float
    margin: float
    area: bool | None
    place: bool


def same_row(old: str, new: str, signs: RowSigns, whole: bool) -> Verdict:
    """Return how sure it is that two rows, by their texts, are one.

    `whole` says that the newer list was read completely: the row is this one,
    or it has gone. A `likely` row is the newer reading of the older one, but
    no decision about the older one goes on to it.
    """
    if not _fits(signs):
        return Verdict.DOUBTFUL
    if changes(particulars(old), particulars(new)):
        strong = signs.place and signs.likeness >= _OTHER_PARTICULARS
        return Verdict.LIKELY if strong else Verdict.DOUBTFUL
    words = unsaid(old, new)
    if min(len(normalised(text).split()) for text in (old, new)) < _FEWEST_WORDS:
        sure = Verdict.LIKELY if any(words) else Verdict.CERTAIN
        return sure if signs.place else Verdict.DOUBTFUL
    if whole:
        return _of_a_whole_list(words, signs)
    if any(words):
        return Verdict.LIKELY if signs.place else Verdict.DOUBTFUL
    return Verdict.DOUBTFUL if signs.area is False else Verdict.CERTAIN


def _of_a_whole_list(words: Unshared, signs: RowSigns) -> Verdict:
    if signs.area is False:
        return Verdict.LIKELY
    if not any(words):
        return Verdict.CERTAIN
    sure = signs.likeness >= 100 * SURE and (signs.place or not words.exchanged)
    return Verdict.CERTAIN if sure else Verdict.LIKELY


def _fits(signs: RowSigns) -> bool:
    likeness, margin, area, place = signs
    return (
        (likeness >= _ALIKE and margin >= _ALIKE_MARGIN)
        or (bool(area) and likeness >= _SAME_AREA and margin >= _SAME_AREA_MARGIN)
        or (place and likeness >= _SAME_PLACE and margin >= _SAME_PLACE_MARGIN)
    )
