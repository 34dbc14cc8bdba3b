"""What a plan writes into the lock: the base, identities, and local values that are kept."""

from __future__ import annotations

from vaultsync.agreement import State, tokens_of
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.pairing.verdict import Verdict
from vaultsync.sync.changes import BaseChange
from vaultsync.sync.decide import DISPUTED, Order, is_settled
from vaultsync.tracker.entries import Base, Identity
from vaultsync.tracker.lock import write_lock
from vaultsync.tracker.vocabulary import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vaultsync.agreement import Agreement, FieldState
    from vaultsync.held import Place
    from vaultsync.match.places.claim import Claim
    from vaultsync.sync.new_notes import Made
    from vaultsync.tracker.entries import Kept
    from vaultsync.tracker.lock import Lock
    from vaultsync.tracker.model import Row
    from vaultsync.tracker.vocabulary import Field


def base_changes(
    agreements: Sequence[Agreement], done: Sequence[Order], made: Made
) -> tuple[BaseChange, ...]:
    """Return the base entries that become the tracker's value.

    A field's does where a place agrees or is written, unless a place stays
    behind: one that holds what was written last would be taken for the user's
    own next time, and a first meeting or a conflict would be forgotten.
    """
    carried_out = _by_action(done)
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
    done: Sequence[Order],
    kept: Sequence[Kept],
    made: Made,
    date: str,
    name: str,
) -> bytes | None:
    """Return the lock file's new bytes, of the tracker `name`; None where they are the old ones."""
    tokens = {(entry.action, entry.field): entry for entry in lock.base}
    for change in base:
        if change.after is not None:
            entry = Base(change.action, change.field, change.after)
            tokens[change.action, change.field] = entry
    decisions = {(entry.action, entry.field): entry for entry in lock.kept}
    carried_out = _by_action(done) if decisions else {}
    for agreement in agreements:
        action = agreement.match.action
        for field in FIELDS:
            known = decisions.get((action, field))
            if known is not None and _is_over(agreement, known, carried_out.get(action, [])):
                del decisions[action, field]
    decisions.update(((entry.action, entry.field), entry) for entry in kept)
    planned = lock._replace(
        base=tuple(tokens.values()),
        identities=_identities(lock, agreements, made, date),
        kept=tuple(decisions.values()),
    )
    new = write_lock(planned, old, name)
    return None if new == old else new


def _by_action(done: Sequence[Order]) -> dict[str, list[Order]]:
    found: dict[str, list[Order]] = {}
    for order in done:
        found.setdefault(order.action, []).append(order)
    return found


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
    moves = made.values.get((action, field)) == tracker
    if moves:
        needs.add(made.homes[action])
    elif not any(order.token == tracker for order in mine) and not any(
        state.state is State.AGREED for _, state in states
    ):
        return []
    settled: dict[tuple[Claim | None, Place], str | None]
    settled = {(order.claim, order.state.place): order.token for order in mine}
    for claim, state in states:
        if moves and claim == agreement.match.home:
            continue
        at = claim, state.place
        if state.state is State.UPDATE and at not in settled:
            return []
        if state.state in DISPUTED and (at not in settled or settled[at] != tracker):
            return []
    return [BaseChange(action, field, before, tracker, frozenset(needs))]


def _is_over(agreement: Agreement, kept: Kept, done: Sequence[Order]) -> bool:
    """Return whether all agree, or the value that was kept stands nowhere any more.

    What is written over stands there no more: who asked for that decided otherwise.
    """
    states = list(_states(agreement, kept.field))
    mine = [order for order in done if order.state.field == kept.field]
    written = {(order.claim, order.state.place) for order in mine}
    left = [state for claim, state in states if (claim, state.place) not in written]
    return bool(states) and (
        all(state.state is State.AGREED for state in left)
        or not any(held.token == kept.token for state in left for held in state.held)
    )


def _identities(
    lock: Lock, agreements: Sequence[Agreement], made: Made, date: str
) -> tuple[Identity, ...]:
    """Return who is who: what was accepted or rejected stays, certain pairs are kept.

    So are those of notes that are made for rows. A row without a value that is
    known needs none: there is nothing to hold a note to.
    """
    found = {(entry.action, entry.key): entry for entry in lock.identities}
    by_action: dict[str, list[Identity]] = {}
    for entry in lock.identities:
        by_action.setdefault(entry.action, []).append(entry)
    for action, row in (*_certain(agreements), *made.rows.items()):
        known = by_action.get(action, [])
        if any(entry.how == "accepted" or entry.key == row.key for entry in known):
            continue
        if not any(tokens_of(row).values()):
            continue
        for entry in known:
            if entry.how == "certain":
                found.pop((entry.action, entry.key))
        found[action, row.key] = Identity(action, row.key, row.text, date, "certain")
    return tuple(found.values())


def _certain(agreements: Sequence[Agreement]) -> Iterator[tuple[str, Row]]:
    for agreement in agreements:
        match = agreement.match
        if match.home is not None and match.pair and match.pair.verdict is Verdict.CERTAIN:
            yield match.action, match.pair.row
