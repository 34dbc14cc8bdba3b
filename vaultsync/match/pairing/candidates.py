"""The rows that one action may be, best first: what a person chooses from."""

from __future__ import annotations

from vaultsync.lean.cached import partial
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.pairing.areas import Areas
from vaultsync.match.pairing.evidence import Witness
from vaultsync.match.pairing.reasons import Reasons
from vaultsync.match.pairing.score import score
from vaultsync.match.pairing.verdict import Pair, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.match.pairing.alignment import Alignment
    from vaultsync.match.places.claim import Claim
    from vaultsync.tracker.model import Row

_WORTH_A_LOOK = 0.25


def candidates(
    claim: Claim, rows: Sequence[Row], alignment: Alignment, most: int = 5
) -> tuple[Pair, ...]:
    """Return up to `most` rows that a claim may be, each as a doubtful pair by its text.

    Nothing is left out because another action has it: that may be the mistake.
    Rows that have hardly a word in common with the claim are left out.
    """
    homes = [match.home.area for match in alignment.actions if match.home]
    areas = Areas([*homes, *(group.text for group in alignment.groups)])
    witness = Witness([claim], rows, areas)
    found = []
    for row in range(len(rows)):
        if witness.comparison.alike(0, row).text >= _WORTH_A_LOOK:
            known = witness.signs(0, row)
            found.append((score(known), -row))
    pairs = []
    for worth, place in sorted(found, reverse=True)[:most]:
        row = -place
        reasons = Reasons(partial(witness.evidence, 0, row, witness.signs(0, row), None))
        pairs.append(Pair(claim.action, rows[row], Verdict.DOUBTFUL, "text", worth, reasons, 0.0))
    return tuple(pairs)
