"""Forks are made as many as are of use, and tell and hear whatever is said."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from vaultsync.processes import forks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.processes.forks import Parent

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there are forks made")


def echo(parent: Parent) -> Iterator[Any]:
    yield b"x" * 3_000_000
    yield None
    yield parent.heard()


@pytest.mark.parametrize("said", [None, "", ["a", 1], b"y" * 3_000_000])
def test_a_fork_hears_what_it_is_told(said: Any) -> None:
    fork = forks.forked(echo, hears=True)
    assert fork is not None
    told = iter(fork.results())
    assert len(next(told)) == 3_000_000
    assert next(told) is None
    fork.tell(said)
    assert list(told) == [said]


def test_a_fork_that_is_told_nothing_ends() -> None:
    fork = forks.forked(echo, hears=True)
    assert fork is not None
    told = iter(fork.results())
    next(told)
    next(told)
    fork._deafen()
    assert list(told) == []


def test_to_tell_a_fork_that_is_gone_is_no_error() -> None:
    fork = forks.forked(lambda parent: os._exit(1), hears=True)
    assert fork is not None
    assert list(fork.results()) == []
    other = forks.forked(lambda parent: os._exit(1), hears=True)
    assert other is not None
    while os.read(other._pipe, 1):
        pass
    other.tell("anything")
    other.end()


@pytest.mark.parametrize("at", [1, 2])
def test_whose_end_is_broken_off_is_ended_once_more(
    at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fork = forks.forked(echo, hears=True)
    assert fork is not None
    closed: list[int] = []
    close = os.close

    def broken_off(pipe: int) -> None:
        close(pipe)
        closed.append(pipe)
        if len(closed) == at:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "close", broken_off)
    with pytest.raises(KeyboardInterrupt):
        fork.end()
    fork.end()
    assert len(closed) == len(set(closed)) == 2
    with pytest.raises(ChildProcessError):
        os.waitpid(fork.number, 0)


@pytest.mark.parametrize("hears", [False, True])
def test_no_pipe_is_left_open(hears: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    fork = forks.forked(lambda parent: [1], hears)
    assert fork is not None
    assert fork.result() == 1
    assert len(list(Path("/proc/self/fd").iterdir())) == before

    def refuse() -> int:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    assert forks.forked(lambda parent: [1], hears) is None
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize(
    ("processors", "living", "expected"), [(1, 0, 0), (2, 0, 2), (2, 1, 1), (2, 2, 0)]
)
def test_forks_beyond_the_processors_are_made_where_there_are_several(
    monkeypatch: pytest.MonkeyPatch, processors: int, living: int, expected: int
) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(forks, "processors", lambda: processors)
    monkeypatch.setattr(forks, "_living", set(range(living)))
    assert forks.possible(beyond=1) == expected
    assert forks.possible() == max(expected - 1, 0)
