"""How sure it is that a claim and a row are the same action: the likeness that it takes."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, Enum, Literal, NamedTuple
from vaultsync.match.pairing.score import FLOOR, score

if TYPE_CHECKING:
    from vaultsync.match.pairing.reasons import Evidence, Reasons
    from vaultsync.match.pairing.score import Signs
    from vaultsync.tracker.model import Row

By = Literal["id", "accepted", "text"]
Told = Literal["copied", "exchanged", "shortened", "anew", ""]
"""How a row tells an action.

With another word and else verbatim, with another word in any sentence, without
a clause, or anew.
"""
ANOTHER: frozenset[Told] = frozenset(("copied", "exchanged"))
"""The ways to tell an action that may make another one of it."""

LEAST = 0.48
"""The likeness below which two texts are never paired, whatever else speaks for it."""

STRONG = 0.78
"""The likeness that makes a pair likely by itself: no two actions of one list come near it."""

MEDIUM = 0.66
"""The likeness that makes a pair likely within one area: above all near-twins that were seen."""

CONTRARY = 0.88
"""The likeness that overrides another area: the action has moved."""

_WHOLE = -0.06
"""What a list that was read whole takes off these: the rival cannot be on another page."""

_ANOTHER = 3
"""So many words exchanged for words of another meaning may make another action of a whole list."""

_PLACE_LIKELY = {"beside": -0.06, "between": -0.16}
"""What a place beside one anchor, or between two, takes off them."""

_LEAST_LIKELY = 0.6
"""Above what near-twins of one area reach, whatever else speaks for a pair out of place."""

_FEW_LIKELY = 0.92
_FEW_SURE = 0.97

_SHORTENED = 0.85
"""The likeness of a text to one that leaves out a clause of it: a half has less than 0.8."""

SURE = 0.9
MARGIN = 0.1
"""How much worse the best assignment must get without a pair that is not doubtful."""

CLEARLY_BETTER = 0.2
"""How much more alike another partner must be to cast doubt on an id."""


class Verdict(Enum):
    """How sure it is that a claim and a row are the same action."""

    CERTAIN = "certain"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    NONE = "none"


class Pair(NamedTuple):
    """A claim's action and the row it was paired with, and why.

    `margin` is how much worse the best joint assignment gets without this
    pair. `contested`: what comes nearest to taking one side of it fits nearly as
    well. `fits`: the pair is doubtful only because the row
    may be another action, one that took its place or, of a list that was not
    read `whole`, one beside it.
    """

    action: str
    row: Row
    verdict: Verdict
    by: By
    score: float
    reasons: Reasons
    margin: float
    contested: bool = False
    fits: bool = False
    whole: bool = False

    @property
    def unread(self) -> bool:
        """Return whether a better row may stand where the list was not read."""
        return self.fits and not self.whole

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Return what speaks for the pair and against it."""
        return self.reasons.evidence

    @property
    def rival(self) -> str:
        """Return the action or row key that comes nearest to taking one side, or nothing."""
        return self.reasons.rival


def verdict(
    known: Signs, contested: bool, whole: bool, firm: bool = False, told: Told = ""
) -> Verdict:
    """Return how sure a pair by its text is.

    A pair must be good by itself, because its rival may stand on a page that
    was not read, and no rival may contest it. `whole` says that the whole list
    was read, `firm` that the row stands where the labels say it should, `told`
    how the row tells what the claim says.

    A row that copies it all but for a word of another meaning is doubtful
    wherever it stands: so a new action is written beside an old one, and it may
    have taken its place. So is one that names another thing in whatever words.

    Of a list that was read in part, the words alone settle only what they all
    agree on. What says the same in other words, or nearly all of it and nothing
    else, is likely, no more. A word that the other side has not in any form may
    be another action, so there the row must stand in its place too.

    Of a whole list there is no other row that it could be, but one action may
    have gone and another come: with a word exchanged for one of another
    meaning a pair is certain only in its place.
    """
    found = Verdict.DOUBTFUL
    if told not in ANOTHER:
        found = fit(known, contested, whole, told == "anew")
    if whole and found is Verdict.CERTAIN and known.unsaid.exchanged and not firm:
        return Verdict.LIKELY
    if whole or found is Verdict.DOUBTFUL or not any(known.unshared):
        return found
    if firm:
        return Verdict.DOUBTFUL if known.area is False else Verdict.LIKELY
    if known.area is False or known.place == "crossing":
        return Verdict.DOUBTFUL
    short = told == "shortened" and known.alike.text >= _SHORTENED
    return Verdict.LIKELY if short or not any(known.unsaid) else Verdict.DOUBTFUL


def fit(known: Signs, contested: bool, whole: bool, anew: bool = False) -> Verdict:
    """Return how well a pair fits, by how alike the texts are, whatever was not read.

    `anew` says that the row tells the action anew: then many other words are expected.
    """
    text = known.alike.text
    if contested or known.other_id or score(known) <= FLOOR:
        return Verdict.DOUBTFUL
    ordered = known.place in ("between", "beside")
    if (known.changed or known.lead is False) and not (
        text >= STRONG and known.area is True and ordered
    ):
        return Verdict.DOUBTFUL
    if (
        text >= (_FEW_SURE if known.few else SURE)
        and known.area is not False
        and not known.changed
        and known.lead is not False
    ):
        return Verdict.CERTAIN
    needed = {None: STRONG, True: MEDIUM, False: CONTRARY}[known.area]
    if whole and (ordered or anew or min(map(len, known.unsaid)) < _ANOTHER):
        needed += _WHOLE
    if known.area is not False and known.place in _PLACE_LIKELY:
        needed += _PLACE_LIKELY[known.place]
    needed = max(needed, LEAST if known.place == "between" else _LEAST_LIKELY)
    if not any(known.unsaid) and known.area is not False:
        needed = min(needed, _LEAST_LIKELY)
    if known.few and known.place != "between":
        needed = max(needed, _FEW_LIKELY)
    return Verdict.LIKELY if text >= needed else Verdict.DOUBTFUL
