"""What the lock keeps of actions, under the names that they bear today.

What was written last is kept by the name of an action. Where a list is
renumbered and the notes are relabelled with it, that name is another action's
by now: its base would let a user's own value pass for ours, and be written over.
The identities say which row each name stood for, in the row's words, so an
entry follows its row to the action that certainly is it today. Where that cannot
be told nothing is moved, and what is another action's is not used: people are
asked, as at a first meeting.
"""

from __future__ import annotations

from vaultsync.lean.kept import kept
from vaultsync.lean.typed import TYPE_CHECKING, TypeVar
from vaultsync.match.pairing.remembered import carries_another_text
from vaultsync.match.pairing.verdict import Verdict
from vaultsync.match.wording.words import likeness, plain
from vaultsync.tracker.entries import Base, Identity, Kept
from vaultsync.tracker.ids import id_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from vaultsync.match.pairing.aligned import ActionMatch
    from vaultsync.tracker.lock import Lock
    from vaultsync.tracker.model import Row

_Entry = TypeVar("_Entry", Base, Identity, Kept)


def under_names_of_today(lock: Lock, actions: Sequence[ActionMatch]) -> Lock:
    """Return the lock with the entries of relabelled actions under their labels of today.

    It is the lock itself where nothing is known to be relabelled. Entries under
    a name that certainly is another row's by now are left out.
    """
    today = {match.action: match for match in actions}
    known = [identity for identity in lock.identities if identity.how != "rejected"]
    if all(_is_as_it_was(identity, today.get(identity.action)) for identity in known):
        return lock
    moved, foreign = _Relabelled(_Meant(known, lock.snapshot.rows), today).found()
    if not moved and not foreign:
        return lock
    return lock._replace(
        identities=_renamed(lock.identities, moved, foreign),
        base=_renamed(lock.base, moved, foreign),
        kept=_renamed(lock.kept, moved, foreign),
    )


def settled_anew(lock: Lock, identities: Sequence[Identity]) -> Lock:
    """Return a lock with other identities, and with what it keeps of the actions they are about.

    What was written last goes with the row. An action that comes to be another
    row, which still stands in the list, takes nothing of its old one with it.
    """
    rows = lock.snapshot.rows
    before, after = (
        _Meant([each for each in known if each.how != "rejected"], rows)
        for known in (lock.identities, identities)
    )
    moved: dict[str, str] = {}
    foreign = set()
    for name, row in after.rows.items():
        was = before.rows.get(name)
        if was is not None and was.key == row.key:
            continue
        if was is not None:
            foreign.add(name)
        others = [each for each in before.names.get(row.key, ()) if each not in (name, *moved)]
        if len(others) == 1 and after.rows.get(others[0]) != row:
            moved[others[0]] = name
    return lock._replace(
        identities=tuple(identities),
        base=_renamed(lock.base, moved, foreign),
        kept=_renamed(lock.kept, moved, foreign),
    )


def _renamed(
    entries: Iterable[_Entry], moved: Mapping[str, str], foreign: AbstractSet[str]
) -> tuple[_Entry, ...]:
    """Return entries under new names, without what stood under foreign names and these."""
    gone = {*foreign, *moved.values()}
    return tuple(
        entry._replace(action=moved.get(entry.action, entry.action))
        for entry in entries
        if entry.action in moved or entry.action not in gone
    )


def _is_as_it_was(identity: Identity, match: ActionMatch | None) -> bool:
    row = _settled_row(match)
    return row is not None and row.key == identity.key and row.text == identity.text


def _settled_row(match: ActionMatch | None) -> Row | None:
    """Return the row that an action is, where that is certain or likely."""
    if match is None or match.pair is None or match.pair.verdict is Verdict.DOUBTFUL:
        return None
    return match.pair.row


class _Meant:
    """The rows that names in the lock were settled to be, as the rows stand today."""

    def __init__(self, known: Sequence[Identity], rows: Sequence[Row]) -> None:
        self._rows = rows
        self._by_key = {row.key: row for row in rows}
        self._by_id = {id_parts(row.id): row for row in rows if row.id}
        self.rows: dict[str, Row] = {}
        self.names: dict[str, list[str]] = {}
        by_name: dict[str, list[Identity]] = {}
        for identity in known:
            by_name.setdefault(identity.action, []).append(identity)
        for name, mine in by_name.items():
            accepted = [identity for identity in mine if identity.how == "accepted"]
            found = {row.key: row for row in map(self._row, accepted or mine) if row is not None}
            if len(found) == 1:
                (self.rows[name],) = found.values()
                self.names.setdefault(self.rows[name].key, []).append(name)

    @kept
    def _by_text(self) -> Mapping[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self._rows:
            found.setdefault(plain(row.text), []).append(row)
        return found

    def _row(self, identity: Identity) -> Row | None:
        """Return the row that says what an identity's row said, wherever it stands by now.

        None where it is said nowhere, or more than once.
        """
        here = self._by_key.get(identity.key) or self._by_id.get(id_parts(identity.key))
        if not identity.text or (here is not None and here.text == identity.text):
            return here
        same = self._by_text.get(plain(identity.text), [])
        if len(same) == 1:
            return same[0]
        if here is not None and not carries_another_text(identity, here):
            return here
        return None


class _Relabelled:
    """Tells which names of the lock are other names today."""

    def __init__(self, meant: _Meant, today: Mapping[str, ActionMatch]) -> None:
        self._meant, self._today = meant, today

    def found(self) -> tuple[dict[str, str], frozenset[str]]:
        """Return the names of today by those of the lock, and names that mean another row now."""
        moved: dict[str, str] = {}
        foreign = set()
        for name, match in self._today.items():
            row, before = _settled_row(match), self._meant.rows.get(name)
            if row is None or (before is not None and before.key == row.key):
                continue
            if before is not None and not _says_rather(match, row, before):
                continue
            others = self._meant.names.get(row.key, [])
            if len(others) == 1 and self._is_free(others[0], match):
                moved[others[0]] = name
            elif before is not None:
                foreign.add(name)
        return moved, frozenset(foreign)

    def _is_free(self, name: str, heir: ActionMatch) -> bool:
        """Return whether a name of the lock is no other action's that may still be the row.

        Where the vault has an action of that name, it certainly is another row.
        """
        match = self._today.get(name)
        if match is None:
            return True
        pairs = (match.pair, heir.pair)
        return _settled_row(match) is not None and all(
            pair is not None and pair.verdict is Verdict.CERTAIN for pair in pairs
        )


def _says_rather(match: ActionMatch, row: Row, other: Row) -> bool:
    """Return whether an action says what a row says, rather than another row."""
    if match.home is None or match.home.unread:
        return False
    said = match.home.text
    if plain(said) == plain(row.text):
        return plain(row.text) != plain(other.text)
    return likeness(said, row.text) > likeness(said, other.text)
