"""The lock file after a write that was not all of it, or that is taken back.

What was written last (the base), who is who (identities) and what is kept are
entries of their own, so single ones can be put back in a lock that has moved on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from vaultsync.tracker.entries import Base, Identity, Kept
from vaultsync.tracker.lock import EMPTY_LOCK, read_lock, write_lock
from vaultsync.tracker.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vaultsync.sync.changes import Plan

_Entry = TypeVar("_Entry", Base, Identity, Kept)

# The lock keeps words as published: to move entries about, no vocabulary is asked.
_VOCABULARY = Vocabulary()


class _Entries(NamedTuple):
    """What a sync writes into a lock beside the snapshot."""

    base: tuple[Base, ...]
    identities: tuple[Identity, ...]
    kept: tuple[Kept, ...]


def lock_after(plan: Plan, written: frozenset[str], old: bytes | None) -> bytes | None:
    """Return the lock file's bytes when only the notes of `written` were written.

    Base entries that depend on another note stay as they were. Raises
    `LockError` where the plan's lock is none.
    """
    if plan.lock is None:
        return old
    undone = {
        (change.action, change.field): change.before
        for change in plan.base
        if not change.needs <= written
    }
    if not undone:
        return plan.lock
    lock = read_lock(plan.lock, _VOCABULARY)
    base = [entry for entry in lock.base if (entry.action, entry.field) not in undone]
    base += (
        Base(action, field, token) for (action, field), token in undone.items() if token is not None
    )
    return write_lock(lock._replace(base=tuple(base)), plan.lock)


def lock_put_back(before: bytes | None, after: bytes | None, now: bytes | None) -> bytes | None:
    """Return the lock as it is now without what a sync wrote into it.

    `before` and `after` are its bytes around that sync. Entries that changed
    again since stay. Raises `LockError` where one of them cannot be read.
    """
    if now is None or after is None:
        return now
    old = _entries_of(before)
    new = _entries_of(after)
    lock = read_lock(now, _VOCABULARY)
    merged = lock._replace(
        base=_merged(old.base, new.base, lock.base, lambda entry: entry[:2]),
        identities=_merged(
            old.identities, new.identities, lock.identities, lambda entry: entry[:2]
        ),
        kept=_merged(old.kept, new.kept, lock.kept, lambda entry: entry[:2]),
    )
    return write_lock(merged, now)


def _entries_of(data: bytes | None) -> _Entries:
    lock = EMPTY_LOCK if data is None else read_lock(data, _VOCABULARY)
    return _Entries(lock.base, lock.identities, lock.kept)


def _merged(
    before: Sequence[_Entry],
    after: Sequence[_Entry],
    now: Sequence[_Entry],
    key: Callable[[_Entry], tuple[object, ...]],
) -> tuple[_Entry, ...]:
    """Return the entries of now, those put back that are still as `after` has them."""
    old = {key(entry): entry for entry in before}
    new = {key(entry): entry for entry in after}
    found = {key(entry): entry for entry in now}
    for name in old.keys() | new.keys():
        if old.get(name) != new.get(name) and found.get(name) == new.get(name):
            if name in old:
                found[name] = old[name]
            else:
                found.pop(name, None)
    return tuple(found.values())
