"""Pairs of claims and rows: by decision, by id, by what was certain before, by text."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.match.pairing.aligned import SAYS_IT
from vaultsync.match.pairing.evidence import Witness, witness
from vaultsync.match.pairing.joint import contested, join, lost_narrowly, nearly_taken
from vaultsync.match.pairing.reasons import Evidence, Reasons
from vaultsync.match.pairing.remembered import remember
from vaultsync.match.pairing.rivals import Rivals
from vaultsync.match.pairing.score import ANOTHER_WORD, FLOOR, OTHER_HALF, SETTLED, score, weights
from vaultsync.match.pairing.told import exchanged_throughout, how_told
from vaultsync.match.pairing.verdict import ANOTHER, LEAST, MARGIN, Pair, Verdict, fit, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vaultsync.match.pairing.areas import Areas
    from vaultsync.match.pairing.assign import Assigned
    from vaultsync.match.pairing.joint import Edge, Joint
    from vaultsync.match.pairing.remembered import Settled
    from vaultsync.match.pairing.told import Exchange
    from vaultsync.match.pairing.verdict import By
    from vaultsync.match.places.claim import Claim
    from vaultsync.tracker.entries import Identity
    from vaultsync.tracker.model import Row


class Paired(NamedTuple):
    """The pairs, by the index of their claim, and rows that a doubtful pair may be instead.

    A pair bears the name that its action had before, where nothing but the
    name of a place that states it has changed.
    """

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
    pairing.rename(settled)
    return Paired(pairing.pairs, pairing.contested)


def rows_taken(
    claims: Sequence[Claim], rows: Sequence[Row], areas: Areas, whole: bool
) -> frozenset[int]:
    """Return the rows, by index, that `pair_up` gives to these claims by id or text alone."""
    pairing = _Pairing(claims, rows, areas, whole, exhaustive=False)
    pairing.by_id(frozenset())
    joint = pairing.join(frozenset())
    pairing.by_id(frozenset(), silent=True)
    return frozenset(pairing.taken) | {found.row for found in joint.assigned}


def nearest_rows(
    claims: Sequence[Claim], rows: Sequence[Row], areas: Areas, whole: bool
) -> dict[int, int]:
    """Return the rows that single claims are likely to be, whatever the other claims are."""
    seen = Witness(claims, rows, areas)
    found = {claim: _nearest(seen, claim, whole) for claim in range(len(claims))}
    return {claim: row for claim, row in found.items() if row is not None}


def _nearest(witness: Witness, claim: int, whole: bool) -> int | None:
    """Return the row that a claim likely is by its text, judged against other rows alone."""
    near = witness.comparison.rows_near(claim, LEAST)
    known = {row: witness.signs(claim, row) for row, _ in near}
    if not known:
        return None
    first, *others = sorted(known, key=lambda row: (-score(known[row]), row))
    close = any(score(known[first]) - score(known[row]) < MARGIN for row in others[:1])
    sure = fit(known[first], close, whole)
    return first if sure in (Verdict.LIKELY, Verdict.CERTAIN) else None


class _Pairing:
    """The pairs of one vault and one list, made one way after the other.

    `taken` says which claim has a row.
    """

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
        self._witness = witness(tuple(claims), tuple(rows), areas)
        self._rivals = Rivals(claims, rows, self._witness.comparison, exhaustive)
        self.taken: dict[int, int] = {}
        self.pairs: dict[int, Pair] = {}
        self.contested: frozenset[int] = frozenset()

    def keep(self, settled: Settled, how: str) -> None:
        """Make the pairs that were settled before."""
        for (claim, row), identity in sorted(settled.pairs.items()):
            if identity.how != how or claim in self.pairs or row in self.taken:
                continue
            detail = f"{how} on {identity.date}" + (
                f": {identity.reason}" if identity.reason else ""
            )
            name = "accepted" if how == "accepted" else "earlier"
            rival = "" if how == "accepted" else self._rivals.clearly_better(claim, row)
            settled_by = Evidence(name, SETTLED, detail)
            shaken = (claim, row) in settled.shaken
            self._settle(claim, row, "accepted", settled_by, rival, shaken)

    def by_id(self, rejected: frozenset[Edge], silent: bool = False) -> None:
        """Pair the claims that bear the id of a row; `silent` those that say nothing.

        These come last: another place may say what the row says.
        """
        row_of: dict[tuple[str, ...], int] = {}
        for number, parts in enumerate(self._witness.row_ids):
            if parts and number not in self.taken:
                row_of.setdefault(parts, number)
        mine: dict[int, int] = {}
        for number, claim in enumerate(self._claims):
            row = row_of.get(claim.id) if claim.id else None
            if row is None or number in self.pairs or (number, row) in rejected:
                continue
            if claim.is_silent is silent:
                mine[number] = row
        twins = self._rivals.of_twins(mine)
        for number, row in mine.items():
            evidence = Evidence("id", SETTLED, self._rows[row].key)
            rival = self._rivals.clearly_better(number, row) or twins.get(number, "")
            self._settle(number, row, "id", evidence, rival)

    def _settle(
        self, claim: int, row: int, by: By, settled: Evidence, rival: str, shaken: bool = False
    ) -> None:
        """Make a pair that does not rest on its text, doubtful if a rival fits clearly better.

        It is `shaken` if the row says something else by now.
        """
        known = self._witness.signs(claim, row)

        def evidence() -> Iterator[Evidence]:
            yield settled
            for part in self._witness.evidence(claim, row, known, None):
                yield part._replace(weight=part.weight * (1 - SETTLED))

        # An id names a note; a section must say it as well.
        says_it = by != "id" or self._claims[claim].is_note or known.alike.text >= SAYS_IT
        total = sum([SETTLED, *(weight * (1 - SETTLED) for _, weight in weights(known))])
        sure = Verdict.DOUBTFUL if rival or shaken or not says_it else Verdict.CERTAIN
        action = self._claims[claim].action
        self.taken[row] = claim
        self.pairs[claim] = Pair(
            action,
            self._rows[row],
            sure,
            by,
            total,
            Reasons(evidence, lambda: rival),
            0.0 if rival else total - FLOOR,
            bool(rival),
        )

    def rename(self, settled: Settled) -> None:
        """Give places without a label the name of the action that nobody else states any more."""
        for row, action in settled.unstated.items():
            claim = self.taken.get(row)
            if claim is None or self._claims[claim].id:
                continue
            pair = self.pairs[claim]
            if pair.verdict is not Verdict.DOUBTFUL:
                self.pairs[claim] = pair._replace(action=action)

    def join(self, rejected: frozenset[Edge]) -> Joint:
        """Return how what is left is best paired by its text."""
        settled = frozenset((claim, row) for row, claim in self.taken.items())
        return join(self._witness, settled, rejected, self._whole, self._exhaustive)

    def by_text(self, rejected: frozenset[Edge]) -> None:
        """Pair what is left by its text; the losers of contests too close to call are doubtful."""
        joint = self.join(rejected)
        unsaid = (joint.edges[found.claim, found.row].unsaid for found in joint.assigned)
        throughout = exchanged_throughout(unsaid if self._whole else ())
        for found in joint.assigned:
            self.taken[found.row] = found.claim
            self.pairs[found.claim] = self._judged(found, joint, throughout)
        self.contested |= nearly_taken(joint, self.taken)
        left = [claim for claim in range(len(self._claims)) if claim not in self.pairs]
        for claim, (_, row) in lost_narrowly(joint, frozenset(left)).items():
            self.pairs[claim] = self._lost(claim, row, joint)

    def _judged(self, found: Assigned, joint: Joint, throughout: frozenset[Exchange]) -> Pair:
        pair = found.claim, found.row
        known = joint.edges[pair]
        against: list[Evidence] = []
        margin, close = found.regret, contested(found)
        half = self._rivals.other_half(found, joint) if any(known.unshared) else None
        if half:
            margin, close = 0.0, True
            against.append(Evidence("half", OTHER_HALF, f"{half[0]} says the rest of it"))
            self.contested |= {half[1]} - {-1}
        texts = self._claims[found.claim].text, self._rows[found.row].text
        told = how_told(*texts, known.unsaid, throughout)
        if told in ANOTHER:
            another = self._witness.exchange(*pair)
            against.append(Evidence("another word", ANOTHER_WORD, another))
        sure = verdict(known, close, self._whole, pair in joint.firm, told)
        fits = fit(known, close, self._whole)
        return Pair(
            self._claims[found.claim].action,
            self._rows[found.row],
            sure,
            "text",
            sum([score(known), *(part.weight for part in against)]),
            Reasons(
                lambda: (*self._witness.evidence(*pair, known, joint.places[pair]), *against),
                lambda: half[0] if half else self._rivals.of(found, joint),
            ),
            margin,
            close,
            sure is Verdict.DOUBTFUL is not fits,
            self._whole,
        )

    def _lost(self, claim: int, row: int, joint: Joint) -> Pair:
        pair = claim, row
        known, winner = joint.edges[pair], self._claims[self.taken[row]].action
        return Pair(
            self._claims[claim].action,
            self._rows[row],
            Verdict.DOUBTFUL,
            "text",
            score(known),
            Reasons(
                lambda: self._witness.evidence(*pair, known, joint.places[pair]), lambda: winner
            ),
            0.0,
            True,
        )
