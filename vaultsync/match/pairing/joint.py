"""Pairing by text: all claims that are left with all rows that are left, jointly.

Order needs pairs to hold on to, so it is done in rounds: the first knows no
order; in each further one, the pairs that were likely in the last say where
their neighbours stand.
"""

from __future__ import annotations

from vaultsync.lean.cached import Counter, lru_cache
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.match.pairing.assign import assign
from vaultsync.match.pairing.order import Order
from vaultsync.match.pairing.score import worth
from vaultsync.match.pairing.verdict import LEAST, MARGIN, MEDIUM, Verdict, fit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from vaultsync.match.pairing.assign import Assigned
    from vaultsync.match.pairing.evidence import Witness
    from vaultsync.match.pairing.order import Neighbours
    from vaultsync.match.pairing.score import Signs

Edge = tuple[int, int]
"""A claim and a row, by their index."""

_ROUNDS = 4

_COMPANY = 3
"""So many likely pairs, as far apart in the list as in their labels, are no coincidence."""


class Joint(NamedTuple):
    """The best joint assignment, and what it was made from.

    `edges` are the pairs that nothing rules out, `places` where they stand,
    `worth` their scores above the floor. `firm` are the pairs of `assigned`
    that stand where the labels say they should. `held_claims` and `held_rows`
    are in a pair that was made before, or in one that fits well.
    """

    assigned: Sequence[Assigned]
    edges: Mapping[Edge, Signs]
    places: Mapping[Edge, Neighbours]
    worth: Mapping[Edge, float]
    firm: frozenset[Edge]
    held_claims: frozenset[int]
    held_rows: frozenset[int]


@lru_cache(maxsize=4)
def join(
    witness: Witness,
    settled: frozenset[Edge],
    rejected: frozenset[Edge],
    whole: bool,
    exhaustive: bool,
) -> Joint:
    """Return the best joint assignment of the claims and rows that are left.

    `settled` are the pairs that were made before, `rejected` those that shall
    never be. `whole` says that the list was read completely; `exhaustive`
    compares every claim with every row. The last ones are kept, as `witness` does.
    """
    claims, rows = witness.claims, witness.rows
    edges = dict(_possible(witness, settled, rejected, exhaustive))
    made = dict(settled)
    anchors: dict[int, int] = {}
    for _ in range(_ROUNDS):
        known_anchors = {**made, **anchors}
        order = Order(claims, rows, known_anchors, whole)
        places = {pair: order.of(*pair) for pair in edges}
        edges = {
            pair: known
            if known.place == places[pair].place
            else known._replace(place=places[pair].place)
            for pair, known in edges.items()
        }
        values = {pair: worth(known) for pair, known in edges.items()}
        assigned = assign(values)
        anchors = {
            found.claim: found.row
            for found in assigned
            if fit(edges[found.claim, found.row], contested(found), whole) is not Verdict.DOUBTFUL
        }
        if {**made, **anchors} == known_anchors:
            break
    held = _held_stretches(order, made, {pair: edges[pair] for pair in anchors.items()})
    pairs = ((found.claim, found.row) for found in assigned)
    firm = frozenset(
        pair
        for pair in pairs
        if order.stretch(*pair) in held and order.holds(*pair, places[pair], edges[pair].area)
    )
    pairs_held = made | anchors
    return Joint(
        assigned,
        edges,
        places,
        values,
        firm,
        frozenset(pairs_held),
        frozenset(pairs_held.values()),
    )


def _possible(
    witness: Witness, settled: frozenset[Edge], rejected: frozenset[Edge], exhaustive: bool
) -> Iterator[tuple[Edge, Signs]]:
    """Yield the pairs that nothing rules out, with what is known of them."""
    taken_claims = {claim for claim, _ in settled}
    taken_rows = {row for _, row in settled}
    for claim in range(len(witness.claims)):
        if claim in taken_claims:
            continue
        for row, likeness in witness.comparison.rows_near(claim, LEAST, exhaustive):
            if row not in taken_rows and (claim, row) not in rejected:
                known = witness.signs(claim, row)
                # Two ids that differ say that these are two, unless the words insist.
                if not known.other_id or likeness >= MEDIUM:
                    yield (claim, row), known


def _held_stretches(
    order: Order, settled: Mapping[int, int], likely: Mapping[Edge, Signs]
) -> frozenset[object]:
    """Return the stretches of which it is known where they stand in the list.

    Either they hold a pair that is settled or says the very same, or so
    many likely ones that they are no coincidence.
    """
    shown: Counter[object] = Counter(order.stretch(*pair) for pair in likely)
    exact = {pair for pair, known in likely.items() if not any(known.unshared)}
    shown.update({order.stretch(*pair): _COMPANY for pair in exact | set(settled.items())})
    return frozenset(stretch for stretch, many in shown.items() if many >= _COMPANY) - {None}


def contested(found: Assigned) -> bool:
    """Return whether a rival fits nearly as well."""
    return found.regret < MARGIN and (found.rival_claim >= 0 or found.rival_row >= 0)


def lost_narrowly(joint: Joint, claims: Collection[int]) -> dict[int, tuple[float, int]]:
    """Return those of the claims that lost their row too narrowly to be without a partner.

    Each with the worth of the pair that was not made, and its row.
    """
    winners = {found.row: found.claim for found in joint.assigned}
    losers: dict[int, tuple[float, int]] = {}
    for (claim, row), value in joint.worth.items():
        winner = winners.get(row)
        if winner is None or winner == claim or claim not in claims or value <= 0:
            continue
        if joint.worth[winner, row] - value < MARGIN:
            losers[claim] = max(losers.get(claim, (0.0, row)), (value, row))
    return losers


def nearly_taken(joint: Joint, taken: Collection[int]) -> frozenset[int]:
    """Return the rows that nobody took, though a claim fits them nearly as well as its own."""
    own = {found.claim: joint.worth[found.claim, found.row] for found in joint.assigned}
    return frozenset(
        row
        for (claim, row), value in joint.worth.items()
        if value > 0 and row not in taken and claim in own and own[claim] - value < MARGIN
    )
