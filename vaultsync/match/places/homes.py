"""Which of the places that claim an action is its home."""

from __future__ import annotations

from vaultsync.lean.cached import defaultdict
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.tracker.ids import id_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vaultsync.match.places.claim import Claim, Group


class Housed(NamedTuple):
    """An action's home and its other places; or the places of equal right, and no home."""

    home: Claim | None
    copies: tuple[Claim, ...]
    claimed_twice: tuple[Claim, ...]

    @property
    def speaker(self) -> Claim:
        """Return the place whose words stand for the action."""
        if self.home is not None and self.home.unread:
            return next((claim for claim in self.copies if claim.text), self.home)
        return self.home or next((c for c in self.claimed_twice if c.text), self.claimed_twice[0])


def by_action(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Return the claims in groups of one action: of one id, or of one name."""
    found: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: (claim.path, claim.heading)):
        found[("id", *claim.id) if claim.id else ("text", claim.action)].append(claim)
    return [found[key] for key in sorted(found, key=lambda key: id_order(" ".join(map(str, key))))]


class Homes:
    """Chooses homes: the note; else the only section that has the better right.

    A note that cannot be read stays the home. The better right has the section
    that carries managed tags already, then the one in the note of the action's
    area, then the one in its mission's. A section that says nothing gives way
    to those that say something, and where none does, the first is the home.
    """

    def __init__(self, groups: Iterable[Group], carries_tags: Callable[[Claim], bool]) -> None:
        self._carries_tags = carries_tags
        self._notes = {
            (group.path, group.label.id) for group in groups if group.is_note and group.label
        }

    def choose(self, claims: Sequence[Claim]) -> Housed:
        """Return the home of one action among all its claims."""
        candidates = (
            [claim for claim in claims if claim.is_note]
            or [claim for claim in claims if not claim.is_silent]
            or list(claims)
        )
        home = candidates[0] if len(candidates) == 1 else None
        if home is None and not candidates[0].is_note:
            home = self._better(candidates)
        if home is None and candidates[0].is_silent:
            home = candidates[0]
        if home is None:
            return Housed(None, (), tuple(candidates))
        return Housed(home, tuple(claim for claim in claims if claim is not home), ())

    def _better(self, sections: Sequence[Claim]) -> Claim | None:
        tests = [self._carries_tags]
        tests += [self._within(length) for length in range(len(sections[0].id) - 1, 0, -1)]
        for test in tests:
            passed = [section for section in sections if test(section)]
            if len(passed) == 1:
                return passed[0]
        return None

    def _within(self, length: int) -> Callable[[Claim], bool]:
        """Return a test for sections in the note of the area or mission, by its id's length."""
        return lambda section: (section.path, section.id[:length]) in self._notes
