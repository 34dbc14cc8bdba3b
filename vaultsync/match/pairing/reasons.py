"""Why a pair was made: found when somebody asks, as most pairs are looked at by nobody."""

from __future__ import annotations

from vaultsync.lean.kept import kept
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Evidence(NamedTuple):
    """One reason for a pair (`weight` above 0) or against it; weights add up to the score."""

    name: str
    weight: float
    detail: str


class Reasons:
    """What speaks for and against a pair, and what comes nearest to taking one side of it.

    It is told by functions of what never changes, each asked once at most.
    """

    def __init__(
        self, evidence: Callable[[], Iterable[Evidence]], rival: Callable[[], str] = str
    ) -> None:
        self._evidence, self._rival = evidence, rival

    @kept
    def evidence(self) -> tuple[Evidence, ...]:
        """Return the evidence, each piece with what it rests on."""
        return tuple(self._evidence())

    @kept
    def rival(self) -> str:
        """Return the action or row key that comes nearest, or nothing."""
        return self._rival()

    def __eq__(self, other: object) -> bool:
        """Return whether two pairs have the same reasons."""
        return isinstance(other, Reasons) and (self.evidence, self.rival) == (
            other.evidence,
            other.rival,
        )

    def __hash__(self) -> int:
        """Return the hash of the reasons."""
        return hash((self.evidence, self.rival))
