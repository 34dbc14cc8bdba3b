"""The two letters of an action, as chezmoi shows them: one for each side.

The left one says what became of the vault's value since it was last written,
the right one what a sync would do to it, or what the tracker lacks.
"""

from __future__ import annotations

from vaultsync.agreement import State
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsync.report.missions import Line

LETTERS = {
    State.AGREED: "  ",
    State.ABSENT: " A",
    State.UPDATE: " M",
    State.EDITED_HERE: "M ",
    State.CONFLICT: "MM",
    State.FIRST_MEETING: "?M",
    State.KEPT: "K ",
    State.FOREIGN: "F ",
    State.NOT_IN_SNAPSHOT: " ·",
    State.UNLISTED: " -",
    State.DOUBTFUL: " ?",
}
REMOVED = "DA"

MEANING = {
    "  ": "agrees",
    " A": "to be added",
    "DA": "removed here, to be added again",
    " M": "to be updated",
    "M ": "changed here",
    "MM": "changed on both sides",
    "?M": "never synced: sync asks first",
    "K ": "kept here on purpose",
    "F ": "the name holds something else",
    " ·": "not in this snapshot",
    " -": "not in the tracker",
    " ?": "which row it is, is not certain",
}
"""What the letters mean; every pair of them is here."""


def letters(line: Line) -> str:
    """Return the letters of an action."""
    if line.state is State.ABSENT and line.removed:
        return REMOVED
    return LETTERS[line.state]
