"""Named evidence for and against a pair of a claim and a row, and what it comes to."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from vaultsync.tracker.model import Row

By = Literal["id", "accepted", "text"]


class Verdict(enum.Enum):
    """How sure it is that a claim and a row are the same action."""

    CERTAIN = "certain"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    NONE = "none"


class Evidence(NamedTuple):
    """One reason for a pair (`weight` above 0) or against it; weights add up to the score."""

    name: str
    weight: float
    detail: str


class Pair(NamedTuple):
    """A claim's action and the row it was paired with, and why.

    `margin` is how much worse the best joint assignment gets without this
    pair; `rival` names the action or row key that comes nearest to taking one
    side of it, or is empty.
    """

    action: str
    row: Row
    verdict: Verdict
    by: By
    score: float
    evidence: tuple[Evidence, ...]
    rival: str
    margin: float
