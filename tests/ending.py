"""Processes that are ended from outside, and what becomes of those that they began."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Whoever runs the tests in the background has interrupts ignored, and so would their processes.
_HEARS = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"

ENDS = [signal.SIGINT, signal.SIGTERM, *([signal.SIGKILL] if os.name != "nt" else [])]


def all_end(code: str, arguments: Sequence[str], number: int, count: int) -> bool:
    """Run some code, signal its process, and return whether all of its processes end.

    The code is to print the number of each process, with a space after it, so many of them.
    """
    command = [sys.executable, "-c", _HEARS + code, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        said = b""
        while said.count(b" ") < count:  # two may print at once, so lines say nothing
            more = os.read(process.stdout.fileno(), 100)
            assert more, f"it ended early, after {said!r}"
            said += more
        process.send_signal(number)
        process.wait(10)
    pids = list(map(int, said.split()))
    deadline = time.monotonic() + 10
    while any(map(is_running, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not any(map(is_running, pids))


def is_running(pid: int) -> bool:
    """Return whether a process runs; one that ended, and that nobody asked for yet, does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"
