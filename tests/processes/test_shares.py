"""Work is done once, whoever does it, and no fork outlives the command."""

from __future__ import annotations

import itertools
import os
import signal
import sys
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from tests.ending import ENDS, all_end
from vaultsync.processes import forks, shares

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vaultsync.processes.forks import Fork

PATHS = [f"{number}.md" for number in range(100)]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there are forks made")


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "_FEWEST", 3)
    monkeypatch.setattr(shares, "_MOST", 5)


def done(count: int, work: Any, tell: Any = lambda begun: None) -> list[Any]:
    return [each for part in shares.shared(count, PATHS, work, tell) for each in part]


def marked(some: Sequence[str]) -> list[tuple[str, int]]:
    time.sleep(0.005)
    return [(path, os.getpid()) for path in some]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_each_part_is_done_once(count: int) -> None:
    counts: list[int] = []
    found = done(count, marked, counts.append)
    assert Counter(path for path, _ in found) == Counter(PATHS)
    assert counts == sorted(counts)
    assert all(begun <= len(PATHS) for begun in counts)  # none where forks took every part
    assert len({process for _, process in found}) <= count + 1
    assert count == 0 or len({process for _, process in found}) > 1


def test_much_is_told_while_work_goes_on() -> None:
    own = os.getpid()

    def long(some: Sequence[str]) -> list[tuple[str, int, bytes]]:
        time.sleep(0.01)
        return [(path, os.getpid(), path.encode() * 40_000) for path in some]

    found = done(1, long)
    assert Counter(path for path, _, _ in found) == Counter(PATHS)
    assert all(data == path.encode() * 40_000 for path, _, data in found)
    who = [process for _, process, _ in found]
    assert own in who[who.index(next(each for each in who if each != own)) :]


def test_what_a_fork_told_before_it_failed_is_not_done_again() -> None:
    own = os.getpid()
    told: list[str] = []

    def failing(some: Sequence[str]) -> list[tuple[str, int]]:
        if os.getpid() == own:
            time.sleep(0.05)
        elif told:
            raise RuntimeError
        told.extend(some)
        return [(path, os.getpid()) for path in some]

    found = done(1, failing)
    assert Counter(path for path, _ in found) == Counter(PATHS)
    assert sum(process != own for _, process in found) == 5


def test_what_a_lost_fork_had_is_done_here() -> None:
    own = os.getpid()

    def lost(some: Sequence[str]) -> list[str]:
        if os.getpid() != own:
            os._exit(9)
        time.sleep(0.005)
        return list(some)

    assert Counter(done(2, lost)) == Counter(PATHS)


@pytest.mark.parametrize("name", ["fork", "pipe"])
def test_without_forks_all_is_done_here(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(os, name, refuse)
    found = done(2, marked)
    assert {process for _, process in found} == {os.getpid()}
    assert Counter(path for path, _ in found) == Counter(PATHS)


def test_it_need_not_be_told_how_forks_end() -> None:
    """A process begins with the signals ignored that its parent ignored."""
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert Counter(path for path, _ in done(2, marked)) == Counter(PATHS)
    finally:
        signal.signal(signal.SIGCHLD, before)


FORKS = """
import os, sys, time
from vaultsync.processes import shares
print(f"{os.getpid()} ", end="", flush=True)
own = os.getpid()
said = []
def work(some):
    if not said:
        said.append(print(f"{os.getpid()} ", end="", flush=True) if os.getpid() != own else "")
    time.sleep(0.05 if os.getpid() != own else 1)
    return []
for part in shares.shared(2, [f"{n}.md" for n in range(10000)], work):
    pass
"""


@pytest.mark.parametrize("number", ENDS)
def test_an_end_leaves_nobody_behind(number: int) -> None:
    assert all_end(FORKS, [], number, 3)


def going_on(
    count: int, then: Any, work: Any = marked
) -> tuple[list[tuple[str, int]], Fork | None]:
    """Share some work with so many forks, of which one goes on; return what was found, and it."""
    found: list[tuple[str, int]] = []
    parts = shares.shared(count, PATHS, work, then=then)
    while True:
        try:
            found += next(parts)
        except StopIteration as stop:
            return found, stop.value


def all_told(parts: Iterable[list[tuple[str, int]]]) -> Iterator[Any]:
    yield os.getpid()
    yield [each for part in parts for each in part]


@pytest.mark.parametrize("count", [1, 3])
def test_a_fork_goes_on_with_all_that_was_found(count: int) -> None:
    found, fork = going_on(count, all_told)
    assert fork is not None
    process, known = fork.results()
    assert process == fork.number != os.getpid()
    assert sorted(known) == sorted(found)
    assert Counter(path for path, _ in found) == Counter(PATHS)


def test_much_is_told_to_who_goes_on() -> None:
    def long(some: Sequence[str]) -> list[tuple[str, int, bytes]]:
        time.sleep(0.005)
        return [(path, os.getpid(), path.encode() * 40_000) for path in some]

    def lengths(parts: Iterable[list[tuple[str, int, bytes]]]) -> Iterator[int]:
        yield sum(len(data) for part in parts for _, _, data in part)

    _, fork = going_on(1, lengths, long)
    assert fork is not None
    assert fork.result() == sum(len(path) for path in PATHS) * 40_000


def test_nobody_goes_on_where_no_fork_was_made(monkeypatch: pytest.MonkeyPatch) -> None:
    assert going_on(0, all_told)[1] is None

    def refuse() -> int:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    found, fork = going_on(2, all_told)
    assert fork is None
    assert Counter(path for path, _ in found) == Counter(PATHS)


def test_a_lost_fork_does_not_go_on() -> None:
    own = os.getpid()

    def lost(some: Sequence[str]) -> list[tuple[str, int]]:
        if os.getpid() != own:
            os._exit(9)
        return marked(some)

    found, fork = going_on(1, all_told, lost)
    assert fork is None
    assert Counter(path for path, _ in found) == Counter(PATHS)


def test_a_fork_that_is_lost_before_it_is_told_anything_comes_to_nothing() -> None:
    own = os.getpid()

    def slow(some: Sequence[str]) -> list[tuple[str, int]]:
        if os.getpid() == own:
            time.sleep(0.1)
            for each in forks._living:
                os.kill(each.number, signal.SIGKILL)
        return marked(some)

    found, fork = going_on(1, all_told, slow)
    assert Counter(path for path, _ in found) == Counter(PATHS)
    assert fork is None or fork.result() is None


@pytest.mark.parametrize("then", [None, all_told])
def test_no_fork_is_left_when_nobody_goes_on(
    then: Callable[[Iterable[list[Any]]], Iterable[Any]] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: begun.append(fork()) or begun[-1])
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    found = shares.shared(2, PATHS, marked, then=then)
    next(found)
    found.close()
    assert len(begun) == 2
    for process in begun:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, 0)


WAITS = """
import os, sys, time
from vaultsync.processes import shares
print(f"{os.getpid()} ", end="", flush=True)
own = os.getpid()
said = []
def work(some):
    if os.getpid() == own:
        time.sleep(20)
    if not said and os.getpid() != own:
        said.append(print(f"{os.getpid()} ", end="", flush=True))
    return []
for part in shares.shared(1, [f"{n}.md" for n in range(100)], work, then=lambda parts: []):
    pass
"""


@pytest.mark.parametrize("number", ENDS)
def test_an_end_leaves_nobody_behind_who_waits_to_go_on(number: int) -> None:
    assert all_end(WAITS, [], number, 2)


@pytest.mark.parametrize("count", [0, 1, 7, 8, 150, 170, 511, 512, 6600, 32_000, 32_001, 1_000_000])
def test_parts_are_all_there_is_and_who_is_done_first_waits_for_a_small_one(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # as they are
    ends = shares.Shares([""] * count).ends
    sizes = [end - start for start, end in itertools.pairwise([0, *ends])]
    assert sum(sizes) == count
    assert sizes == sorted(sizes, reverse=True), "the last ones are the smallest"
    assert len(sizes) * 4 <= 4096, "so many numbers fit into a pipe, however little room it has"
    assert max(sizes, default=0) <= max(64, count // 125), "it is told how far the work is"
    assert all(size <= 32 or size * 8 <= count for size in sizes)
    if count > 1000:
        assert sizes[0] % 64 == 0, "what is looked at together comes together"
        assert sizes[-2] == 32


def test_two_processes_go_towards_each_other_until_they_meet() -> None:
    towards = shares.Towards()
    for _ in PATHS:
        towards.add()

    def backwards(parent: object) -> Iterator[str]:
        for path in reversed(PATHS):
            if not towards.take():
                return
            time.sleep(0.001)
            yield path

    fork = forks.forked(backwards)
    assert fork is not None
    here = []
    for path in PATHS:
        if not towards.take():
            break
        time.sleep(0.001)
        here.append(path)
    there = [*fork.results()]
    assert [*here, *reversed(there)] == PATHS
    assert here
    assert there
    towards.add()
    assert towards.take()
    towards.close()


def test_where_nothing_is_left_to_be_taken_nobody_waits() -> None:
    towards = shares.Towards()
    assert not towards.take()
    towards.close()
