"""Actions that few words tell apart, and which of them a text leans to."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

LEANS = 0.5
"""How far a row leans to another action that is said to be that one."""


def leaning(
    one: Iterable[str],
    other: Iterable[str],
    said: Collection[str],
    weights: Mapping[str, float],
) -> float:
    """Return how far a text leans to the other of two texts: from -1, to the one, up to 1.

    It is the part that it says of what the other alone says, less the part of
    what the one alone says. Where only one of them says anything alone, it is
    0: what was said more precisely is no other action.
    """
    first, second = dict.fromkeys(one), dict.fromkeys(other)
    parts = []
    for mine, its in ((second, first), (first, second)):
        alone = [word for word in mine if word not in its]
        whole = sum([weights[word] for word in alone])
        if not whole:
            return 0.0
        parts.append(sum([weights[word] for word in alone if word in said]) / whole)
    return parts[0] - parts[1]
