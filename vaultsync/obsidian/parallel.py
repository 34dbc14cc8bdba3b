"""Scanning many notes with more than one processor.

The helpers are processes of the same interpreter, started afresh and spoken to
through pipes, so that it is one way on every system, whatever threads this
process has. A helper reads and scans the notes that it is told of and gives
back what it found by the digest of their bytes (`obsidian.cache`), so nothing
depends on who scanned a note, nor on whether helpers can be started at all.

This process works from one end of the notes while each helper takes the next
ones from the other; all end within a few notes of one another. A helper ends
with its pipe: it outlives neither an interrupt nor a kill.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from contextlib import suppress
from marshal import dump, dumps, load
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterable, Sequence
    from typing import IO

WORTH_HELPERS = 1500
"""Fewer notes are scanned in the time that a helper takes to start."""

_MOST = 7  # helpers; one process puts everything together, and could not keep up with more
_TOGETHER = 64  # notes: what is asked for at once

# A helper finds this program where this process found it, and waits for work.
_BEGIN = (
    "import sys, marshal; sys.path[:] = marshal.load(sys.stdin.buffer); "
    "from vaultsync.obsidian.parallel import serve; serve()"
)

Found = dict[bytes, bytes]


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def scanned(
    base: str,
    paths: Sequence[str],
    here: Callable[[Sequence[str]], None],
    tell: Callable[[int], None] = lambda done: None,
    helpers: int | None = None,
) -> Found:
    """Scan notes, some of them `here` and the others in helpers; return what helpers found.

    That is what `cache.kept_of` makes of a note, by the digest of its bytes.
    `base` is the vault's folder, with a separator at its end; `here` is called
    with the paths of those notes that this process is to scan, several times,
    and `tell` with the number of notes that were scanned so far, by whomever.
    `helpers` is how many to start: as many as there are processors beside
    this one's, if there are enough notes.
    """
    if helpers is None:
        helpers = min(processors() - 1, _MOST) if len(paths) >= WORTH_HELPERS else 0
    left = deque(paths[at : at + _TOGETHER] for at in range(0, len(paths), _TOGETHER))
    found: Found = {}
    own = 0
    from threading import Thread

    started = [process for _ in range(helpers) if (process := _start())]
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
    found: Found,
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
            dump(_found(base, load(asked)), told)  # noqa: S302 - from our own process
            told.flush()


def _found(base: str, paths: Iterable[str]) -> Found:
    from vaultsync.obsidian.cache import digest, kept_of
    from vaultsync.obsidian.files import read_file
    from vaultsync.obsidian.note import Note
    from vaultsync.text import UndecodableError

    found: Found = {}
    for path in paths:
        with suppress(OSError, UndecodableError):
            data = read_file(base + path)
            found[digest(data)] = kept_of(Note(path, data))
    return found
