"""Whether a text says two others together: a row was split, or two were merged.

The half that says more of an action is like it, and may be likely by its words.
But which of the two goes on under the action's name is for people to say.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_REST = 0.2
"""How much of a text one half must leave unsaid: less is a clause that was dropped."""

_SAID = 0.4
"""How much of that rest the other half must say, and how much of what it says must be of it."""


def leaves_a_rest(
    whole: Mapping[str, int], half: Mapping[str, int], weights: Mapping[str, float]
) -> bool:
    """Return whether a text, by its stems, says no more than a part of another."""
    rest = sum(weights[word] for word in whole if word not in half)
    return rest > 0 and rest >= _REST * sum(weights[word] for word in whole)


def is_other_half(
    whole: Mapping[str, int],
    half: Mapping[str, int],
    other: Mapping[str, int],
    weights: Mapping[str, float],
    enough: float,
) -> bool:
    """Return whether a text says the rest of another, of which `half` says a part.

    `weights` says how much each stem counts, `enough` how much is no coincidence.
    """
    rest = [word for word in whole if word not in half]
    said = sum(weights[word] for word in rest if word in other)
    inside = sum(weights[word] for word in other if word in whole)
    return said >= max(enough, _SAID * sum(weights[word] for word in rest)) and (
        inside >= _SAID * sum(weights[word] for word in other)
    )
