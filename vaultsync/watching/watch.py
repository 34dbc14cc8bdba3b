"""Hints to a workspace: what appeared and what went with every saved note.

A round begins when a hint comes, waits for a short quiet, and judges.
A note that is gone counts as gone only when it stays so for a second, because
sync clients and editors replace files by deleting and making them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.names import hidden
from vaultsync.watching.events import GRACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.watching.events import EventSource, Hints
    from vaultsync.workspace.workspace import Workspace

MANY = 300  # hints above which the whole tree is looked at once


class Round(NamedTuple):
    """What one round of changes did: the notes that changed, and how the answer differs."""

    changed: tuple[str, ...]
    appeared: tuple[Diagnostic, ...]
    went: tuple[Diagnostic, ...]
    diagnostics: tuple[Diagnostic, ...]


class Rounds:
    """Turns batches of events into rounds: what each saved note changed in the answer.

    `reload` is called when the lock, the configuration or a tracker file moved
    and brings the workspace up to date with it, `begin` when there is something
    to look at.
    """

    def __init__(
        self,
        workspace: Workspace,
        events: EventSource,
        reload: Callable[[], None],
        clock: Callable[[], float],
        begin: Callable[[], None] = lambda: None,
    ) -> None:
        self._workspace = workspace
        self._events = events
        self._reload = reload
        self._clock = clock
        self._begin = begin
        self._gone: dict[str, float] = {}
        self.diagnostics = workspace.diagnostics()
        workspace.change(())  # what depends on what is worked out now, not at the first save

    def next(self) -> Round | None:
        """Wait for the next batch; return what it changed, or None if nothing for a while."""
        hints = self._events.next(GRACE / 4 if self._gone else GRACE, self._clock)
        self._begin()
        paths = self._settled(hints)
        moved = hints is not None and hints.outside
        if moved:
            self._reload()
        return self.take(paths, moved) if paths or moved else None

    def take(self, paths: frozenset[str], moved: bool = False) -> Round | None:
        """Look at these paths now; return what that changed, or None if nothing did."""
        changed = self._workspace.change(paths if len(paths) <= MANY else None)
        if not changed and not moved:
            return None
        before, self.diagnostics = self.diagnostics, self._workspace.diagnostics()
        return _round(tuple(sorted(changed)), before, self.diagnostics)

    def _settled(self, hints: Hints | None) -> frozenset[str]:
        """Return the paths to look at now: those that are there, and those gone for good."""
        now, vault = self._clock(), self._workspace.vault
        paths = set(hints.renamed) if hints else set()
        for path in self._hinted(hints) - paths if hints else ():
            if vault.files.stat(path) is None and _is_known(path, vault.paths):
                self._gone.setdefault(path, now + GRACE)
            else:
                self._gone.pop(path, None)
                paths.add(path)
        overdue = {path for path, due in self._gone.items() if due <= now}
        for path in overdue:
            del self._gone[path]
        return frozenset(paths | overdue)

    def _hinted(self, hints: Hints) -> set[str]:
        """Return the files that are hinted at, and for each folder what is different in it."""
        vault = self._workspace.vault
        files = set(vault.differing()) if hints.whole else set[str]()
        for path in hints.paths:
            if hidden(path) or vault.files.stat(path) or _is_known(path, vault.paths):
                files.add(path)
            elif not hints.whole:
                files |= vault.differing(path)
        return files


def _is_known(path: str, paths: tuple[str, ...]) -> bool:
    at = bisect_left(paths, path)
    return at < len(paths) and paths[at] == path


def _round(
    changed: tuple[str, ...], before: tuple[Diagnostic, ...], after: tuple[Diagnostic, ...]
) -> Round:
    """Return how two answers differ; a finding that only moved within its note is no news."""
    return Round(changed, _only(after, before), _only(before, after), after)


def _only(these: tuple[Diagnostic, ...], those: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Return the findings that stand more often in `these` than in `those`."""
    left = Counter(map(_identity, those))
    only = []
    for found in these:
        key = _identity(found)
        if left[key]:
            left[key] -= 1
        else:
            only.append(found)
    return tuple(only)


def _identity(found: Diagnostic) -> tuple[str, str, str, str]:
    return (found.place.path, found.code, found.message, found.tracker)
