"""Which rows say what an action without a row says, beside the action that they are."""

from __future__ import annotations

import math
from itertools import chain

from vaultsync.lean.cached import Counter, partial
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.pairing.nearest import NearestTexts
from vaultsync.match.wording.halves import is_other_half
from vaultsync.match.wording.words import compared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vaultsync.match.pairing.aligned import ActionMatch

_RARE = 1.5
"""A word or two that no other row has, or so many more that others have too."""

_FEW = 50
"""So many rows are looked at sooner than the words of all."""

_NEARLY = 0.99
"""So much of a sum of weights is there in whatever order it is added up."""


class _Weights(dict[str, float]):
    """What words weigh; one that no row has weighs as much as one that a single row has."""

    def __init__(self, rarest: float, known: Mapping[str, float]) -> None:
        super().__init__(known)
        self._rarest = rarest

    def __missing__(self, word: str) -> float:
        return self._rarest


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
    rows = [compared(match.pair.row.text).stems for match in held if match.pair]
    own = [compared(match.home.text).stems for match in held if match.home]
    spread = Counter(chain.from_iterable(rows))
    rarest = math.log(1 + len(rows))
    weights = _Weights(
        rarest, {word: math.log(1 + len(rows) / many) for word, many in spread.items()}
    )
    enough = _RARE * rarest
    # Nearly all rows say what their action says and not so much besides.
    wholes = [
        row
        for row, said in enumerate(rows)
        if sum([weights[word] for word in said.keys() - own[row].keys()]) >= _NEARLY * enough
    ]

    def takes_in(said: Mapping[str, int], row: int) -> bool:
        return is_other_half(rows[row], own[row], said, weights, enough)

    index: NearestTexts | None = None
    found: dict[str, ActionMatch] = {}
    for match in lost:
        said = compared(match.home.text).stems if match.home else {}
        holds = partial(takes_in, said)
        if len(wholes) <= _FEW and not any(map(holds, wholes)):
            continue
        index = index or NearestTexts(rows)
        row = next(filter(holds, index.nearest(said)), None)
        if row is not None:
            found[match.action] = held[row]
    return found
