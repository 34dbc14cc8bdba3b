"""Why a note changes, in words: for the diff before it and the journal after."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.sync.changes import Reason

if TYPE_CHECKING:
    from vaultsync.agreement import Agreement
    from vaultsync.tracker.model import Row


def reason_of(agreement: Agreement, what: str) -> Reason:
    """Return why an action's place changes, with its row and how sure that is."""
    pair = agreement.match.pair
    if pair is None:
        return Reason(agreement.match.action, "", "", what)
    by = f"text {pair.score:.2f}" if pair.by == "text" else pair.by
    return Reason(agreement.match.action, pair.row.key, f"{pair.verdict.value} ({by})", what)


def row_reason(action: str, row: Row, what: str) -> Reason:
    """Return why a note is made for a row that no place states."""
    return Reason(action, row.key, "stated nowhere", what)
