"""Scanning notes in helpers: processes of the same interpreter, started afresh.

They are spoken to through pipes, so that it is one way on every system,
whatever threads this process has. This process works from one end of the
notes while each helper takes the next ones from the other; all end within a few notes of
one another. A helper ends with its pipe: it outlives neither an interrupt nor a kill.
"""

from __future__ import annotations

import sys
from collections import deque
from contextlib import suppress
from marshal import dump, dumps, load

from vaultsync.lean.typed import TYPE_CHECKING, Any
from vaultsync.obsidian.cache import scanned_in
from vaultsync.processes import forks

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Sequence
    from typing import IO

    from vaultsync.obsidian.cache import Scanned

_TOGETHER = 64  # notes: what is asked for at once

WORTH_HELPERS = 1500
"""Fewer notes are scanned in the time that a helper takes to start."""

# A helper finds this program where this process found it, and waits for work.
_BEGIN = (
    "import sys, marshal; sys.path[:] = marshal.load(sys.stdin.buffer); "
    "from vaultsync.obsidian.helpers import serve; serve()"
)


def count_for(notes: int) -> int:
    """Return how many helpers so many notes are worth; none where forks can be made."""
    if notes < WORTH_HELPERS or forks.possible():
        return 0
    return min(forks.processors() - 1, forks.MOST)


def scanned_with(
    count: int,
    base: str,
    paths: Sequence[str],
    here: Callable[[Sequence[str]], None],
    tell: Callable[[int], None] = lambda done: None,
) -> Scanned:
    """Scan notes with so many helpers, and some of them `here`; return what helpers found.

    `base` is the vault's folder, with a separator at its end; `here` is called
    with the paths of those notes that this process is to scan, several times,
    and `tell` with the number of notes that were begun so far, by whomever.
    What is found stands by path, so nothing depends on who scanned a note.
    """
    left = deque(paths[at : at + _TOGETHER] for at in range(0, len(paths), _TOGETHER))
    found: Scanned = {}
    own = 0
    from threading import Thread

    started = [process for _ in range(count) if (process := _start())]
    lost: list[Sequence[str]] = []
    threads = [
        Thread(target=_attend, args=(process, base, left, found, lost), daemon=True)
        for process in started
    ]
    try:
        for thread in threads:
            thread.start()
        with suppress(IndexError):
            while True:
                some = left.popleft()
                here(some)
                own += len(some)
                tell(own + len(found))
        for thread in threads:
            thread.join()
    finally:
        for process in started:
            process.kill()
            _close(process)
    for each in lost:  # a helper ended early: killed by someone, or it had no memory left
        here(each)
    return found


def _start() -> subprocess.Popen[bytes] | None:
    """Start a helper; None where the system does not let us, or cannot."""
    import subprocess

    command = [sys.executable or "python", "-E", "-S", "-c", _BEGIN]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=flags,
        )
    except (OSError, ValueError):
        return None
    return process


def _close(process: subprocess.Popen[bytes]) -> None:
    """Let go of a helper that was ended, and of its pipes."""
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what it was still to be told is lost with it
                pipe.close()


def _attend(
    process: subprocess.Popen[bytes],
    base: str,
    left: deque[Sequence[str]],
    found: Scanned,
    lost: list[Sequence[str]],
) -> None:
    """Hand work to one helper from the end of what is left, and gather what it finds."""
    asked, told = process.stdin, process.stdout
    if asked is None or told is None:
        return
    now: Sequence[str] = ()
    try:
        _say(asked, sys.path)
        _say(asked, base)
        while True:
            try:
                now = left.pop()
            except IndexError:
                break
            _say(asked, tuple(now))
            found.update(load(told))  # noqa: S302 - from our own process
        asked.close()
    except (OSError, EOFError, ValueError, TypeError):
        lost.append(now)


def _say(to: IO[bytes], what: Any) -> None:
    to.write(dumps(what))
    to.flush()


def serve() -> None:
    """Scan what is asked for on standard input until it ends. What cannot be read is left out."""
    import gc

    gc.disable()  # what is made here is given away and forgotten
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    with suppress(OSError, EOFError, KeyboardInterrupt):
        base = load(asked)  # noqa: S302 - from our own process
        while True:
            dump(scanned_in(base, load(asked)), told)  # noqa: S302 - from our own process
            told.flush()
