"""The plan: what a sync will write, from what the agreement says. Pure.

Each note gets one change, made from the bytes that were judged; the lock's new
bytes say what was written last, who is who, and which local values are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsync.sync.changes import (
    BaseChange,
    Intent,
    Left,
    NoteChange,
    Plan,
    Reason,
)
from vaultsync.sync.decide import Order, SyncOptions, decide
from vaultsync.sync.entry import sha256
from vaultsync.sync.new_notes import Made, new_notes
from vaultsync.sync.note_edits import note_edits
from vaultsync.sync.plan_lock import base_changes, planned_lock
from vaultsync.sync.reasons import reason_of
from vaultsync.sync.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vaultsync.agreement import Agreement, FieldState
    from vaultsync.config import Names
    from vaultsync.match.claim import Claim
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.vault import Vault
    from vaultsync.tracker.entries import Kept
    from vaultsync.tracker.lock import Lock
    from vaultsync.tracker.model import Row
    from vaultsync.tracker.vocabulary import Vocabulary

__all__ = [
    "BaseChange",
    "Intent",
    "Left",
    "NoteChange",
    "Plan",
    "Reason",
    "SyncOptions",
    "make_plan",
]


def make_plan(
    vault: Vault,
    lock: Lock,
    lock_bytes: bytes | None,
    agreements: Sequence[Agreement],
    missing: Sequence[Row],
    names: Names,
    vocabulary: Vocabulary,
    options: SyncOptions,
    config: str | None = None,
) -> Plan:
    """Return what to write so that vault and tracker agree, where nobody contradicts.

    `lock` is the tracker's side, `lock_bytes` the lock file as it is (None:
    there is none); they differ where a pull is part of the plan. `missing` are
    rows that get a note with `create_notes`. `config` is the configuration's
    sha256, kept in the plan.
    """
    how = Writing(names, vocabulary, vault.settings.types, options.modified_property, options.time)
    made = new_notes(vault, agreements, missing, how, options)
    left = list(made.left)
    orders = list(made.cleared)
    kept: list[Kept] = []
    for agreement in agreements:
        decision = decide(agreement, options, vocabulary, vault)
        left += decision.left
        kept += decision.kept
        moved = agreement.match.home if agreement.match.action in made.homes else None
        orders += (order for order in decision.orders if order.claim != moved)
    changes = list(made.changes)
    done: list[Order] = []
    notes = _Notes(vault, agreements, made, how)
    for path, mine in _by_path(orders).items():
        change, carried_out, refused = notes.change(path, mine)
        left += refused
        done += carried_out
        if change is not None:
            changes.append(change)
    base = base_changes(agreements, done, made)
    return Plan(
        tuple(changes),
        None if lock_bytes is None else sha256(lock_bytes),
        planned_lock(lock, lock_bytes, agreements, base, kept, made, options.date),
        base,
        tuple(dict.fromkeys(left)),
        config,
    )


class _Notes:
    """Makes one change of all the orders for a note."""

    def __init__(
        self, vault: Vault, agreements: Sequence[Agreement], made: Made, how: Writing
    ) -> None:
        self._vault = vault
        self._made = made
        self._how = how
        self._agreements = {agreement.match.action: agreement for agreement in agreements}

    def change(
        self, path: str, orders: Sequence[Order]
    ) -> tuple[NoteChange | None, tuple[Order, ...], tuple[Left, ...]]:
        """Return the change, the orders that it carries out, and what is left."""
        note = self._vault.note(path)
        reason = "it cannot be read" if note is None else self._untouchable(note)
        if note is None or reason:
            return None, (), _left(orders, path, reason)
        found = note_edits(note, orders, self._claims(orders), self._how)
        if not found.edits:
            return None, found.done, found.left
        moved = {order.action for order in found.begun if order.token is None}
        requires = frozenset(
            self._made.homes[action] for action in moved if action in self._made.homes
        )
        change = NoteChange(
            path,
            note.sha256,
            found.edits,
            "",
            tuple(self._reasons(found.begun)),
            found.intents,
            requires,
        )
        return change, found.done, found.left

    def _untouchable(self, note: Note) -> str:
        """Return why a note is never written, or an empty string."""
        if note.path in self._vault.conflict_copies:
            return f"it is a conflict copy of {self._vault.conflict_copies[note.path]}"
        if note.merge_markers:
            line = note.lines.position(note.merge_markers[0].start).line
            return f"a merge left its marks in line {line}"
        return ""

    def _claims(self, orders: Sequence[Order]) -> dict[Claim, tuple[FieldState, ...]]:
        """Return the claims that orders are about, with all their states."""
        claims: dict[Claim, tuple[FieldState, ...]] = {}
        for order in orders:
            agreement = self._agreements[order.action]
            if order.claim == agreement.match.home:
                claims[order.claim] = agreement.fields
            else:
                claims[order.claim] = dict(agreement.copies)[order.claim]
        return claims

    def _reasons(self, done: Sequence[Order]) -> Iterator[Reason]:
        by_action: dict[str, list[Order]] = {}
        for order in done:
            by_action.setdefault(order.action, []).append(order)
        for action, orders in by_action.items():
            said = dict.fromkeys(
                f"{order.state.field} {self._how.vocabulary.word(order.state.field, order.token)}"
                if order.token
                else f"{order.state.field} moves to {self._home(action)}"
                for order in orders
            )
            yield reason_of(self._agreements[action], ", ".join(said))

    def _home(self, action: str) -> str:
        home = self._agreements[action].match.home
        return self._made.homes.get(action) or (home.path if home else "its home")


def _by_path(orders: Sequence[Order]) -> dict[str, list[Order]]:
    found: dict[str, list[Order]] = {}
    for order in orders:
        found.setdefault(order.claim.path, []).append(order)
    return dict(sorted(found.items()))


def _left(orders: Sequence[Order], path: str, reason: str) -> tuple[Left, ...]:
    return tuple(dict.fromkeys(Left(order.action, path, reason) for order in orders))
