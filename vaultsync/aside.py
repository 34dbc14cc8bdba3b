"""Judging notes, and the links of a whole vault, in a fork of this process where that is sooner.

While this process looks for what is stated, a fork looks where all links lead.
Whatever goes wrong with it, that is done here instead.
"""

from __future__ import annotations

from itertools import islice

from vaultsync.bystanders import Linked, linked
from vaultsync.errors import ignoring
from vaultsync.obsidian.anchored import Anchored
from vaultsync.obsidian.note import Note
from vaultsync.plain import diagnostic_of, plain
from vaultsync.rules.for_notes import judge_note
from vaultsync.rules.suppress import may_ask
from vaultsync.typed import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vaultsync import forks
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.once_over import GoneOver
    from vaultsync.rules.rule import View


_TOGETHER = 64  # notes that are told of at once
_ALL = "all"  # told once there are no more


class Judged(NamedTuple):
    """What notes and canvases were found to be, and which notes ask to leave something unsaid."""

    found: dict[str, tuple[Diagnostic, ...]]
    asking: set[str]


class Links(NamedTuple):
    """What the links of a vault come to.

    `judged` are the canvases, and of the notes that were gone over those of
    which more is to be said; `whole` is what was found of the vault as a
    whole (`judge_linked`).
    """

    judged: Judged
    whole: tuple[Diagnostic, ...]
    links: Linked


def judged(paths: Iterable[str], view: View) -> Judged:
    """Judge notes and canvases, here and now; what cannot be read is left out."""
    found: dict[str, tuple[Diagnostic, ...]] = {}
    asking: set[str] = set()
    for path in paths:
        source = view.vault.source(path)
        if source is not None:
            found[path] = judge_note(source, view)
            if isinstance(source, Note):
                if may_ask(source):
                    asking.add(path)
                view.vault.release(source)  # there may be very many
    return Judged(found, asking)


def judged_links(gone: GoneOver, view: View) -> Links:
    """Judge the links of a vault whose notes were gone over, here and now."""
    paths = [path for some in _doubted(gone, view) for path in some]
    return Links(_doubted_judged([paths], view), *_of_whole(view))


def _doubted(gone: GoneOver, view: View) -> Iterator[Sequence[str]]:
    """Yield the notes and canvases that are to be judged (`Links.judged`), as they are found."""
    from vaultsync.once_over import doubted

    vault = view.vault
    notes = doubted(gone, view)
    while some := list(islice(notes, _TOGETHER)):
        yield some
    yield vault.canvas_paths
    vault.noted(vault.canvas_paths)  # what these have links to counts as well
    vault.know_counting()


def _doubted_judged(lots: Iterable[Iterable[str]], view: View) -> Judged:
    found = Judged({}, set())
    for paths in lots:
        some = judged(paths, view)
        found.found.update(some.found)
        found.asking.update(some.asking)
    view.vault.resolver.forget_advice()  # it takes more memory than all that follows
    return found


def _of_whole(view: View) -> tuple[tuple[Diagnostic, ...], Linked]:
    from vaultsync.rules.for_vaults import judge_linked

    return judge_linked(view), linked(view.vault)


class Aside:
    """The judging of links that a fork has begun.

    The fork finds out which notes and canvases are to be judged. Whoever comes to it first
    judges them, and keeps what was found in notes for the next run: where little is stated,
    that is this process.
    """

    def __init__(
        self, fork: forks.Fork, view: View, judging: forks.Once, keeping: forks.Once | None
    ) -> None:
        self._fork = fork
        self._parts = fork.results()
        self._view, self._cache = view, view.vault.cache
        self._judging, self._keeping = judging, keeping

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

        `helps` says that notes are judged here if the fork has not begun to.
        """
        mine = helps and self._judging.begin()
        lots = iter(self._parts.__next__, _ALL)
        found = _doubted_judged(lots, self._view) if mine else None
        for _ in lots:
            pass
        told = next(self._parts, None)
        for _ in self._parts:  # until it is over
            pass
        if told is None:
            return None
        said, whole, (shared, shown, parts, sources, stems) = told
        links = Linked(frozenset(shared), shown, parts, Anchored(*sources), frozenset(stems))
        if found is None:
            by_path, asking = said
            found = Judged(
                {path: tuple(map(diagnostic_of, each)) for path, each in by_path}, set(asking)
            )
        return Links(found, tuple(map(diagnostic_of, whole)), links)

    def end(self) -> None:
        """End the fork if it still runs: nobody wants to know any more."""
        self._fork.end()
        self._judging.close()
        if self._keeping:
            self._keeping.close()
            if self._cache is not None:  # it may have been ended in the midst of it
                self._cache.tidy(self._fork.number)


def links_aside(gone: GoneOver, view: View, keeps: bool, holds: bool) -> Aside | None:
    """Begin to judge the links in a fork; None where that cannot be.

    With `keeps`, what was found in notes is kept for the next run as well, by whom there is time.
    With `holds`, the fork lets go of nothing: that takes less time, but more memory.
    """
    from vaultsync import forks

    if not forks.possible():
        return None
    once: list[forks.Once] = []
    with ignoring(OSError):  # no pipe can be had
        once += (forks.Once() for _ in range(1 + keeps))
    if len(once) == 1 + keeps:
        judging, keeping = once[0], once[1] if keeps else None
        fork = forks.forked(lambda go_on: _links(gone, view, judging, keeping, holds))
        if fork is not None:
            return Aside(fork, view, judging, keeping)
    for each in once:
        each.close()
    return None


def _links(
    gone: GoneOver, view: View, judging: forks.Once, keeping: forks.Once | None, holds: bool
) -> Iterator[Any]:
    """Yield what a fork tells: what is to be judged, and what came of it unless another judges.

    The latter is left out if something may be found at the next look.
    """
    if holds:
        view.vault.hold_on()
    lots = []
    for paths in _doubted(gone, view):
        lots.append(paths)
        yield paths  # so that they can be judged while more are found
    yield _ALL
    said: Any = None
    if judging.begin():  # before what comes of all links is there, so that less is held at once
        found, asking = _doubted_judged(lots, view)
        said = [(path, tuple(map(plain, each))) for path, each in found.items()], tuple(asking)
    whole, (shared, shown, parts, sources, stems) = _of_whole(view)
    # What failed is tried once more, where it is remembered.
    if view.vault.is_passing:
        return
    links = (tuple(shared), dict(shown), dict(parts), tuple(sources), tuple(stems))
    yield said, tuple(map(plain, whole)), links
    if keeping and keeping.begin():
        view.vault.keep()
