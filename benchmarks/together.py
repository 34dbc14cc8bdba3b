"""How much memory a command takes with all that it starts, which the system counts for no one."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_OFTEN = 0.05  # seconds: looking takes some milliseconds of a large process


def together(command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> int:
    """Run a command, and return the most bytes that it and its forks were seen to take at once.

    What several of them share counts once. 0 where the system does not tell (`smaps_rollup` of
    Linux does). Looking slows them down, so nothing else is measured meanwhile.
    """
    most = 0
    with subprocess.Popen(
        command, cwd=folder, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            most = max(most, sum(map(_share, [process.pid, *_forks(process.pid)])))
            time.sleep(_OFTEN)
    return most


def _forks(process: int) -> list[int]:
    try:
        return [*map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split())]
    except OSError:
        return []


def _share(process: int) -> int:
    """Return the bytes of a process, and its part of what it shares."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    except OSError:  # it ended, or there is no such file
        return 0
    for line in told.splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
