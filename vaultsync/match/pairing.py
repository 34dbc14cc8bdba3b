"""Pairs of claims and rows: by decision, by id, by what was certain before, by text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.match.areas import area_agrees, shape
from vaultsync.match.assign import assign
from vaultsync.match.comparison import Comparison
from vaultsync.match.order import Order
from vaultsync.match.particulars import particulars
from vaultsync.match.remembered import remember
from vaultsync.match.score import (
    CLEARLY_BETTER,
    FEW_WORDS,
    FLOOR,
    LEAST,
    MARGIN,
    MEDIUM,
    SETTLED,
    Evidence,
    Pair,
    Verdict,
    score,
    signs,
    verdict,
    weights,
)
from vaultsync.tracker.model import id_parts

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
    return Paired(pairing.pairs, frozenset(pairing.contested))


def nearest_rows(
    claims: Sequence[Claim], rows: Sequence[Row], areas: Areas, whole: bool
) -> dict[int, Row]:
    """Return the rows that single claims are likely to be, whatever the other claims are."""
    pairing = _Pairing(claims, rows, areas, whole, exhaustive=False)
    found = {claim: pairing.nearest(claim) for claim in range(len(claims))}
    return {claim: rows[row] for claim, row in found.items() if row is not None}


class _Pairing:
    def __init__(
        self,
        claims: Sequence[Claim],
        rows: Sequence[Row],
        areas: Areas,
        whole: bool,
        exhaustive: bool,
    ) -> None:
        self._claims, self._rows = claims, rows
        self._areas, self._whole, self._exhaustive = areas, whole, exhaustive
        self._comparison = Comparison([claim.text for claim in claims], [row.text for row in rows])
        self._row_ids = [id_parts(row.id) if row.id else () for row in rows]
        self._claim_particulars = cache(lambda number: particulars(claims[number].text))
        self._row_particulars = cache(lambda number: particulars(rows[number].text))
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

    def by_id(self, rejected: frozenset[tuple[int, int]]) -> None:
        """Pair the claims that bear the id of a row."""
        row_of: dict[tuple[str, ...], int] = {}
        for number, parts in enumerate(self._row_ids):
            if parts and number not in self._taken:
                row_of.setdefault(parts, number)
        for number, claim in enumerate(self._claims):
            row = row_of.get(claim.id) if claim.id else None
            if row is None or number in self.pairs or (number, row) in rejected:
                continue
            evidence = Evidence("id", SETTLED, self._rows[row].key)
            self._settle(number, row, "id", evidence, self._better(number, row))

    def _settle(self, claim: int, row: int, by: By, settled: Evidence, rival: str) -> None:
        """Make a pair that does not rest on its text, doubtful if a rival fits clearly better."""
        known = self._signs(claim, row)
        halves = [
            Evidence(part.name, part.weight * (1 - SETTLED), part.detail)
            for part in self._evidence(claim, row, known, None)
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
        edges = {
            (claim, row): self._signs(claim, row)
            for claim, row in self._open(rejected)
            if self._comparison.alike(claim, row).text >= LEAST
        }
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
                if verdict(edges[found.claim, found.row], _contested(found), self._whole)
                is not Verdict.DOUBTFUL
            ]
            anchors = {found.claim: found.row for found in likely}
            if settled | anchors == known_anchors:
                break
        for found in assigned:
            pair = found.claim, found.row
            self._taken[found.row] = found.claim
            self.pairs[found.claim] = self._judged(found, edges[pair], places[pair], worth)
        self._add_contested(worth, edges, places)

    def nearest(self, claim: int) -> int | None:
        """Return the row that a claim likely is by its text, judged against other rows alone."""
        known = {
            row: self._signs(claim, row)
            for row in self._comparison.candidates(claim, self._exhaustive)
            if self._comparison.alike(claim, row).text >= LEAST
        }
        if not known:
            return None
        first, *others = sorted(known, key=lambda row: (-score(known[row]), row))
        contested = any(score(known[first]) - score(known[row]) < MARGIN for row in others[:1])
        sure = verdict(known[first], contested, self._whole)
        return first if sure in (Verdict.LIKELY, Verdict.CERTAIN) else None

    def _open(self, rejected: frozenset[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        for claim in range(len(self._claims)):
            if claim not in self.pairs:
                for row in self._comparison.candidates(claim, self._exhaustive):
                    if row not in self._taken and (claim, row) not in rejected:
                        yield claim, row

    def _judged(
        self,
        found: Assigned,
        known: Signs,
        place: Neighbours,
        worth: Mapping[tuple[int, int], float],
    ) -> Pair:
        evidence = tuple(self._evidence(found.claim, found.row, known, place))
        contested = _contested(found)
        rival = self._rival(found, worth)
        if not rival and found.regret >= MARGIN:
            rival = self._next_best(found.claim, found.row)
        return Pair(
            self._claims[found.claim].action,
            self._rows[found.row],
            verdict(known, contested, self._whole),
            "text",
            sum(part.weight for part in evidence),
            evidence,
            rival,
            found.regret,
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
            evidence = tuple(self._evidence(claim, row, edges[claim, row], places[claim, row]))
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

    def _signs(self, claim: int, row: int) -> Signs:
        stated, published = self._claims[claim], self._rows[row]
        row_id = self._row_ids[row]
        comparable = bool(stated.id and row_id) and shape(stated.id) == shape(row_id)
        return signs(
            self._comparison.alike(claim, row),
            area_agrees(stated, published, self._areas),
            "",
            self._claim_particulars(claim),
            self._row_particulars(row),
            comparable and stated.id != row_id,
            self._comparison.fewest(claim, row) < FEW_WORDS,
        )

    def _evidence(
        self, claim: int, row: int, known: Signs, place: Neighbours | None
    ) -> Iterator[Evidence]:
        """Yield the evidence for and against a pair, with what each piece rests on."""
        changed = dict(known.changed)
        for name, weight in weights(known):
            if name == "words":
                detail = f"{int(known.alike.words * 100)}% of their letters, the words sorted"
            elif name == "rare words":
                shared = ", ".join(self._comparison.shared(claim, row))
                detail = f"{int(known.alike.rare * 100)}% in common" + (
                    f": {shared}" if shared else ""
                )
            elif name == "area":
                detail = self._area_detail(claim, row, weight > 0)
            elif name == "order":
                detail = self._order_detail(place)
            elif name == "lead":
                detail = self._lead_detail(claim, row, weight > 0)
            elif name == "id":
                detail = f"{self._claims[claim].action} is not {self._rows[row].id}"
            else:
                detail = changed.get(name, "the same numbers, dates and negations")
            yield Evidence(name, weight, detail)

    def _area_detail(self, claim: int, row: int, agrees: bool) -> str:
        stated = self._claims[claim]
        ours = stated.area_label.text if stated.area_label else stated.area
        return f"same as {ours}" if agrees else f"{self._rows[row].area}, not {ours}"

    def _order_detail(self, place: Neighbours | None) -> str:
        if place is None or place.place == "crossing":
            return "not in the order of the labels around it"
        before, after = (
            self._claims[claim].action if claim >= 0 else ""
            for claim in (place.before, place.after)
        )
        if before and after:
            where = f"between {before} and {after}"
        elif before or after:
            where = f"after {before}" if before else f"before {after}"
        else:
            where = "at the end of the list"
        return f"{where}, as in the tracker"

    def _lead_detail(self, claim: int, row: int, agrees: bool) -> str:
        ours, theirs = self._claim_particulars(claim).lead, self._row_particulars(row).lead
        if agrees:
            return ", ".join(sorted(ours & theirs))
        return f"{', '.join(sorted(theirs))}, not {', '.join(sorted(ours))}"


def _contested(found: Assigned) -> bool:
    """Return whether a rival fits nearly as well."""
    return found.regret < MARGIN and (found.rival_claim >= 0 or found.rival_row >= 0)
