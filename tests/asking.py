"""Asking as the console script does: for an answer that was kept first, and then for a new one."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, NamedTuple

from vaultsync import fast
from vaultsync.cli import run
from vaultsync.disk import walk

if TYPE_CHECKING:
    import pytest


ANY_TICK = walk._TICK
"""As young as this, in nanoseconds, no file is trusted on any machine."""


def own_tick() -> int:
    """As young as this no file need be trusted here, where clocks may be finer than elsewhere."""
    if sys.platform != "linux":
        return ANY_TICK
    coarse = 5  # CLOCK_REALTIME_COARSE, which files are dated by: `clock_getres(2)`
    return min(int(time.clock_getres(coarse) * 1e9) + 1_000_000, ANY_TICK)


def settle(tick: int = 0) -> None:
    """Let the clock's hand move on, so that what was written is not too young to be trusted.

    By the tick that is in force here; who asks another process says `ANY_TICK`.
    """
    time.sleep(((tick or walk._TICK) + 1_000_000) / 1e9)


class Answer(NamedTuple):
    repeated: bool
    code: int
    out: bytes
    err: bytes


class Asker:
    """Asks as the console script does, and reads what it says."""

    def __init__(self, capture: pytest.CaptureFixture[bytes]) -> None:
        self._capture = capture

    def __call__(self, *arguments: str) -> Answer:
        words = list(arguments or ("check",))
        fast.Asked.question = None
        self._capture.readouterr()
        code = fast.replay(words)
        repeated = code is not None
        if code is None:
            code = run(words)
        out, err = self._capture.readouterr()
        return Answer(repeated, code, out, err)
