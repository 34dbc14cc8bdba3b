"""A lock that is read when more is asked of it than an earlier run told of it.

Reading a lock of some thousand rows takes longer than judging the notes that
changed, and a check that goes on from an earlier run asks for next to nothing
in it. What is told must be what the same bytes were read as before.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from vaultsync.tracker.lock import Lock
else:
    from _collections_abc import Mapping  # by this name, it is there already


_Made = TypeVar("_Made")


class Gist(NamedTuple):
    """What a check says of a tracker's rows: on which date they were `read`, and their `extent`."""

    read: str
    extent: str


def gist_of(lock: Lock) -> Gist:
    """Return the gist of a lock; a late one is not read for it."""
    return Gist(lock.snapshot.read, lock.snapshot.extent())


def late(make: Callable[[], _Made]) -> _Made:
    """Return what `make` returns, once anything is asked of it by name."""
    made: Any = _Late(make)
    return made  # type: ignore[no-any-return]  # it has all that the other has


def late_lock(make: Callable[[], Lock], gist: Gist) -> Lock:
    """Return a lock that `make` returns, once more than its gist is asked for."""
    snapshot = _Late(lambda: lock.whole.snapshot, read=gist.read, extent=lambda: gist.extent)
    lock: Any = _Late(make, snapshot=snapshot)
    lock.row_lines = _Lines(lock)
    return lock  # type: ignore[no-any-return]  # it has all that a lock has


class _Late:
    """Something of which all but what is told is asked of the whole, made when it is needed."""

    def __init__(self, make: Callable[[], Any], **told: object) -> None:
        self.__dict__.update(told)
        self._make = make

    def __getattr__(self, name: str) -> Any:
        if name == "whole":
            self.whole = self._make()
            return self.whole
        return getattr(self.whole, name)


class _Lines(Mapping[str, int]):
    """The lines of a lock's rows, found when the first is asked for."""

    def __init__(self, lock: _Late) -> None:
        self._lock = lock

    def __getitem__(self, key: str) -> int:
        return self._lock.whole.row_lines[key]  # type: ignore[no-any-return]  # they are a lock's

    def __iter__(self) -> Iterator[str]:
        return iter(self._lock.whole.row_lines)

    def __len__(self) -> int:
        return len(self._lock.whole.row_lines)
