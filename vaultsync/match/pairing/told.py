"""How a row tells an action: with another word in it, without a clause, or anyhow.

A word that the whole list calls otherwise, or for which the other text has one
that means nearly the same, is no other word here.
"""

from __future__ import annotations

from itertools import product

from vaultsync.lean.cached import Counter
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.wording.particulars import codes, particulars
from vaultsync.match.wording.retelling import ENOUGH, meant, retelling
from vaultsync.match.wording.substance import Unshared
from vaultsync.match.wording.synonyms import loosely_unrelated, unrelated
from vaultsync.match.wording.weighty import weighty
from vaultsync.match.wording.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.match.pairing.verdict import Told

Exchange = tuple[str, str]
"""A word of a claim, and the one that a row says for it."""

_THROUGHOUT = 3
"""In so many rows one word stands for another, and it is the list that calls things otherwise."""

_FEW_ADDED = 2
"""So few words are no clause."""

_FEW = 3
"""Of more words exchanged in one row nobody knows which stands for which."""


def exchanged_throughout(unsaid: Iterable[Unshared]) -> frozenset[Exchange]:
    """Return the exchanges that several pairs have in common, from what each leaves unsaid."""
    times = Counter(
        exchange for words in unsaid if max(map(len, words)) <= _FEW for exchange in product(*words)
    )
    return frozenset(exchange for exchange, many in times.items() if many >= _THROUGHOUT)


def how_told(
    ours: str, theirs: str, unsaid: Unshared, throughout: frozenset[Exchange] = frozenset()
) -> Told:
    """Return how one text tells another, from what either leaves unsaid.

    `throughout` are the exchanges that the list makes everywhere.
    """
    left = unrelated(_without(unsaid, throughout))
    if not any(left):
        return ""
    found = retelling(ours, theirs, left)
    if found.copies(left):
        return "copied"
    if left.theirs and _names_another(ours, theirs, _without_leads(ours, theirs, left)):
        return "exchanged"
    if found.shortens(unsaid):
        return "shortened"
    return "anew" if found.touches > ENOUGH else ""


def _names_another(ours: str, theirs: str, unsaid: Unshared) -> bool:
    """Return whether a row names a thing for another, or a thing besides in the midst of it.

    What it says besides at its end, or in a clause, goes further and is the same action.
    """
    names = weighty(loosely_unrelated(unsaid))
    if not names.theirs or names.ours:
        return names.exchanged
    said = set(meant(ours))
    added = [word for word in names.theirs if word not in said]
    goes_further = not unsaid.ours and any(word in added for word in meant(theirs)[-1:])
    return 0 < len(added) <= _FEW_ADDED and not goes_further


def _without_leads(ours: str, theirs: str, unsaid: Unshared) -> Unshared:
    """Return words without leads that came, went or are spelled otherwise, where one stays."""
    left, right = particulars(ours), particulars(theirs)
    if not left.lead & right.lead:
        return unsaid
    lead = left.lead | right.lead
    other = codes(ours).items() ^ codes(theirs).items()
    spelled = {stem(word) for word, code in other if code in lead}
    return Unshared(*(tuple(word for word in side if word not in spelled) for side in unsaid))


def _without(unsaid: Unshared, exchanges: frozenset[Exchange]) -> Unshared:
    said = [(one, other) for one in unsaid.ours for other in unsaid.theirs]
    known = exchanges.intersection(said)
    ours, theirs = {one for one, _ in known}, {other for _, other in known}
    return Unshared(
        tuple(word for word in unsaid.ours if word not in ours),
        tuple(word for word in unsaid.theirs if word not in theirs),
    )
