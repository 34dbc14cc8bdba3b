"""A line that counts on a terminal while a command takes longer than one likes to wait.

It stands on stderr, and only if that is a terminal; whatever is printed next
takes its place. Nothing that is shown here belongs to a command's answer.
"""

from __future__ import annotations

import os
import sys
import time

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

PATIENCE = 0.5
"""Seconds for which nothing is shown."""

_PAUSE = 0.1  # seconds between two counts: nobody reads faster


class Progress:
    """The counting line of a command that begins now; `clock` tells seconds."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._shown = False
        self.begin()
        self._counts = stream.isatty() and os.environ.get("TERM") != "dumb"

    def begin(self) -> None:
        """Begin with other work: nothing is shown for a while."""
        self._next = self._clock() + PATIENCE

    def __call__(self, what: str, done: int, total: int) -> None:
        """Say that `done` of `total` are done of `what`, such as `notes read`."""
        if not self._counts:
            return
        now = self._clock()
        if now >= self._next:
            self._next = now + _PAUSE
            self._shown = True
            self._stream.write(f"\r\x1b[K{done:,} of {total:,} {what}")
            self._stream.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self._shown = False
            self._stream.write("\r\x1b[K")
            self._stream.flush()


_shown: list[Progress] = []


def progress() -> Progress:
    """Return the counting line of the command that begins now."""
    _shown[:] = [Progress(sys.stderr)]
    return _shown[0]


def clear() -> None:
    """Take the counting line away before something else is printed."""
    for each in _shown:
        each.clear()


def begin_anew() -> None:
    """Show nothing for a while of what comes next: it is other work than before."""
    for each in _shown:
        each.begin()
