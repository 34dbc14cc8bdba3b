"""Work that this process shares with forks of itself, part by part.

Who does which part is not settled beforehand: each process takes the next part when it
is done with one, so that all end at about the same time. Whatever goes wrong with a
fork, its part of the work is done here.
"""

from __future__ import annotations

import os

from vaultsync.lean.typed import TYPE_CHECKING, Any, Generic, TypeVar
from vaultsync.processes.forks import forked

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from typing import TypeAlias

    from vaultsync.processes.forks import Fork, Parent

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


class Towards:
    """Things that are done once each, from the front by one process, from the back by another.

    They go towards each other until all are taken. Raises `OSError` where there can be no pipe.
    """

    def __init__(self) -> None:
        self._pipe, self._end = os.pipe()
        os.set_blocking(self._pipe, False)

    def add(self) -> None:
        """Let there be one more to be taken."""
        os.write(self._end, b"1")

    def take(self) -> bool:
        """Return whether any was left; then who asks has taken the next from their side."""
        try:
            return bool(os.read(self._pipe, 1))
        except BlockingIOError:
            return False

    def close(self) -> None:
        """Let go of them; nobody asks any more."""
        os.close(self._pipe)
        os.close(self._end)


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
    sharing = _Sharing(shares, work, then)
    try:
        sharing.begin(count)
        yield from sharing.parts(tell)
        return sharing.went_on()
    finally:
        sharing.end()


class _Sharing(Generic[T]):
    """Some work while it is shared with forks; one of them may go on `then`."""

    def __init__(
        self,
        shares: Shares[T],
        work: Callable[[Sequence[T]], Part],
        then: Callable[[Iterable[Part]], Iterable[Any]] | None,
    ) -> None:
        self._shares, self._work, self._then = shares, work, then
        self._left = set(shares.ends)  # of the parts of which it is not known what they came to
        self._forks: list[Fork] = []
        self._first: Fork | None = None  # the one that is to go on
        self._waits = False  # for what it does not know; it told all else
        self._unknown: list[Part] = []  # to it

    def begin(self, count: int) -> None:
        """Make so many forks, if they can be made."""
        for number in range(count):
            if number == 0 and self._then is not None:
                fork = self._first = forked(self._done_and_gone_on, hears=True)
            else:
                fork = forked(self._done_there)
            if fork:
                self._forks.append(fork)

    def _done_there(self, parent: Parent) -> Iterator[tuple[int, Part]]:
        """Yield what a fork tells: where each part that it took ends, and what that came to."""
        for some in self._shares:
            parent.is_needed()
            yield self._shares.begun, self._work(some)

    def _done_and_gone_on(self, parent: Parent) -> Iterator[Any]:
        """Yield what the fork tells that goes on: as above, then None, then what comes of that."""
        mine: list[Part] = []
        for end, part in self._done_there(parent):
            mine.append(part)
            yield end, part
        yield None
        yield from self._then([*mine, *parent.heard()]) if self._then else ()

    def parts(self, tell: Callable[[int], None]) -> Iterator[Part]:
        """Yield what each part came to, whoever did it."""
        for some in self._shares:
            yield self._done_here(some)
            self._left.discard(self._shares.begun)
            tell(self._shares.begun)
            for fork in self._forks:  # while it works on, so that all end together
                yield from self._told(fork, fork.results_so_far())
        for fork in self._forks:
            if fork is not self._first or not self._waits:
                yield from self._told(fork, fork.results())
        for end in sorted(self._left):
            yield self._done_here(self._shares.ending_at(end))

    def _done_here(self, some: Sequence[T]) -> Part:
        return self._kept(self._work(some))

    def _told(self, fork: Fork, parts: Iterable[Any]) -> Iterator[Part]:
        for told in parts:
            if told is None:
                self._waits = True
                break
            end, part = told
            self._left.discard(end)
            yield part if fork is self._first else self._kept(part)

    def _kept(self, part: Part) -> Part:
        """Keep for the fork that goes on what it does not know."""
        if self._then is not None:
            self._unknown.append(part)
        return part

    def went_on(self) -> Fork | None:
        """Have the fork go on that waits for it, and return it: it is not ended with the others."""
        fork = self._first if self._waits else None
        if fork:
            fork.tell(self._unknown)
            self._forks.remove(fork)
        return fork

    def end(self) -> None:
        """End the forks that still run."""
        for fork in self._forks:
            fork.end()
        self._shares.close()
