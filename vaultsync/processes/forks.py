"""Forks of this process, and what they and it tell each other.

A fork has all that was read so far, and only what it found comes back. Forks
are made only on Linux, where they are cheap, and safe as long as there is one
thread. Whatever goes wrong with a fork, its part of the work is done here.
"""

from __future__ import annotations

import os
import sys
from marshal import dumps, loads

from vaultsync.errors import ignoring
from vaultsync.lean import carriers
from vaultsync.lean.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST = 7
"""Forks that are made at once; one process puts everything together."""

_LENGTH = 8  # bytes
_AT_ONCE = 1 << 16  # bytes: as much as a pipe has room for unless more is asked for
_ROOM = 1 << 20  # bytes


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_living: set[Fork] = set()
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


class Fork:
    """A fork of this process, and what it will have found."""

    def __init__(self, process: int, pipe: int, ear: int = -1) -> None:
        self.number = process
        """What its process is called, or was while it ran."""
        self._pipe = pipe
        self._ear = ear  # what it hears is written there
        self._heard = bytearray()  # and made nothing of so far
        _living.add(self)

    def tell(self, what: Any) -> None:
        """Tell the fork the one thing that it waits for; if it is gone, that is seen later."""
        with ignoring(BrokenPipeError):
            _write(self._ear, bytearray(_framed(what)))
        self._deafen()

    def _deafen(self) -> None:
        ear, self._ear = self._ear, -1  # first: who is broken off here ends the fork once more
        if ear >= 0:
            os.close(ear)

    def results(self) -> Iterator[Any]:
        """Wait for what the fork found, and yield it part by part, as far as it came."""
        os.set_blocking(self._pipe, True)
        while data := os.read(self._pipe, _AT_ONCE):
            self._heard += data
            yield from _parts(self._heard)
        self._waited()

    def results_so_far(self) -> Iterator[Any]:
        """Yield what the fork told since it was asked last, and wait for nothing."""
        os.set_blocking(self._pipe, False)
        with ignoring(BlockingIOError):
            while data := os.read(self._pipe, _AT_ONCE):
                self._heard += data
        yield from _parts(self._heard)

    def result(self) -> Any:
        """Wait for the one thing that the fork found; None if it came to nothing."""
        found = None
        for part in self.results():
            found = part
        return found

    def end(self) -> None:
        """End the fork if it still runs: nobody wants to know any more."""
        if self in _living:
            from signal import SIGKILL

            with ignoring(ProcessLookupError):
                os.kill(self.number, SIGKILL)
            self._waited()

    def _waited(self) -> None:
        """Wait for the end of the fork."""
        self._deafen()
        pipe, self._pipe = self._pipe, -1
        if pipe >= 0:
            os.close(pipe)
        with ignoring(ChildProcessError):  # who began this process had it ignore their ends
            os.waitpid(self.number, 0)
        _living.discard(self)


class Parent:
    """What a fork has of the process that it was made by: it is told parts, and may be heard."""

    def __init__(self, process: int, pipe: int, ear: int) -> None:
        self._process = process
        self._pipe, self._ear = pipe, ear
        self._waiting = bytearray()
        self._told = 0  # bytes
        os.set_blocking(pipe, False)

    def is_needed(self) -> None:
        """End this fork if its parent is gone: work asks now and then."""
        if os.getppid() != self._process:
            os._exit(1)

    def tell(self, part: Any) -> None:
        """Tell a part, or as much of all that waits to be told as there is room for."""
        data = _framed(part)
        self._waiting += data
        if self._told <= _AT_ONCE < self._told + len(data):  # few tell so much
            _widen(self._pipe)
        self._told += len(data)
        with ignoring(BlockingIOError):
            _write(self._pipe, self._waiting)

    def tell_rest(self) -> None:
        """Tell all that waits to be told."""
        os.set_blocking(self._pipe, True)
        _write(self._pipe, self._waiting)
        os.set_blocking(self._pipe, False)

    def heard(self) -> Any:
        """Wait for the one thing that the parent says (`Fork.tell`), once it was told all."""
        self.tell_rest()
        heard = bytearray()
        while data := os.read(self._ear, _AT_ONCE):
            heard += data
            for part in _parts(heard):
                return part
        os._exit(1)  # it is gone, or has no use for more


def forked(work: Callable[[Parent], Iterable[Any]], hears: bool = False) -> Fork | None:
    """Begin some work in a fork of this process; None where none can be made.

    `work` yields what marshal takes, and no more once it failed. Each part is told as
    soon as there is room for it in the pipe; work does not wait until somebody
    listens. Only if it `hears` may it be told anything itself.
    """
    own = os.getpid()
    pipes: list[int] = []
    try:
        for _ in range(1 + hears):
            pipes += os.pipe()
        process = os.fork()
    except OSError:
        for pipe in pipes:
            os.close(pipe)
        return None
    listen, tell, hear, say = pipes if hears else (*pipes, -1, -1)
    for pipe in (tell, hear) if process else (listen, say):
        if pipe >= 0:  # the other process's end
            os.close(pipe)
    if process:
        return Fork(process, listen, say)
    code = 1
    try:
        parent = Parent(own, tell, hear)
        for part in work(parent):
            parent.tell(part)
        parent.tell_rest()
        carriers.keep()  # else each run compiles what only its forks need
        code = 0
    finally:
        os._exit(code)  # nothing of what the process has, such as open files, is to be tidied up


def _framed(part: Any) -> bytes:
    data = dumps(part)
    return len(data).to_bytes(_LENGTH, "big") + data


def _parts(heard: bytearray) -> Iterator[Any]:
    """Take the parts that were heard whole out of all that was heard."""
    while len(heard) >= _LENGTH:
        end = _LENGTH + int.from_bytes(heard[:_LENGTH], "big")
        if end > len(heard):
            break
        with memoryview(heard) as view:
            part = loads(view[_LENGTH:end])  # noqa: S302 - from our own process
        del heard[:end]
        yield part


def _write(pipe: int, waiting: bytearray) -> None:
    while waiting:
        del waiting[: os.write(pipe, waiting)]


def _widen(pipe: int) -> None:
    """Have the system keep more of what is told while nobody listens."""
    if sys.platform == "linux":
        from fcntl import F_SETPIPE_SZ, fcntl

        with ignoring(OSError):  # who has many pipes may have no more room for them
            fcntl(pipe, F_SETPIPE_SZ, _ROOM)
