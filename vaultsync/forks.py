"""Work that this process shares with forks of itself.

A fork has all that was read so far, and only what it found comes back. Forks
are made only on Linux, where they are cheap, and safe as long as there is one
thread. Who does which part of the work is not settled beforehand: each process
takes the next part when it is done with one, so that all end at about the same
time. Whatever goes wrong with a fork, its part of the work is done here.
"""

from __future__ import annotations

import os
import sys
from marshal import dumps, loads

from vaultsync import carriers
from vaultsync.errors import ignoring
from vaultsync.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

MOST = 7
"""Forks that are made at once; one process puts everything together."""

_PARTS = 500  # so many numbers always fit into a pipe
_FEWEST = 32  # of what is worth asking for at once
_ROUNDS = 8  # parts that there are of little: who is done first waits for one part at most
_NUMBER = 4  # bytes
_LENGTH = 8  # bytes
_AT_ONCE = 1 << 16  # bytes: as much as a pipe has room for unless more is asked for
_ROOM = 1 << 20  # bytes


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_living: set[int] = set()
"""The forks of this process that nobody waited for yet."""


def possible(beyond: int = 0) -> int:
    """Return how many more forks may be made so that each processor has something to do.

    So many `beyond` that may be made where there are several processors: they slow down a
    fork that would be done before this process, which waits for them.
    """
    if sys.platform != "linux":
        return 0
    threading = sys.modules.get("threading")  # without it, nobody has begun a thread
    if threading and threading.active_count() > 1:  # a lock that another holds would stay held
        return 0
    others = processors() - 1
    return max(min(others + (beyond if others else 0), MOST) - len(_living), 0)


class Shares:
    """Some paths, in parts of which each is taken once, by this process or by a fork of it."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        few = max(min(_FEWEST, len(paths) // _ROUNDS), 1)
        self._together = max(few, -(-len(paths) // _PARTS))
        self._pipe, end = os.pipe()
        starts = range(0, len(paths), self._together)
        os.write(end, b"".join(start.to_bytes(_NUMBER, "big") for start in starts))
        os.close(end)
        self.begun = 0
        """How many paths were taken so far, as far as this process knows."""

    @property
    def ends(self) -> Sequence[int]:
        """Return how many paths are begun once each part is."""
        count = len(self._paths)
        return [min(at + self._together, count) for at in range(0, count, self._together)]

    def ending_at(self, end: int) -> Sequence[str]:
        """Return the part of which this is one of `ends`."""
        return self._paths[(end - 1) // self._together * self._together : end]

    def __iter__(self) -> Iterator[Sequence[str]]:
        """Take one part after the other until nobody has left any."""
        while number := os.read(self._pipe, _NUMBER):
            start = int.from_bytes(number, "big")
            some = self._paths[start : start + self._together]
            self.begun = start + len(some)
            yield some

    def close(self) -> None:
        """Let go of what is left."""
        os.close(self._pipe)


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


class Fork:
    """A fork of this process, and what it will have found."""

    def __init__(self, process: int, pipe: int) -> None:
        self.number = process
        """What its process is called."""
        self._process = process
        self._pipe = pipe
        self._heard = bytearray()  # and made nothing of so far
        _living.add(process)

    def results(self) -> Iterator[Any]:
        """Wait for what the fork found, and yield it part by part, as far as it came."""
        os.set_blocking(self._pipe, True)
        while data := os.read(self._pipe, _AT_ONCE):
            self._heard += data
            yield from self._parts()
        self._waited()

    def results_so_far(self) -> Iterator[Any]:
        """Yield what the fork told since it was asked last, and wait for nothing."""
        os.set_blocking(self._pipe, False)
        with ignoring(BlockingIOError):
            while data := os.read(self._pipe, _AT_ONCE):
                self._heard += data
        yield from self._parts()

    def _parts(self) -> Iterator[Any]:
        """Yield the parts that were heard whole."""
        at, heard = 0, self._heard
        while (start := at + _LENGTH) <= len(heard):
            end = start + int.from_bytes(heard[at:start], "big")
            if end > len(heard):
                break
            with memoryview(heard) as view:
                part = loads(view[start:end])  # noqa: S302 - from our own process
            yield part
            at = end
        del heard[:at]

    def result(self) -> Any:
        """Wait for the one thing that the fork found; None if it came to nothing."""
        found = None
        for part in self.results():
            found = part
        return found

    def end(self) -> None:
        """End the fork if it still runs: nobody wants to know any more."""
        if self._process >= 0:
            from signal import SIGKILL

            with ignoring(ProcessLookupError):
                os.kill(self._process, SIGKILL)
            self._waited()

    def _waited(self) -> None:
        """Wait for the end of the fork."""
        os.close(self._pipe)
        process, self._process = self._process, -1
        with ignoring(ChildProcessError):  # who began this process had it ignore their ends
            os.waitpid(process, 0)
        _living.discard(process)


def forked(work: Callable[[Callable[[], None]], Iterable[Any]]) -> Fork | None:
    """Begin some work in a fork of this process; None where none can be made.

    `work` yields what marshal takes, and no more once it failed. Each part is told as
    soon as there is room for it in the pipe; work does not wait until somebody
    listens. It is given what it is to call now and then: that ends a fork whose
    parent is gone.
    """
    parent = os.getpid()
    try:
        pipe, tell = os.pipe()
    except OSError:
        return None
    try:
        process = os.fork()
    except OSError:
        os.close(pipe)
        os.close(tell)
        return None
    if process:
        os.close(tell)
        return Fork(process, pipe)
    code = 1

    def go_on() -> None:
        if os.getppid() != parent:
            os._exit(1)

    try:
        os.close(pipe)
        _tell(tell, work(go_on))
        carriers.keep()  # else each run compiles what only its forks need
        code = 0
    finally:
        os._exit(code)  # nothing of what the process has, such as open files, is to be tidied up


def _tell(pipe: int, parts: Iterable[Any]) -> None:
    """Write parts into a pipe: what there is room for while there are more, and then the rest."""
    os.set_blocking(pipe, False)
    waiting = bytearray()
    told = 0
    for part in parts:
        data = dumps(part)
        waiting += len(data).to_bytes(_LENGTH, "big")
        waiting += data
        if told <= _AT_ONCE < told + len(data):  # few tell so much that it needs more room
            _widen(pipe)
        told += len(data)
        with ignoring(BlockingIOError):
            while waiting:
                del waiting[: os.write(pipe, waiting)]
    os.set_blocking(pipe, True)
    while waiting:
        del waiting[: os.write(pipe, waiting)]


def _widen(pipe: int) -> None:
    """Have the system keep more of what is told while nobody listens."""
    if sys.platform == "linux":
        from fcntl import F_SETPIPE_SZ, fcntl

        with ignoring(OSError):  # who has many pipes may have no more room for them
            fcntl(pipe, F_SETPIPE_SZ, _ROOM)


def shared(
    count: int,
    paths: Sequence[str],
    work: Callable[[Sequence[str]], list[Any]],
    tell: Callable[[int], None] = lambda begun: None,
) -> Iterator[list[Any]]:
    """Do some work on paths, part by part, with so many forks and here; yield what it came to.

    The parts come in no particular order. `work` returns what marshal takes.
    What a fork did that came to nothing is done again here. `tell` is told how
    many of the paths were begun so far, by whomever.
    """
    try:
        shares = Shares(paths)
    except OSError:  # no pipe can be had
        yield work(paths)
        return

    def others(go_on: Callable[[], None]) -> Iterator[tuple[int, list[Any]]]:
        for some in shares:
            go_on()
            yield shares.begun, work(some)

    started = [fork for _ in range(count) if (fork := forked(others))]
    try:
        left = set(shares.ends)
        for some in shares:
            yield work(some)
            left.discard(shares.begun)
            tell(shares.begun)
            for fork in started:  # while it works on, so that all end together
                for end, found in fork.results_so_far():
                    left.discard(end)
                    yield found
        for fork in started:
            for end, found in fork.results():
                left.discard(end)
                yield found
        for end in sorted(left):
            yield work(shares.ending_at(end))
    finally:
        for fork in started:
            fork.end()
        shares.close()
