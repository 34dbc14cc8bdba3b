"""The one change that is made of each note, of all the orders for it."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.sync.after_others import moved
from vaultsync.sync.changes import Left, NoteChange
from vaultsync.sync.note_edits import NoteEdits, note_edits
from vaultsync.sync.reasons import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vaultsync.agreement import Agreement, FieldState
    from vaultsync.match.places.claim import Claim
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.vault import Vault
    from vaultsync.sync.changes import Reason
    from vaultsync.sync.decide import Order
    from vaultsync.sync.new_notes import Made
    from vaultsync.sync.writing import Writing


class Notes:
    """Makes one change of all the orders for a note."""

    def __init__(
        self,
        vault: Vault,
        agreements: Sequence[Agreement],
        made: Made,
        how: Writing,
        before: Mapping[str, NoteChange],
    ) -> None:
        self._vault = vault
        self._made = made
        self._how = how
        self._before = before
        self._agreements = {agreement.match.action: agreement for agreement in agreements}

    def change(
        self, path: str, orders: Sequence[Order]
    ) -> tuple[NoteChange | None, tuple[Order, ...], tuple[Left, ...]]:
        """Return the change, the orders that it carries out, and what is left."""
        note = self._vault.note(path)
        reason = "it cannot be read" if note is None else self._untouchable(note)
        if note is None or reason:
            return None, (), _left(orders, path, reason)
        found = self._edits(note, orders)
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

    def _edits(self, note: Note, orders: Sequence[Order]) -> NoteEdits:
        """Return the edits of a note; where another tracker changes it, those after that."""
        other, claims = self._before.get(note.path), self._claims(orders)
        if other is None:
            return note_edits(note, orders, claims, self._how)
        then = moved(note, other, orders, claims)
        # The other one has stamped it with the time already.
        found = note_edits(then.note, then.orders, then.claims, self._how._replace(modified=""))
        return found._replace(
            done=tuple(then.origin[order] for order in found.done),
            begun=tuple(then.origin[order] for order in found.begun),
        )

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


def by_path(orders: Sequence[Order]) -> dict[str, list[Order]]:
    """Return orders by their notes, sorted."""
    found: dict[str, list[Order]] = {}
    for order in orders:
        found.setdefault(order.claim.path, []).append(order)
    return dict(sorted(found.items()))


def _left(orders: Sequence[Order], path: str, reason: str) -> tuple[Left, ...]:
    return tuple(dict.fromkeys(Left(order.action, path, reason) for order in orders))
