"""Which action of the vault is which published row, and what is left over."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, Literal
from vaultsync.match.pairing.aligned import SAYS_IT, ActionMatch, Alignment
from vaultsync.match.places.homes import Homes, by_action
from vaultsync.tracker.ids import id_order, id_parts, natural_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from vaultsync.match.pairing.areas import Areas
    from vaultsync.match.pairing.pairing import Paired
    from vaultsync.match.pairing.verdict import Pair
    from vaultsync.match.places.claim import Claim, Claims
    from vaultsync.match.places.homes import Housed
    from vaultsync.tracker.entries import Identity
    from vaultsync.tracker.model import Row, Snapshot

__all__ = ["ActionMatch", "Alignment", "Scope", "align"]

Scope = Literal["described", "all"]


def align(
    claims: Claims,
    snapshot: Snapshot,
    identities: Iterable[Identity],
    scope: Scope,
    carries_tags: Callable[[Claim], bool],
    exhaustive: bool = False,
) -> Alignment:
    """Return the actions that a vault states, each with its home and its row.

    `carries_tags` says whether a place carries tags that we manage;
    `exhaustive` compares every action with every row, however many there are.
    The order in which claims and rows are given makes no difference, but for
    the order of rows that do not say on which line they stood.
    """
    homes = Homes(claims.groups, carries_tags)
    housed = [homes.choose(places) for places in by_action(claims.claims)]
    if not snapshot.rows:
        return Alignment(_stated(housed, {}), (), (), claims.groups)
    # All that weighs texts: a vault without a tracker is not to wait for it.
    from vaultsync.match.pairing.areas import Areas
    from vaultsync.match.pairing.order import as_published
    from vaultsync.match.pairing.pairing import pair_up

    rows = as_published(snapshot.rows)
    speakers = [places.speaker for places in housed]
    area_names = (
        group.text for group in claims.groups if group.label and group.label.kind == "area"
    )
    areas = Areas([*area_names, *(claim.area for claim in claims.claims)])
    paired = pair_up(speakers, rows, identities, areas, snapshot.complete is not None, exhaustive)
    actions = _stated(housed, paired.pairs)
    missing, out_of_scope = _left_over(actions, rows, paired, claims, areas, scope)
    return Alignment(actions, missing, out_of_scope, claims.groups)


def read_rows(rows: Sequence[Row]) -> None:
    """Find out of rows alone what `align` will ask for: it stays known for a while."""
    from vaultsync.match.pairing.evidence import read_texts
    from vaultsync.match.pairing.order import as_published

    read_texts([row.text for row in as_published(rows)])


def _stated(housed: Iterable[Housed], pairs: Mapping[int, Pair]) -> tuple[ActionMatch, ...]:
    """Return the actions with their rows, sorted; `pairs` goes by the number of the action."""
    found = (_match(places, pairs.get(number)) for number, places in enumerate(housed))
    return tuple(sorted((match for match in found if match is not None), key=_order))


def _match(places: Housed, pair: Pair | None) -> ActionMatch | None:
    """Return an action with its row, or None for a text that only sounded like one."""
    speaker = places.speaker
    if not speaker.id and (pair is None or (_is_doubtful(pair) and not pair.fits)):
        return None
    copies = tuple(_saying_it(places, pair))
    labels = [claim.label for claim in (speaker, *copies, *places.claimed_twice) if claim.label]
    label = labels[0] if labels else None
    action = pair.action if pair else speaker.action
    return ActionMatch(action, label, places.home, copies, places.claimed_twice, pair)


def _is_doubtful(pair: Pair) -> bool:
    from vaultsync.match.pairing.verdict import Verdict

    return pair.verdict is Verdict.DOUBTFUL


def _saying_it(places: Housed, pair: Pair | None) -> Iterator[Claim]:
    """Yield the copies that state the action: a section that says something else mentions it."""
    said = [text for text in (places.speaker.text, pair.row.text if pair else "") if text]
    for copy in places.copies:
        if not said or any(_says(copy.text, text) for text in said):
            yield copy


def _says(text: str, other: str) -> bool:
    """Return whether two texts are alike enough to be of one action."""
    if text == other:
        return True
    from vaultsync.match.wording.words import likeness

    return likeness(text, other) >= SAYS_IT


def _order(match: ActionMatch) -> tuple[object, ...]:
    claim = match.home or match.claimed_twice[0]
    named = id_order(".".join(claim.id)) if claim.id else natural_order(match.action)
    return not claim.id, named, claim.path, claim.heading


def _left_over(
    actions: Sequence[ActionMatch],
    rows: Sequence[Row],
    paired: Paired,
    claims: Claims,
    areas: Areas,
    scope: Scope,
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the rows that are missing, and those that are out of scope."""
    pairs = [match.pair for match in actions if match.pair is not None]
    known = {pair.row.key for pair in pairs} | {rows[number].key for number in paired.contested}
    left = [row for row in rows if row.key not in known]
    if scope == "all":
        return tuple(left), ()
    left = [row for row in left if not _may_be_unread(row, actions)]
    sure = [pair.row for pair in pairs if not _is_doubtful(pair)]
    described = _Described(claims, areas, sure)
    return (
        tuple(row for row in left if described.holds(row)),
        tuple(row for row in left if not described.holds(row)),
    )


def _may_be_unread(row: Row, actions: Iterable[ActionMatch]) -> bool:
    """Return whether a row without id may be what a note says that cannot be read."""
    if row.id is not None:
        return False
    areas = [
        match.home.area
        for match in actions
        if match.home is not None and match.home.unread and match.pair is None
    ]
    return any(not area or not row.area or _says(area, row.area) for area in dict.fromkeys(areas))


class _Described:
    """The areas that the vault describes: it names them, or states one of their actions."""

    def __init__(self, claims: Claims, areas: Areas, rows: Iterable[Row]) -> None:
        from vaultsync.match.pairing.areas import shape

        self._areas, self._shape = areas, shape
        self._same = {row.area for row in rows if row.area}
        self._prefixes = {claim.id[:-1] for claim in claims.claims if len(claim.id) > 1}
        labels = [group.label for group in claims.groups if group.label]
        self._prefixes |= {label.id for label in labels if label.kind == "area"}
        # A mission without areas of its own stands for all of its rows.
        self._missions = {
            label.id
            for label in labels
            if label.kind == "mission"
            and not any(prefix[: len(label.id)] == label.id for prefix in self._prefixes)
        }
        self._shapes = {self._shape(prefix) for prefix in self._prefixes}

    def holds(self, row: Row) -> bool:
        """Return whether a row belongs to an area that the vault describes."""
        parts = id_parts(row.id) if row.id else ()
        if parts[:-1] in self._prefixes or any(parts[: len(m)] == m for m in self._missions):
            return True
        if not row.area:
            # A list without areas is described whole, unless its ids tell areas apart.
            return self._shape(parts[:-1]) not in self._shapes or not parts
        return row.area in self._same or self._areas.describe(row.area)
