"""The homes of actions while a vault is watched: what has just moved may come back."""

from __future__ import annotations

from vaultsync.cli.quiet import QUIET_BEFORE_WRITING
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.agreement import Agreement


class HomeWatch:
    """Knows since when each action has its home, by times in seconds of one clock.

    Editors and sync clients take a note away for a moment when they save it.
    Another place of its action is the home meanwhile, and must not be written.
    """

    def __init__(self) -> None:
        self._since: dict[str, tuple[str, float]] = {}
        self._has_begun = False

    def moved(self, agreements: Iterable[Agreement], now: float) -> frozenset[str]:
        """Return the actions whose home is another since less than the quiet time.

        At the first look those count whose home holds nothing of what was
        written for them: it stood elsewhere.
        """
        found = set()
        for agreement in agreements:
            match = agreement.match
            if match.home is None:
                continue
            known = self._since.get(match.action)
            if known is None or known[0] != match.home.path:
                is_new = self._has_begun or known is not None or _lacks_what_was_written(agreement)
                known = (match.home.path, now if is_new else float("-inf"))
                self._since[match.action] = known
            if now - known[1] < QUIET_BEFORE_WRITING:
                found.add(match.action)
        self._has_begun = True
        return frozenset(found)


def _lacks_what_was_written(agreement: Agreement) -> bool:
    return any(state.base is not None for state in agreement.fields) and not any(
        not held.foreign for state in agreement.fields for held in state.held
    )
