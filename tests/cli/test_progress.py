"""The line that counts: on a terminal, after a while, and gone before anything else is printed."""

from __future__ import annotations

import io
import sys

import pytest

from vaultsync.cli import console as console_module
from vaultsync.cli import progress as progress_module
from vaultsync.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_nothing_is_shown_before_half_a_second() -> None:
    stream, clock = Terminal(), Clock()
    shown = Progress(stream, clock)
    clock.now += 0.49
    shown("notes read", 10, 20_000)
    assert stream.getvalue() == ""
    clock.now += 0.02
    shown("notes read", 1234, 20_000)
    assert stream.getvalue() == "\r\x1b[K1,234 of 20,000 notes read"


def test_it_counts_no_faster_than_one_reads() -> None:
    stream, clock = Terminal(), Clock()
    shown = Progress(stream, clock)
    for done in range(2000):
        clock.now += 0.001
        shown("notes judged", done, 2000)
    assert 10 < stream.getvalue().count("of 2,000") < 20
    shown.clear()
    assert stream.getvalue().endswith("\r\x1b[K")


def test_what_begins_later_is_not_counted_for_half_a_second_either(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream, clock = Terminal(), Clock()
    shown = Progress(stream, clock)
    monkeypatch.setattr(progress_module, "_shown", [shown])
    clock.now += 60
    progress_module.begin_anew()
    shown("notes judged", 17, 20)
    assert stream.getvalue() == ""
    clock.now += 0.5
    shown("notes judged", 18, 20)
    assert "18 of 20" in stream.getvalue()


@pytest.mark.parametrize("stream", [io.StringIO(), None])
def test_a_pipe_and_a_plain_terminal_get_none(
    stream: io.StringIO | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if stream is None:
        stream = Terminal()
        monkeypatch.setenv("TERM", "dumb")
    clock = Clock()
    shown = Progress(stream, clock)
    clock.now += 5
    shown("notes read", 1, 2)
    shown.clear()
    assert stream.getvalue() == ""


def test_it_gives_way_to_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress_module, "PATIENCE", 0)
    progress_module.progress()("notes read", 1, 2)
    console_module.console("never").say("all is well")
    assert terminal.getvalue() == "\r\x1b[K1 of 2 notes read\r\x1b[Kall is well\n"
