"""Several trackers held against one vault: which of them a place belongs to.

Each tracker finds its actions by a label pattern of its own. A place that one
of them knows by its label or id is not taken for another's action by its words
alone, nor is it called unlisted by the others. A place may be an action of two
trackers, if they keep their values apart; where they do not, nothing is
compared there and nothing is written. Pure.
"""

from __future__ import annotations

from itertools import combinations

from vaultsync.agreement import State
from vaultsync.held import stretch
from vaultsync.lean.cached import defaultdict
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.match.pairing.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vaultsync.agreement import Agreement
    from vaultsync.config import Names
    from vaultsync.match.pairing.alignment import ActionMatch, Alignment
    from vaultsync.match.places.claim import Claim, Claims
    from vaultsync.obsidian.vault import Vault

_Place = tuple[str, int]


class Claimed(NamedTuple):
    """What one tracker claims, and the property in which its ids are looked for."""

    claims: Claims
    id_property: str


def claims_apart(found: Sequence[Claimed]) -> list[Claims]:
    """Return the claims of each tracker, without those that are another's.

    A text is where another has a label or id for the place. An id in a property
    in which both look is the other's where the place bears its label.
    """
    known = [
        {place for claim in each.claims.claims if claim.id for place in _said_at(claim)}
        for each in found
    ]
    labelled = [
        {(claim.path, claim.heading) for claim in each.claims.claims if claim.label}
        for each in found
    ]
    apart = []
    for number, each in enumerate(found):
        texts: set[_Place] = set()
        ids: set[_Place] = set()
        for other, theirs in enumerate(found):
            if other != number:
                texts |= known[other]
                if theirs.id_property.casefold() == each.id_property.casefold():
                    ids |= labelled[other]
        mine = (
            claim
            for claim in each.claims.claims
            if claim.label
            or (
                (claim.path, claim.heading) not in ids
                if claim.id
                else texts.isdisjoint(_said_at(claim))
            )
        )
        apart.append(each.claims._replace(claims=tuple(mine)))
    return apart


class Aligned(NamedTuple):
    """One tracker's alignment, whether its list was read whole, and where values are kept.

    One that was never `read` keeps all that may be its own: nothing is said of it.
    `known` are the actions that it had a row for, as its lock tells.
    """

    alignment: Alignment
    whole: bool
    names: Names
    read: bool = True
    known: frozenset[str] = frozenset()


def actions_apart(sides: Sequence[Aligned]) -> list[Alignment]:
    """Return the alignment of each tracker, without the actions that belong to another."""
    places = [_by_place(side.alignment.actions) for side in sides]
    return [
        side.alignment._replace(
            actions=tuple(
                match
                for match in side.alignment.actions
                if not any(
                    _belongs(match, number, rival, other, sides)
                    for other in range(len(sides))
                    if other != number
                    for rival in _met(match, places[other])
                )
            )
        )
        for number, side in enumerate(sides)
    ]


class Held(NamedTuple):
    """A tracker by its name, where it keeps its values, and what it agrees on.

    One that was never `read` may have a row for each place that bears its label or id.
    """

    name: str
    names: Names
    agreements: tuple[Agreement, ...]
    read: bool = True


def agreements_apart(sides: Sequence[Held], vault: Vault) -> list[tuple[Agreement, ...]]:
    """Return each tracker's agreements, with nothing held where another keeps its values too."""
    met: dict[tuple[int, int], Held] = {}  # side and agreement -> the other tracker
    by_path: dict[str, list[tuple[int, int, Claim]]] = defaultdict(list)
    for number, side in enumerate(sides):
        for index, agreement in enumerate(side.agreements):
            for claim in _written_at(agreement, side.read):
                by_path[claim.path].append((number, index, claim))
    for path, places in by_path.items():
        for (one, mine, claim), (two, theirs, other) in combinations(places, 2):
            if one != two and _share(claim, other, sides[one].names, sides[two].names, vault, path):
                met.setdefault((one, mine), sides[two])
                met.setdefault((two, theirs), sides[one])
    return [
        tuple(
            _shared(agreement, met[number, index]) if (number, index) in met else agreement
            for index, agreement in enumerate(side.agreements)
        )
        for number, side in enumerate(sides)
    ]


def _said_at(claim: Claim) -> Iterator[_Place]:
    """Yield where a claim stands, and where what it says begins."""
    yield claim.path, claim.heading
    if claim.paragraph is not None:
        yield claim.path, -2 - claim.paragraph.start


def _by_place(actions: Iterable[ActionMatch]) -> dict[_Place, ActionMatch]:
    return {place: match for match in actions for place in _places(match)}


def _places(match: ActionMatch) -> Iterator[_Place]:
    for claim in (match.home, *match.copies, *match.claimed_twice):
        if claim is not None:
            yield claim.path, claim.heading


def _met(match: ActionMatch, places: dict[_Place, ActionMatch]) -> Iterator[ActionMatch]:
    """Yield the actions of another tracker that stand where an action does."""
    for place in _places(match):
        if place in places:
            yield places[place]


def _belongs(
    match: ActionMatch, number: int, rival: ActionMatch, other: int, sides: Sequence[Aligned]
) -> bool:
    """Return whether what stands at one place is the other tracker's action alone."""
    mine, theirs = sides[number], sides[other]
    if not mine.read:
        return False
    if match.pair is not None:
        # Between trackers that share their names, a doubt is settled by who is sure.
        shared = mine.names.shared_tag(theirs.names) or mine.names.shared_property(theirs.names)
        doubtful = match.pair.verdict is Verdict.DOUBTFUL and match.pair.by == "text"
        return bool(shared) and doubtful and _is_settled(rival)
    if _has_id_of_its_own(match, mine.names, theirs.names):
        return False
    if _is_settled(rival):
        return True
    if (match.action in mine.known) != (rival.action in theirs.known):
        return match.action not in mine.known
    if (match.label is None) != (rival.label is None):
        return match.label is None
    if rival.pair is not None:
        return True
    # Neither list shows it, so one of them says so: rather that which was read in part.
    return (theirs.whole, other) < (mine.whole, number)


def _has_id_of_its_own(match: ActionMatch, names: Names, theirs: Names) -> bool:
    """Return whether a place bears an id in a property in which the other tracker does not look.

    It says that there is, or was, a row, whatever the place is beside.
    """
    if match.home is None or names.id_property.casefold() == theirs.id_property.casefold():
        return False
    return bool(match.home.id) and (match.label is None or match.label.id != match.home.id)


def _is_settled(match: ActionMatch) -> bool:
    return match.pair is not None and match.pair.verdict in (Verdict.CERTAIN, Verdict.LIKELY)


def _written_at(agreement: Agreement, read: bool) -> Iterator[Claim]:
    """Yield the places at which the values of a tracker may be written, once it is read."""
    match = agreement.match
    if match.home is not None and (_is_settled(match) or not read):
        yield match.home
        yield from (claim for claim, _ in agreement.copies)


def _share(
    claim: Claim, other: Claim, names: Names, theirs: Names, vault: Vault, path: str
) -> bool:
    """Return whether two places of a note would hold two trackers' values under one name."""
    if claim.is_note and other.is_note and names.shared_property(theirs):
        return True
    note = vault.note(path)
    if note is None or not names.shared_tag(theirs):
        return False
    if claim.is_note and other.is_note:
        return True
    (start, end), (their_start, their_end) = stretch(note, claim), stretch(note, other)
    return max(start, their_start) < min(end, their_end)


def _shared(agreement: Agreement, other: Held) -> Agreement:
    return agreement._replace(
        fields=(),
        copies=(),
        state=State.DOUBTFUL,
        shared_with=other.name,
        shared_unread=not other.read,
    )
