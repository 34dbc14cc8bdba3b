"""Asking as the console script does: for an answer that was kept first, and then for a new one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from vaultsync import fast
from vaultsync.cli import run

if TYPE_CHECKING:
    import pytest


def settle() -> None:
    """Let the clock's hand move on, so that what was written is not too young to be trusted."""
    time.sleep(0.03)


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
