"""Judging notes and links in a process of its own, while this one looks for what is stated.

The process is a fork, which has all that was read so far, and only what it
found comes back. It is made only on Linux, where a fork is cheap and safe as
long as there is one thread, and only for so many notes that it pays. Whatever
goes wrong with it, the notes are judged here instead.
"""

from __future__ import annotations

import os
import signal
import sys
from marshal import dumps, loads
from typing import TYPE_CHECKING, Any, NamedTuple

from vaultsync.bystanders import Linked, linked
from vaultsync.obsidian.note import Note
from vaultsync.obsidian.parallel import processors
from vaultsync.plain import diagnostic_of, plain
from vaultsync.rules.for_notes import judge_note
from vaultsync.rules.suppress import may_ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.rules.rule import View

WORTH_A_FORK = 1500
"""Fewer notes are judged in about the time that a fork costs both processes."""


class Judged(NamedTuple):
    """What notes and canvases were found to be, and which notes ask to leave something unsaid."""

    found: dict[str, tuple[Diagnostic, ...]]
    asking: set[str]


class All(NamedTuple):
    """All that is found without asking what the vault states.

    `alone` is what `judge_alone` says of the vault as a whole.
    """

    judged: Judged
    alone: tuple[Diagnostic, ...]
    links: Linked


def judged(paths: Iterable[str], view: View) -> Judged:
    """Judge notes and canvases, here and now; what cannot be read is left out."""
    found: dict[str, tuple[Diagnostic, ...]] = {}
    asking: set[str] = set()
    for path in paths:
        source = view.vault.source(path)
        if source is not None:
            found[path] = judge_note(source, view)
            if isinstance(source, Note) and may_ask(source):
                asking.add(path)
    return Judged(found, asking)


class Aside:
    """The judging of notes and links in a process of its own."""

    def __init__(self, process: int, pipe: int) -> None:
        self._process = process
        self._pipe = pipe

    def result(self) -> All | None:
        """Wait for what the process found; None if it came to nothing."""
        with open(self._pipe, "rb", closefd=False) as told:
            data = told.read()
        if not self._waited() or not data:
            return None
        found, asking, alone, links = loads(data)  # noqa: S302 - from our own process
        named = {path: tuple(map(diagnostic_of, each)) for path, each in found}
        shared, shown, parts, sources = links
        return All(
            Judged(named, set(asking)),
            tuple(map(diagnostic_of, alone)),
            Linked(frozenset(shared), frozenset(shown), parts, sources),
        )

    def end(self) -> None:
        """End the process if it still runs: nobody wants to know any more."""
        if self._process >= 0:
            os.kill(self._process, signal.SIGKILL)
            self._waited()

    def _waited(self) -> bool:
        """Wait for the end of the process; return whether it did all it was asked for."""
        os.close(self._pipe)
        process, self._process = self._process, -1
        return os.waitpid(process, 0)[1] == 0


def pays(count: int) -> bool:
    """Return whether so many notes are judged sooner, and safely, in a process of their own."""
    if count < WORTH_A_FORK or sys.platform != "linux" or processors() < 2:
        return False
    import threading

    return threading.active_count() == 1  # a lock that another thread holds would stay held


def judged_aside(paths: Sequence[str], view: View) -> Aside | None:
    """Begin to judge notes and canvases in a process of its own; None where none can be made."""
    pipe, tell = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(pipe)
        os.close(tell)
        return None
    if process:
        os.close(tell)
        return Aside(process, pipe)
    code = 1
    try:
        from vaultsync.rules.for_vaults import judge_alone

        os.close(pipe)
        found, asking = judged(paths, view)
        said: list[Any] = [(path, tuple(map(plain, each))) for path, each in found.items()]
        alone = tuple(map(plain, judge_alone(view)))
        shared, shown, parts, sources = linked(view.vault)
        links = (tuple(shared), tuple(shown), dict(parts), dict(sources))
        if view.vault.is_passing:  # what failed is tried once more, where it is remembered
            os._exit(1)
        with open(tell, "wb") as told:  # noqa: PTH123 - a pipe
            told.write(dumps((said, tuple(asking), alone, links)))
        code = 0
    finally:
        os._exit(code)  # nothing of what the process has, such as open files, is to be tidied up
