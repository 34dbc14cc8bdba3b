"""The lock file after a write that was not all of it, or that is taken back.

What was written last (the base), who is who (identities) and what is kept are
entries of their own, so single ones can be put back in a lock that has moved on.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple, TypeVar
from vaultsync.tracker.entries import Base, Identity, Kept
from vaultsync.tracker.lock import EMPTY_LOCK, read_lock, write_lock
from vaultsync.tracker.lockfile import lock_text, parsed
from vaultsync.tracker.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

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
    lock = plan.lock
    for name in dict.fromkeys(change.tracker for change in plan.base):
        undone = {
            (change.action, change.field): change.before
            for change in plan.base
            if change.tracker == name and not change.needs <= written
        }
        if undone:
            part = read_lock(lock, _VOCABULARY, name)
            base = [entry for entry in part.base if entry[:2] not in undone]
            base += (Base(*key, token) for key, token in undone.items() if token is not None)
            lock = write_lock(part._replace(base=tuple(base)), lock, name)
    return lock


def lock_put_back(
    before: bytes | None,
    after: bytes | None,
    now: bytes | None,
    stays: Collection[tuple[str, str]] = (),
) -> bytes | None:
    """Return the lock as it is now without what a sync wrote into it.

    `before` and `after` are its bytes around that sync. Entries that changed
    again since stay. So does the base of `stays`, by action and field, and who
    is who there: what was written last still stands in their notes. Raises
    `LockError` where one of them cannot be read.
    """
    if now == after and not stays:
        return before
    if now != after and (now is None or after is None):
        return now
    # Where nobody else wrote it, what was read of the tracker goes back too.
    whole = before if now == after and before is not None else now
    if whole is None:
        return None
    actions = {action for action, _ in stays}
    for name in _trackers(before, after, now):
        old, new, found = (_entries_of(data, name) for data in (before, after, now))
        part = read_lock(whole, _VOCABULARY, name)
        merged = part._replace(
            base=_merged(old.base, new.base, found.base, lambda entry: entry[:2] in stays),
            identities=_merged(
                old.identities,
                new.identities,
                found.identities,
                lambda entry: entry.action in actions,
            ),
            kept=_merged(old.kept, new.kept, found.kept, lambda _: False),
        )
        if merged != part:
            whole = write_lock(merged, whole, name)
    return whole


def _trackers(*locks: bytes | None) -> list[str]:
    """Return the names of the trackers that any of these locks holds."""
    texts = [lock_text(data) for data in locks if data is not None]
    return sorted({name for text in texts for name in parsed(text).trackers})


def _entries_of(data: bytes | None, name: str) -> _Entries:
    lock = EMPTY_LOCK if data is None else read_lock(data, _VOCABULARY, name)
    return _Entries(lock.base, lock.identities, lock.kept)


def _merged(
    before: Sequence[_Entry],
    after: Sequence[_Entry],
    now: Sequence[_Entry],
    stays: Callable[[_Entry], bool],
) -> tuple[_Entry, ...]:
    """Return the entries of now, those put back that are still as `after` has them."""
    old, new, found = ({entry[:2]: entry for entry in each} for each in (before, after, now))
    for name in old.keys() | new.keys():
        entry = new.get(name) or old[name]
        if old.get(name) == new.get(name) or found.get(name) != new.get(name) or stays(entry):
            continue
        if name in old:
            found[name] = old[name]
        else:
            found.pop(name, None)
    return tuple(found.values())
