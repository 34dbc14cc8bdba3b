"""Judging notes, and the links of a whole vault, in a fork of this process where that is sooner.

While this process looks for what is stated, a fork looks where all links lead.
Whatever goes wrong with it, that is done here instead.
"""

from __future__ import annotations

from itertools import islice

from vaultsync.disk.shelved import Shelved, shelves_of
from vaultsync.errors import ignoring
from vaultsync.lean.typed import TYPE_CHECKING, Any, NamedTuple
from vaultsync.obsidian.leads.anchored import Anchored
from vaultsync.processes.shares import Once, Towards
from vaultsync.rules.for_notes import Alone, judged
from vaultsync.workspace.bystanders import Linked, linked
from vaultsync.workspace.folded import FoldedNotes
from vaultsync.workspace.plain import diagnostic_of, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.cache import Cache
    from vaultsync.obsidian.vault import Vault
    from vaultsync.processes import forks
    from vaultsync.report.passages import PlainPassage
    from vaultsync.rules.rule import View
    from vaultsync.workspace.once_over import GoneOver

    Write: TypeAlias = Callable[[Sequence[Diagnostic], Mapping[int, str]], PlainPassage]


_TOGETHER = 16  # notes that are told of at once: few, so that all end at about the same time
_MOST = 2_000  # lots: so many always fit into a pipe, and nobody waits for room in it
_ALL = "all"  # told once there are no more
_WORTH_WRITING = 32
"""Notes: what fewer come to is printed in less time than a fork takes to import what prints it."""


class Links(NamedTuple):
    """What the links of a vault come to.

    `judged` are the canvases, and of the notes that were gone over those in which
    something was found, or may be; `whole` is what was found of the vault as a
    whole (`judge_linked`).
    """

    judged: FoldedNotes
    whole: tuple[Diagnostic, ...]
    links: Linked


def judged_links(gone: GoneOver, view: View, write: Write | None = None) -> Links:
    """Judge the links of a vault whose notes were gone over, here and now.

    `write` makes the passage of a note, where passages are wanted.
    """
    lots = [*_doubted(gone, view)]
    return Links(_all_of(_judged(lots, gone, view, write, at_once=True)), *_of_whole(view))


def _doubted(gone: GoneOver, view: View) -> Iterator[Sequence[str]]:
    """Yield the notes and canvases that are to be judged (`Links.judged`), as they are found."""
    from vaultsync.workspace.once_over import doubted

    vault = view.vault
    notes = doubted(gone, view)
    together = max(_TOGETHER, -(-len(gone.found) // _MOST))
    while some := list(islice(notes, together)):
        yield some
    yield vault.canvas_paths
    vault.leads.noted(vault.canvas_paths)  # what these have links to counts as well
    vault.leads.know_counting()


def _judged(
    lots: Iterable[Sequence[str]],
    gone: GoneOver,
    view: View,
    write: Write | None,
    at_once: bool,
) -> Iterator[FoldedNotes]:
    """Judge lots of notes and canvases, and yield what each came to.

    Where passages are wanted, those of the first few notes are only made `at_once`.
    """
    known = Alone(gone.found, gone.waiting)
    count = _WORTH_WRITING if at_once else 0
    for paths in lots:
        each = judged(paths, view, known)
        passages = {}
        if write and count >= _WORTH_WRITING:
            asking = (gone.asking, each.asking)
            passages = {
                path: write(found, each.quoted.get(path, {}))
                for path, found in each.found.items()
                if found and not any(path in some for some in asking)
            }
        count += len(paths)
        yield FoldedNotes.of(each, passages)
    view.vault.resolver.forget_advice()  # it takes more memory than all that follows


def _all_of(parts: Iterable[FoldedNotes]) -> FoldedNotes:
    whole = FoldedNotes({}, set(), {}, {})
    for each in parts:
        whole.add(each)
    return whole


def _of_whole(view: View) -> tuple[tuple[Diagnostic, ...], Linked]:
    from vaultsync.rules.for_vaults import judge_linked

    return judge_linked(view), linked(view.vault)


class Aside:
    """The judging of links by a fork of this process.

    The fork finds out which notes and canvases are to be judged. It judges them from the last
    towards the first, and this process, once it has time, from the first towards the last, until
    they meet. Both `write` their passages if any are wanted, the fork where there are many. Whoever
    comes to it first keeps what was found in notes for the next run if it `keeps` that: where
    little is stated, that is this process. If the fork `holds` what it has, that takes less time,
    but more memory. Raises `OSError` where there can be no pipes.
    """

    def __init__(self, view: View, keeps: bool, holds: bool, write: Write | None) -> None:
        self._view, self._holds, self._write = view, holds, write
        self._fork: forks.Fork | None = None
        self._cache: Cache | None = None
        self._gone: GoneOver | None = None
        self._unread: list[str] = []
        self._parts: Iterator[Any] = iter(())
        self._judging = Towards()
        try:
            self._keeping = Once() if keeps else None
        except OSError:
            self._judging.close()
            raise

    def links(self, gone: GoneOver) -> Iterator[Any]:
        """Yield what a fork tells: what is to be judged, and what came of what it judged of that.

        The latter is left out if something may be found at the next look. Before all else it
        tells what it could not read.
        """
        vault = self._view.vault
        if self._holds:
            vault.leads.in_fork = True
        yield _unread(gone, vault)
        lots = []
        for paths in _doubted(gone, self._view):
            lots.append(paths)
            self._judging.add()
            yield paths  # so that they can be judged while more are found
        yield _ALL
        if self._holds:
            of_whole = _of_whole(self._view)
            yield from self._backwards(lots, gone)
        else:  # less is held at once
            yield from self._backwards(lots, gone)
            of_whole = _of_whole(self._view)
        # What failed is tried once more, where it is remembered.
        if vault.is_passing:
            return
        whole, (shared, shown, parts, sources, stems) = of_whole
        shelves = shelves_of(sources.data)  # nothing is told anew of what was just found
        links = (tuple(shared), dict(shown), dict(parts), shelves, tuple(stems))
        yield _ALL
        yield tuple(map(plain, whole)), links
        if self._keeping and self._keeping.begin():
            vault.keep()

    def _backwards(self, lots: list[Sequence[str]], gone: GoneOver) -> Iterator[Any]:
        """Judge from the last towards the first what nobody took; yield what each lot came to."""
        taken = (lots.pop() for _ in iter(self._judging.take, False))
        for each in _judged(taken, gone, self._view, self._write, at_once=False):
            yield tuple(each)

    def begin(self, gone: GoneOver) -> bool:
        """Have the fork go on that went over notes, or else a new one; return whether one does."""
        from vaultsync.processes import forks

        fork = gone.fork
        if fork is None and forks.possible():
            fork = forks.forked(lambda parent: self.links(gone))
        if fork is None:
            return False
        self._fork, self._parts, self._cache = fork, fork.results(), self._view.vault.sources.cache
        self._gone, self._unread = gone, _unread(gone, self._view.vault)
        return True

    def keep(self) -> None:
        """Keep what was found in notes for the next run, unless the fork has begun to."""
        if self._cache is not None and self._keeping and not self._keeping.begin():
            if not self._cache.learned:
                self._cache.leave()
                return
            self._parts = iter([*self._parts])  # it is waited for: what it writes knows less
        self._view.vault.keep()

    def result(self, helps: bool = True) -> Links | None:
        """Wait for what the fork found; None if it came to nothing.

        The fork may still keep what was found in notes: `wait` for that. `helps` says that
        notes are judged here as well.
        """
        if self._gone is None or next(self._parts, None) != self._unread:
            return None  # it does not know of the same notes
        lots = iter(self._parts.__next__, _ALL)
        taken = (paths for paths in lots if self._judging.take())
        found = _all_of(
            _judged(taken, self._gone, self._view, self._write, at_once=True) if helps else ()
        )
        for _ in lots:
            pass
        for theirs in iter(self._parts.__next__, _ALL):
            found.add(FoldedNotes._make(theirs))
        told = next(self._parts, None)
        if told is None:
            return None
        whole, (shared, shown, parts, sources, stems) = told
        links = Linked(
            frozenset(shared), shown, parts, Anchored(Shelved(sources)), frozenset(stems)
        )
        return Links(found, tuple(map(diagnostic_of, whole)), links)

    def wait(self) -> None:
        """Wait until the fork has done all that it has to do."""
        try:
            for _ in self._parts:
                pass
        finally:
            self.end()

    def end(self) -> None:
        """End the fork if it still runs: nobody wants to know any more."""
        if self._fork:  # before all else, so that it is not left if this is broken off
            self._fork.end()
        self._judging.close()
        if self._keeping:
            self._keeping.close()
            if self._fork and self._cache:  # it may have been ended in the midst of it
                self._cache.tidy(self._fork.number)


def links_aside(view: View, keeps: bool, holds: bool, write: Write | None) -> Aside | None:
    """Return what judges links aside, yet to begin (`Aside`); None where that cannot be."""
    from vaultsync.processes import forks

    if forks.possible():
        with ignoring(OSError):
            return Aside(view, keeps, holds, write)
    return None


def _unread(gone: GoneOver, vault: Vault) -> list[str]:
    return [path for path in vault.note_paths if path not in gone.found]
