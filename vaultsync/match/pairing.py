"""Pairs of claims and rows: by decision, by id, by what was certain before, by text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.match.assign import assign
from vaultsync.match.evidence import Witness
from vaultsync.match.order import Order
from vaultsync.match.remembered import remember
from vaultsync.match.score import (
    CLEARLY_BETTER,
    FLOOR,
    LEAST,
    MARGIN,
    MEDIUM,
    SETTLED,
    Evidence,
    Pair,
    Verdict,
    fit,
    score,
    verdict,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vaultsync.match.areas import Areas
    from vaultsync.match.assign import Assigned
    from vaultsync.match.claims import Claim
    from vaultsync.match.order import Neighbours
    from vaultsync.match.remembered import Settled
    from vaultsync.match.score import By, Signs
    from vaultsync.tracker.entries import Identity
    from vaultsync.tracker.model import Row

SAYS_IT = 0.45
"""The likeness to its row's text without which a section's label is only a mention."""

_ROUNDS = 4

_COMPANY = 3
"""So many likely pairs, as far apart in the list as in their labels, are no coincidence."""


class Paired(NamedTuple):
    """The pairs, by the index of their claim, and rows that a doubtful pair may be instead."""

    pairs: Mapping[int, Pair]
    contested: frozenset[int]


def pair_up(
    claims: Sequence[Claim],
    rows: Sequence[Row],
    identities: Iterable[Identity],
    areas: Areas,
    whole: bool,
    exhaustive: bool = False,
) -> Paired:
    """Return which claim is which row. Each claim is of another action, each row of another key.

    `whole` says that the list was read completely; `exhaustive` compares every
    claim with every row, however many there are.
    """
    pairing = _Pairing(claims, rows, areas, whole, exhaustive)
    settled = remember(claims, rows, identities)
    pairing.keep(settled, "accepted")
    pairing.by_id(settled.rejected)
    pairing.keep(settled, "certain")
    pairing.by_text(settled.rejected)
    pairing.by_id(settled.rejected, silent=True)
    return Paired(pairing.pairs, frozenset(pairing.contested))


def nearest_rows(
    claims: Sequence[Claim], rows: Sequence[Row], areas: Areas, whole: bool
) -> dict[int, Row]:
    """Return the rows that single claims are likely to be, whatever the other claims are."""
    pairing = _Pairing(claims, rows, areas, whole, exhaustive=False)
    found = {claim: pairing.nearest(claim) for claim in range(len(claims))}
    return {claim: rows[row] for claim, row in found.items() if row is not None}


class _Pairing:
    """The pairs of one vault and one list, made one way after the other."""

    def __init__(
        self,
        claims: Sequence[Claim],
        rows: Sequence[Row],
        areas: Areas,
        whole: bool,
        exhaustive: bool,
    ) -> None:
        self._claims, self._rows = claims, rows
        self._whole, self._exhaustive = whole, exhaustive
        self._witness = Witness(claims, rows, areas)
        self._comparison = self._witness.comparison
        self._taken: dict[int, int] = {}  # row -> claim
        self.pairs: dict[int, Pair] = {}
        self.contested: set[int] = set()

    def keep(self, settled: Settled, how: str) -> None:
        """Make the pairs that were settled before."""
        for (claim, row), identity in sorted(settled.pairs.items()):
            if identity.how != how or claim in self.pairs or row in self._taken:
                continue
            detail = f"{how} on {identity.date}" + (
                f": {identity.reason}" if identity.reason else ""
            )
            name = "accepted" if how == "accepted" else "earlier"
            rival = "" if how == "accepted" else self._better(claim, row)
            self._settle(claim, row, "accepted", Evidence(name, SETTLED, detail), rival)

    def by_id(self, rejected: frozenset[tuple[int, int]], silent: bool = False) -> None:
        """Pair the claims that bear the id of a row; `silent` those that say nothing.

        These come last: another place may say what the row says.
        """
        row_of: dict[tuple[str, ...], int] = {}
        for number, parts in enumerate(self._witness.row_ids):
            if parts and number not in self._taken:
                row_of.setdefault(parts, number)
        for number, claim in enumerate(self._claims):
            row = row_of.get(claim.id) if claim.id else None
            if row is None or number in self.pairs or (number, row) in rejected:
                continue
            if claim.is_silent is not silent:
                continue
            evidence = Evidence("id", SETTLED, self._rows[row].key)
            self._settle(number, row, "id", evidence, self._better(number, row))

    def _settle(self, claim: int, row: int, by: By, settled: Evidence, rival: str) -> None:
        """Make a pair that does not rest on its text, doubtful if a rival fits clearly better."""
        known = self._witness.signs(claim, row)
        halves = [
            Evidence(part.name, part.weight * (1 - SETTLED), part.detail)
            for part in self._witness.evidence(claim, row, known, None)
        ]
        evidence = (settled, *halves)
        # An id names a note; a section must say it as well.
        says_it = by != "id" or self._claims[claim].is_note or known.alike.text >= SAYS_IT
        total = sum(part.weight for part in evidence)
        sure = Verdict.DOUBTFUL if rival or not says_it else Verdict.CERTAIN
        action = self._claims[claim].action
        self._taken[row] = claim
        self.pairs[claim] = Pair(
            action,
            self._rows[row],
            sure,
            by,
            total,
            evidence,
            rival,
            0.0 if rival else total - FLOOR,
        )

    def _better(self, claim: int, row: int) -> str:
        """Return the row that fits a claim, or the claim that fits a row, clearly better."""
        own = self._comparison.alike(claim, row).text
        needed = max(own + CLEARLY_BETTER, MEDIUM)
        if needed > 1:
            return ""
        best = needed
        rival = ""
        for other in self._comparison.candidates(claim, self._exhaustive):
            likeness = self._comparison.alike(claim, other).text
            if other != row and likeness >= best:
                best, rival = likeness, self._rows[other].key
        for other in self._comparison.claimants(row, self._exhaustive):
            likeness = self._comparison.alike(other, row).text
            if other != claim and likeness >= best:
                best, rival = likeness, self._claims[other].action
        return rival

    def by_text(self, rejected: frozenset[tuple[int, int]]) -> None:
        """Pair what is left by its text, jointly.

        The first round knows no order; in each further one, the pairs that were
        likely in the last say where their neighbours stand.
        """
        edges = dict(self._possible(rejected))
        settled = {claim: row for row, claim in self._taken.items()}
        anchors: dict[int, int] = {}
        for _ in range(_ROUNDS):
            known_anchors = settled | anchors
            order = Order(self._claims, self._rows, known_anchors, self._whole)
            places = {pair: order.of(*pair) for pair in edges}
            edges = {
                pair: known._replace(place=places[pair].place) for pair, known in edges.items()
            }
            worth = {pair: score(known) - FLOOR for pair, known in edges.items()}
            assigned = assign(worth)
            likely = [
                found
                for found in assigned
                if fit(edges[found.claim, found.row], _contested(found), self._whole)
                is not Verdict.DOUBTFUL
            ]
            anchors = {found.claim: found.row for found in likely}
            if settled | anchors == known_anchors:
                break
        firm = self._firm(order, settled, {pair: edges[pair] for pair in anchors.items()})
        for found in assigned:
            pair = found.claim, found.row
            self._taken[found.row] = found.claim
            self.pairs[found.claim] = self._judged(
                found,
                edges[pair],
                places[pair],
                worth,
                order.stretch(*pair) in firm and order.holds(*pair, places[pair]),
            )
        self._add_contested(worth, edges, places)

    def _firm(
        self,
        order: Order,
        settled: Mapping[int, int],
        likely: Mapping[tuple[int, int], Signs],
    ) -> frozenset[object]:
        """Return the stretches of which it is known where they stand in the list.

        Either they hold a pair that is settled or says the very same, or so
        many likely ones that they are no coincidence.
        """
        shown: Counter[object] = Counter(order.stretch(*pair) for pair in likely)
        exact = {pair for pair, known in likely.items() if not any(known.unshared)}
        shown += Counter({order.stretch(*pair): _COMPANY for pair in exact | set(settled.items())})
        return frozenset(stretch for stretch, many in shown.items() if many >= _COMPANY) - {None}

    def nearest(self, claim: int) -> int | None:
        """Return the row that a claim likely is by its text, judged against other rows alone."""
        known = {
            row: self._witness.signs(claim, row)
            for row in self._comparison.candidates(claim, self._exhaustive)
            if self._comparison.alike(claim, row).text >= LEAST
        }
        if not known:
            return None
        first, *others = sorted(known, key=lambda row: (-score(known[row]), row))
        contested = any(score(known[first]) - score(known[row]) < MARGIN for row in others[:1])
        sure = fit(known[first], contested, self._whole)
        return first if sure in (Verdict.LIKELY, Verdict.CERTAIN) else None

    def _possible(
        self, rejected: frozenset[tuple[int, int]]
    ) -> Iterator[tuple[tuple[int, int], Signs]]:
        """Yield the pairs that nothing rules out, with what is known of them."""
        for claim in range(len(self._claims)):
            if claim in self.pairs:
                continue
            for row in self._comparison.candidates(claim, self._exhaustive):
                if row in self._taken or (claim, row) in rejected:
                    continue
                likeness = self._comparison.alike(claim, row).text
                if likeness >= LEAST:
                    known = self._witness.signs(claim, row)
                    # Two ids that differ say that these are two, unless the words insist.
                    if not known.other_id or likeness >= MEDIUM:
                        yield (claim, row), known

    def _judged(
        self,
        found: Assigned,
        known: Signs,
        place: Neighbours,
        worth: Mapping[tuple[int, int], float],
        firm: bool,
    ) -> Pair:
        evidence = tuple(self._witness.evidence(found.claim, found.row, known, place))
        contested = _contested(found)
        rival = self._rival(found, worth)
        if not rival and found.regret >= MARGIN:
            rival = self._next_best(found.claim, found.row)
        sure = verdict(known, contested, self._whole, firm)
        fits = fit(known, contested, self._whole)
        return Pair(
            self._claims[found.claim].action,
            self._rows[found.row],
            sure,
            "text",
            sum(part.weight for part in evidence),
            evidence,
            rival,
            found.regret,
            sure is Verdict.DOUBTFUL is not fits,
        )

    def _rival(self, found: Assigned, worth: Mapping[tuple[int, int], float]) -> str:
        other_row = worth.get((found.claim, found.rival_row), 0.0)
        other_claim = worth.get((found.rival_claim, found.row), 0.0)
        if found.rival_row >= 0 and other_row >= other_claim:
            return self._rows[found.rival_row].key
        return self._claims[found.rival_claim].action if found.rival_claim >= 0 else ""

    def _next_best(self, claim: int, row: int) -> str:
        """Return what comes nearest to a pair that nothing contests, for display."""
        best, rival = 0.0, ""
        for other in self._comparison.candidates(claim, self._exhaustive):
            likeness = self._comparison.alike(claim, other).text
            if other != row and likeness > best:
                best, rival = likeness, self._rows[other].key
        # In a large list it is not worth another search.
        for other in self._comparison.claimants(row) if self._comparison.small else ():
            likeness = self._comparison.alike(other, row).text
            if other != claim and likeness > best:
                best, rival = likeness, self._claims[other].action
        return rival

    def _add_contested(
        self,
        worth: Mapping[tuple[int, int], float],
        edges: Mapping[tuple[int, int], Signs],
        places: Mapping[tuple[int, int], Neighbours],
    ) -> None:
        """Note the losers of contests too close to call: neither side of one is without partner."""
        made = {(claim, row) for row, claim in self._taken.items()}
        losers: dict[int, tuple[float, int]] = {}
        for (claim, row), value in worth.items():
            if (claim, row) in made or value <= 0:
                continue
            winner = self._taken.get(row)
            if claim in self.pairs:
                mine = self.pairs[claim]
                if winner is None and mine.by == "text" and mine.score - FLOOR - value < MARGIN:
                    self.contested.add(row)
            elif winner is not None and worth.get((winner, row), 1.0) - value < MARGIN:
                losers[claim] = max(losers.get(claim, (0.0, row)), (value, row))
        for claim, (value, row) in losers.items():
            evidence = tuple(
                self._witness.evidence(claim, row, edges[claim, row], places[claim, row])
            )
            rival = self._claims[self._taken[row]].action
            self.pairs[claim] = Pair(
                self._claims[claim].action,
                self._rows[row],
                Verdict.DOUBTFUL,
                "text",
                value + FLOOR,
                evidence,
                rival,
                0.0,
            )


def _contested(found: Assigned) -> bool:
    """Return whether a rival fits nearly as well."""
    return found.regret < MARGIN and (found.rival_claim >= 0 or found.rival_row >= 0)
