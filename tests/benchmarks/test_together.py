"""What a command takes together with its forks is more than what one of them takes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from benchmarks.together import together

_HOLDS = "import os, time; data = b'x' * {bytes}; {fork}time.sleep(0.6)"


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells")
def test_what_forks_hold_by_themselves_counts_for_each(tmp_path: Path) -> None:
    def taken(fork: str) -> int:
        held = _HOLDS.format(bytes=40_000_000, fork=fork)
        return together([sys.executable, "-I", "-S", "-c", held], tmp_path, os.environ)

    alone, sharing, apart = (
        taken(""),
        taken("os.fork(); "),
        taken("os.fork(); data = bytearray(data); "),
    )
    assert 40_000_000 < alone < 60_000_000
    assert sharing < alone + 20_000_000
    assert apart > alone + 20_000_000
