"""What each action adds to how a vault stands against its tracker."""

from __future__ import annotations

from vaultsync.agreement import State
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.overview import shown_state
from vaultsync.report.summary import Tally

if TYPE_CHECKING:
    from vaultsync.agreement import Agreement

_CALM = (State.AGREED, State.KEPT, State.NOT_IN_SNAPSHOT, State.UNLISTED, State.DOUBTFUL)


def tally(agreement: Agreement) -> Tally:
    """Return what an action adds to the standing."""
    home = agreement.match.home
    return Tally(
        home.path if home else "",
        shown_state(agreement) not in _CALM,
        agreement.state is State.NOT_IN_SNAPSHOT,
        _writable(agreement),
    )


def _writable(agreement: Agreement) -> int:
    """Return how many fields of an action, copies included, a `sync` would write unasked."""
    places = (agreement.fields, *(fields for _, fields in agreement.copies))
    return sum(
        len({field.field for field in fields if field.state in (State.ABSENT, State.UPDATE)})
        for fields in places
    )
