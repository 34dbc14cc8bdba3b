"""Work that this process shares with forks of itself, part by part.

Who does which part is not settled beforehand: each process takes the next part when it
is done with one, so that all end at about the same time. Whatever goes wrong with a
fork, its part of the work is done here.
"""

from __future__ import annotations

import os

from vaultsync.forks import forked
from vaultsync.typed import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from typing import TypeAlias

    from vaultsync.forks import Fork, Parent

    Part: TypeAlias = list[Any]

T = TypeVar("T")

_PARTS = 500  # so many numbers always fit into a pipe
_MOST = 64  # that are asked for at once: many take less time than few, one by one
_FEWEST = 32  # of what is worth asking for at once
_ROUNDS = 8  # parts that there are of what is left: who is done first waits for one part at most
_NUMBER = 4  # bytes


class Shares(Generic[T]):
    """Some paths, or other things, in parts: one process, or a fork of it, takes each once."""

    def __init__(self, paths: Sequence[T]) -> None:
        self._paths = paths
        self.ends = _ends(len(paths))
        """How many paths are begun once each part is."""
        self._pipe, end = os.pipe()
        os.write(end, b"".join(row.to_bytes(_NUMBER, "big") for row in range(len(self.ends))))
        os.close(end)
        self.begun = 0
        """How many paths were taken so far, as far as this process knows."""

    def ending_at(self, end: int) -> Sequence[T]:
        """Return the part of which this is one of `ends`."""
        return self._part(self.ends.index(end))

    def _part(self, row: int) -> Sequence[T]:
        return self._paths[self.ends[row - 1] if row else 0 : self.ends[row]]

    def __iter__(self) -> Iterator[Sequence[T]]:
        """Take one part after the other until nobody has left any."""
        while number := os.read(self._pipe, _NUMBER):
            row = int.from_bytes(number, "big")
            self.begun = self.ends[row]
            yield self._part(row)

    def close(self) -> None:
        """Let go of what is left."""
        os.close(self._pipe)


def _ends(count: int) -> list[int]:
    """Return where each part of so many ends; the last are smaller, so that all end at once."""
    few = max(min(_FEWEST, count // _ROUNDS), 1)
    most = _MOST * -(-count // (_MOST * _PARTS))
    ends: list[int] = []
    at = 0
    while at < count:
        at = min(at + max(few, min(most, (count - at) // _ROUNDS)), count)
        ends.append(at)
    return ends


class Once:
    """Something to be done once, by this process or a fork of it: by whoever comes to it first."""

    def __init__(self) -> None:
        self._pipe, end = os.pipe()
        os.write(end, b"1")
        os.close(end)

    def begin(self) -> bool:
        """Return whether nobody began so far; then who asks has begun."""
        return bool(os.read(self._pipe, 1))

    def close(self) -> None:
        """Let go of it; nobody asks any more."""
        os.close(self._pipe)


def shared(
    count: int,
    paths: Sequence[T],
    work: Callable[[Sequence[T]], Part],
    tell: Callable[[int], None] = lambda begun: None,
    then: Callable[[Iterable[Part]], Iterable[Any]] | None = None,
) -> Generator[Part, None, Fork | None]:
    """Do some work on paths, part by part, with so many forks and here; yield what it came to.

    The parts come in no particular order. `work` returns what marshal takes.
    What a fork did that came to nothing is done again here. `tell` is told how
    many of the paths were begun so far, by whomever. `then` is what one of the forks goes
    on with, given all parts that were found: that fork is returned if it does.
    """
    try:
        shares = Shares(paths)
    except OSError:  # no pipe can be had
        yield work(paths)
        return None

    def others(parent: Parent) -> Iterator[tuple[int, Part]]:
        for some in shares:
            parent.is_needed()
            yield shares.begun, work(some)

    def all_along(parent: Parent) -> Iterator[Any]:
        mine: list[Part] = []
        for end, found in others(parent):
            mine.append(found)
            yield end, found
        yield None
        yield from then([*mine, *parent.heard()]) if then else ()

    left = set(shares.ends)
    started: list[Fork] = []
    lasting: list[Fork] = []  # the fork that goes on, once it waits
    unknown: list[Part] = []  # to that fork

    def told(fork: Fork, parts: Iterable[Any]) -> Iterator[Part]:
        for part in parts:
            if part is None:
                lasting.append(fork)
                break
            left.discard(part[0])
            if fork is not started[0]:
                keep(part[1])
            yield part[1]

    def keep(part: Part) -> Part:
        if then is not None:
            unknown.append(part)
        return part

    try:
        for number in range(count):
            goes_on = then is not None and number == 0
            if fork := forked(all_along, hears=True) if goes_on else forked(others):
                started.append(fork)
        for some in shares:
            yield keep(work(some))
            left.discard(shares.begun)
            tell(shares.begun)
            for fork in started:  # while it works on, so that all end together
                yield from told(fork, fork.results_so_far())
        for fork in started:
            if fork not in lasting:
                yield from told(fork, fork.results())
        for end in sorted(left):
            yield keep(work(shares.ending_at(end)))
        for fork in lasting:
            fork.tell(unknown)
            started.remove(fork)
        return next(iter(lasting), None)
    finally:
        for fork in started:
            fork.end()
        shares.close()
