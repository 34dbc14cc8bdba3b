"""Named evidence for and against a pair of a claim and a row, and the score it comes to."""

from __future__ import annotations

from vaultsync.lean.cached import Counter
from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.match.wording.particulars import changes
from vaultsync.match.wording.substance import NOTHING_UNSHARED

if TYPE_CHECKING:
    from vaultsync.match.pairing.order import Place
    from vaultsync.match.wording.particulars import Kind, Particulars
    from vaultsync.match.wording.substance import Unshared

# What each piece of evidence weighs at most, for a pair by its text: 1 in all.
WORDS = 0.35
RARE_WORDS = 0.35
AREA = 0.15
ORDER = 0.08
LEAD = 0.04
PARTICULARS = 0.03
# What is against a pair weighs more than what is for it.
_OTHER_AREA = -0.12
_BESIDE = 0.04
_CROSSING = -0.08
_OTHER_LEAD = -0.08
_OTHER_PARTICULARS = -0.1
_OTHER_ID = -0.15
OTHER_HALF = -0.1
"""What weighs that another row says the rest of what an action says, or the other way round."""
ANOTHER_WORD = -0.1
"""What weighs that words of one text stand for words of another meaning."""

SETTLED = 0.5
"""What an id or a decision weighs; all else then weighs half."""

FLOOR = 0.42
"""The score up to which a pair is worth nothing: no partner is as good."""

FEW_WORDS = 8
"""So few words can be put to quite another use: a road map for open data, open maps of roads."""

_CONTAINED = 0.01
_OF_A_DATE = compiled(r"[12]\d|3[01]|[1-9]|(?:19|20)\d\d")


class Alike(NamedTuple):
    """How alike two texts are, each from 0 to 1, and both together."""

    words: float
    rare: float

    @property
    def text(self) -> float:
        """Return the likeness by which pairs are judged."""
        return (self.words + self.rare) / 2


class Signs(NamedTuple):
    """All that is known about a claim and a row together.

    `area`, `lead`: whether they agree, None where one side names none.
    `changed` are the kinds of particulars that differ, with what stands on
    either side. `other_id`: both have ids of one form, and not the same.
    `few` says that one of the texts has few words. `unshared` are the words of
    substance that stand on one side alone, `unsaid` those of them for which
    the other side has no word of the same meaning either. `contained` says that
    one text holds the other word for word.
    """

    alike: Alike
    area: bool | None
    place: Place
    lead: bool | None
    changed: tuple[tuple[str, str], ...]
    shares_particulars: bool
    other_id: bool
    few: bool
    unshared: Unshared = NOTHING_UNSHARED
    unsaid: Unshared = NOTHING_UNSHARED
    contained: bool = False


def signs(
    alike: Alike,
    area: bool | None,
    place: Place,
    ours: Particulars,
    theirs: Particulars,
    other_id: bool,
    few: bool,
    unshared: Unshared = NOTHING_UNSHARED,
    unsaid: Unshared = NOTHING_UNSHARED,
    contained: bool = False,
) -> Signs:
    """Return what is known about a pair from its parts."""
    lead = bool(ours.lead & theirs.lead) if ours.lead and theirs.lead else None
    changed = _once(
        {
            change.kind: change.detail
            for change in changes(ours, theirs)
            if change.kind != "organisation"
        },
        ours,
        theirs,
    )
    shares = not changed and bool(ours.numbers or ours.dates or ours.negations)
    return Signs(
        alike, area, place, lead, changed, shares, other_id, few, unshared, unsaid, contained
    )


def _once(
    changed: dict[Kind, str], ours: Particulars, theirs: Particulars
) -> tuple[tuple[str, str], ...]:
    """Return what changed, a date that has another month and another year once."""
    if "number" in changed and "date" in changed:
        left, right = Counter(ours.numbers), Counter(theirs.numbers)
        if all(map(_OF_A_DATE.fullmatch, (*(left - right), *(right - left)))):
            changed["date"] = f"{changed['date']}; {changed.pop('number')}"
    return tuple(changed.items())


def weights(known: Signs) -> list[tuple[str, float]]:
    """Return the evidence of a pair by its text, by name and weight; all add up to its score."""
    alike = known.alike
    found = [("words", WORDS * alike.words), ("rare words", RARE_WORDS * alike.rare)]
    if known.area is not None:
        found.append(("area", AREA if known.area else _OTHER_AREA))
    if known.place:
        weight = {"between": ORDER, "beside": _BESIDE, "crossing": _CROSSING}[known.place]
        found.append(("order", weight))
    if known.lead is not None:
        found.append(("lead", LEAD if known.lead else _OTHER_LEAD))
    found += [(kind, _OTHER_PARTICULARS) for kind, _ in known.changed]
    if known.shares_particulars:
        found.append(("particulars", PARTICULARS))
    if known.other_id:
        found.append(("id", _OTHER_ID))
    return found


def score(known: Signs) -> float:
    """Return the score of a pair by its text, at most 1."""
    return sum(weight for _, weight in weights(known))


def worth(known: Signs) -> float:
    """Return what a pair by its text adds to an assignment; above 0 if it may be made.

    A text that holds the other word for word is never nothing, whatever else
    speaks against it: it is worth least, and doubtful.
    """
    value = score(known) - FLOOR
    return max(value, _CONTAINED) if known.contained else value
