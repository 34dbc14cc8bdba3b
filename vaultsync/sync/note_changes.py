"""The one change that is made of each note, of all the orders for it."""

from __future__ import annotations

from vaultsync.agreement import State
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.sync.after_others import moved
from vaultsync.sync.changes import Left, NoteChange
from vaultsync.sync.note_edits import NoteEdits, note_edits
from vaultsync.sync.reasons import reason_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from vaultsync.agreement import Agreement, FieldState
    from vaultsync.match.places.claim import Claim
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.vault import Vault
    from vaultsync.sync.changes import Reason
    from vaultsync.sync.decide import Order
    from vaultsync.sync.new_notes import Made
    from vaultsync.sync.writing import Writing


class Edited(NamedTuple):
    """The change of a note, the orders that it carries out, and what is left."""

    change: NoteChange | None
    done: tuple[Order, ...]
    left: tuple[Left, ...]


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

    def edited(self, orders: Sequence[Order]) -> dict[str, Edited]:
        """Return what becomes of each note that orders are for, sorted by their paths.

        A value that moves to its action's home is taken away only where that gets it; where the
        home cannot be edited, it stays and is kept up to date.
        """
        waiting = _by_path(orders)
        found = {path: self._change(path, mine) for path, mine in waiting.items()}
        while astray := self._astray(waiting, found):
            for path in {order.claim.path for order in astray}:
                waiting[path] = [*_staying(waiting[path], astray)]
                found[path] = self._change(path, waiting[path])
        return found

    def _astray(
        self, waiting: Mapping[str, Sequence[Order]], found: Mapping[str, Edited]
    ) -> set[Order]:
        """Return the orders that take away what the home of its action does not get."""
        homes = {action: each.match.home for action, each in self._agreements.items()}
        going = [
            order
            for orders in waiting.values()
            for order in orders
            if order.token is None and order.claim != homes[order.action]
        ]
        got = {
            (order.action, order.state.field)
            for edited in (found.values() if going else ())
            for order in edited.done
            if order.token is not None and order.claim == homes[order.action]
        }
        return {order for order in going if (order.action, order.state.field) not in got}

    def _change(self, path: str, orders: Sequence[Order]) -> Edited:
        """Return what becomes of one note."""
        note = self._vault.note(path)
        reason = "it cannot be read" if note is None else self._untouchable(note)
        if note is None or reason:
            return Edited(None, (), _left(orders, path, reason))
        found = self._edits(note, orders)
        if not found.edits:
            return Edited(None, found.done, found.left)
        moved = {order.action for order in found.begun if order.token is None}
        requires = frozenset(map(self._home, moved)) - {path}
        change = NoteChange(
            path,
            note.sha256,
            found.edits,
            "",
            tuple(self._reasons(found.begun)),
            found.intents,
            requires,
        )
        return Edited(change, found.done, found.left)

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


def _staying(orders: Sequence[Order], astray: Collection[Order]) -> Iterator[Order]:
    """Yield the orders for a note in which some values stay that were to go."""
    for order in orders:
        if order not in astray:
            yield order
        elif order.state.state is State.UPDATE:
            yield order._replace(token=order.state.tracker)


def in_turn(changes: Iterable[NoteChange]) -> tuple[NoteChange, ...]:
    """Return changes in their order, but each behind those that it requires.

    Of those that wait for each other one does not wait: else none would ever be made.
    """
    all_of = {change.path: change for change in changes}
    begun, done = set[str](), dict[str, NoteChange]()
    for first in all_of:
        stack = [first]
        while stack:
            path = stack[-1]
            change = all_of[path]
            if path not in begun:
                begun.add(path)
                some = (each for each in change.requires if each in all_of and each not in begun)
                stack += sorted(some, reverse=True)
                continue
            stack.pop()
            if path not in done:  # those that are not done by now wait for this one
                waits = [each for each in change.requires if each in done or each not in all_of]
                done[path] = change._replace(requires=frozenset(waits))
    return tuple(done.values())


def _by_path(orders: Sequence[Order]) -> dict[str, list[Order]]:
    found: dict[str, list[Order]] = {}
    for order in orders:
        found.setdefault(order.claim.path, []).append(order)
    return dict(sorted(found.items()))


def _left(orders: Sequence[Order], path: str, reason: str) -> tuple[Left, ...]:
    return tuple(dict.fromkeys(Left(order.action, path, reason) for order in orders))
