"""Which rows say what an action without a row says, beside the action that they are."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from vaultsync.match.halves import is_other_half
from vaultsync.match.nearest import NearestTexts
from vaultsync.match.words import LONGEST, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vaultsync.match.aligned import ActionMatch

_RARE = 1.5
"""A word or two that no other row has, or so many more that others have too."""


def merged_into(actions: Iterable[ActionMatch]) -> Mapping[str, ActionMatch]:
    """Return for actions without a row the other action whose row may have taken them in.

    That row says what each of the two says, and neither alone says all of it.
    """
    held: list[ActionMatch] = []
    lost: list[ActionMatch] = []
    for match in actions:
        if match.home is not None and match.home.text:
            (lost if match.pair is None else held).append(match)
    if not lost or not held:
        return {}
    rows = [dict(stems(match.pair.row.text[:LONGEST])) for match in held if match.pair]
    own = [dict(stems(match.home.text[:LONGEST])) for match in held if match.home]
    spread = Counter(word for said in rows for word in said)
    weights = {word: math.log(1 + len(rows) / many) for word, many in spread.items()}
    enough = _RARE * math.log(1 + len(rows))
    index = NearestTexts(rows)
    found: dict[str, ActionMatch] = {}
    for match in lost:
        said = dict(stems(match.home.text[:LONGEST])) if match.home else {}
        known = {word: weights.get(word, math.log(1 + len(rows))) for word in said}
        for row in index.nearest(said):
            if is_other_half(rows[row], own[row], said, {**known, **weights}, enough):
                found[match.action] = held[row]
                break
    return found
