"""How a missing or outdated status or priority is worded: T201 and T202 are one sentence."""

from __future__ import annotations

from vaultsync.agreement import State
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.actions import claim_place, row_reference, tracker_word, values
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from vaultsync.rules.actions import Held
    from vaultsync.rules.rule import Published, View


def disagreement(held: Held, published: Published, view: View) -> Finding:
    """Return what to say of a field that is missing, or differs from the tracker.

    The vault's word and the published one stand side by side; the help says
    what would be written, and how to have it written.
    """
    says = tracker_word(published, held)
    subject = f"the copy's {held.field}" if held.is_copy else held.field
    said = values(held, published)
    now = "now " if any(state.state is State.UPDATE for state in held.states) else ""
    missing = [state for state in held.states if state.vault is None]
    if not said:
        message = f"{subject} is missing; the tracker says {says}"
    elif all(state.state in (State.AGREED, State.ABSENT) for state in held.states):
        message = f"{subject} is missing as a {missing[0].place}; the tracker says {says}"
    else:
        message = f"{subject} is {said}; the tracker {now}says {says}"
    return Finding(
        claim_place(held.claim, view),
        message,
        f"{_what_to_write(held, view, says, said)}\n{_how(held)}   {row_reference(held.row)}",
    )


def _what_to_write(held: Held, view: View, says: str, said: str) -> str:
    names = view.config.names
    name = names.status_property if held.field == "status" else names.priority_property
    prefix = names.status_tag if held.field == "status" else names.priority_tag
    token = next((state.tracker for state in held.states if state.tracker), None)
    stays = (State.AGREED, State.FOREIGN)
    wanted = [state.place for state in held.states if state.state not in stays]
    verb = "write" if said else "add"
    if "property" in wanted and "tag" in wanted:
        return f"{verb}  {name}: {says}   (and the tag {prefix}{token})"
    if "property" in wanted:
        return f"{verb}  {name}: {says}"
    return f"{verb}  the tag {prefix}{token}"


def _how(held: Held) -> str:
    if any(state.state is State.FIRST_MEETING for state in held.states):
        return "vaultsync sync --overwrite-local"
    return "vaultsync sync --dry-run"
