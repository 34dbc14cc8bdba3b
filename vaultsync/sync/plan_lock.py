"""What a plan writes into the lock: the base, identities, and local values that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsync.agreement import State
from vaultsync.match.score import Verdict
from vaultsync.sync.changes import BaseChange
from vaultsync.sync.decide import Order, is_settled
from vaultsync.tracker.entries import Base, Identity
from vaultsync.tracker.lock import write_lock
from vaultsync.tracker.vocabulary import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vaultsync.agreement import Agreement, FieldState
    from vaultsync.match.claims import Claim
    from vaultsync.sync.new_notes import Made
    from vaultsync.tracker.entries import Kept
    from vaultsync.tracker.lock import Lock
    from vaultsync.tracker.vocabulary import Field


def base_changes(
    agreements: Sequence[Agreement], done: Sequence[Order], made: Made
) -> tuple[BaseChange, ...]:
    """Return the base entries that become the tracker's value.

    A field's does where a place agrees or is written, unless a place that
    holds what was written last stays behind: that would be taken for the
    user's own next time.
    """
    carried_out: dict[str, list[Order]] = {}
    for order in done:
        carried_out.setdefault(order.action, []).append(order)
    found: list[BaseChange] = []
    for agreement in agreements:
        if is_settled(agreement):
            mine = carried_out.get(agreement.match.action, [])
            for field in FIELDS:
                found += _base_change(agreement, field, mine, made)
    known = {agreement.match.action for agreement in agreements}
    for (action, field), token in made.values.items():
        if action not in known:
            needs = frozenset({made.homes[action]})
            found.append(BaseChange(action, field, None, token, needs))
    return tuple(found)


def planned_lock(
    lock: Lock,
    old: bytes | None,
    agreements: Sequence[Agreement],
    base: Sequence[BaseChange],
    kept: Sequence[Kept],
    date: str,
) -> bytes | None:
    """Return the lock file's new bytes, or None where they are the old ones."""
    tokens = {(entry.action, entry.field): entry for entry in lock.base}
    for change in base:
        if change.after is not None:
            entry = Base(change.action, change.field, change.after)
            tokens[change.action, change.field] = entry
    decisions = {(entry.action, entry.field): entry for entry in lock.kept}
    for agreement in agreements:
        for field in FIELDS:
            if _is_agreed(agreement, field):
                decisions.pop((agreement.match.action, field), None)
    decisions.update(((entry.action, entry.field), entry) for entry in kept)
    planned = lock._replace(
        base=tuple(tokens.values()),
        identities=_identities(lock, agreements, date),
        kept=tuple(decisions.values()),
    )
    new = write_lock(planned, old)
    return None if new == old else new


def _states(agreement: Agreement, field: Field) -> Iterator[tuple[Claim | None, FieldState]]:
    for state in agreement.fields:
        if state.field == field:
            yield agreement.match.home, state
    for claim, states in agreement.copies:
        for state in states:
            if state.field == field:
                yield claim, state


def _base_change(
    agreement: Agreement, field: Field, done: Sequence[Order], made: Made
) -> list[BaseChange]:
    action = agreement.match.action
    states = list(_states(agreement, field))
    tracker = next((state.tracker for _, state in states), None)
    before = next((state.base for _, state in states), None)
    if tracker is None or tracker == before:
        return []
    mine = [order for order in done if order.state.field == field]
    needs = {order.claim.path for order in mine}
    if made.values.get((action, field)) == tracker:
        needs.add(made.homes[action])
    elif not any(order.token == tracker for order in mine) and not any(
        state.state is State.AGREED for _, state in states
    ):
        return []
    written = {(order.claim, order.state.place) for order in mine}
    for claim, state in states:
        if state.state is State.UPDATE and (claim, state.place) not in written:
            return []
    return [BaseChange(action, field, before, tracker, frozenset(needs))]


def _is_agreed(agreement: Agreement, field: Field) -> bool:
    states = [state.state for _, state in _states(agreement, field)]
    return bool(states) and all(state is State.AGREED for state in states)


def _identities(lock: Lock, agreements: Sequence[Agreement], date: str) -> tuple[Identity, ...]:
    """Return who is who: what was accepted or rejected stays, certain pairs are kept."""
    found = {(entry.action, entry.key): entry for entry in lock.identities}
    by_action: dict[str, list[Identity]] = {}
    for entry in lock.identities:
        by_action.setdefault(entry.action, []).append(entry)
    for agreement in agreements:
        match = agreement.match
        if match.home is None or match.pair is None or match.pair.verdict is not Verdict.CERTAIN:
            continue
        known = by_action.get(match.action, [])
        key = match.pair.row.key
        if any(entry.how == "accepted" or entry.key == key for entry in known):
            continue
        for entry in known:
            if entry.how == "certain":
                found.pop((entry.action, entry.key))
        found[match.action, key] = Identity(match.action, key, match.pair.row.text, date, "certain")
    return tuple(found.values())
