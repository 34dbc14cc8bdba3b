"""Judging notes, and the links of a whole vault, in a fork of this process where that is sooner.

While this process looks for what is stated, a fork looks where all links lead.
Whatever goes wrong with it, that is done here instead.
"""

from __future__ import annotations

from vaultsync import forks
from vaultsync.bystanders import Linked, linked
from vaultsync.errors import ignoring
from vaultsync.obsidian.anchored import Anchored
from vaultsync.obsidian.note import Note
from vaultsync.plain import diagnostic_of, plain
from vaultsync.rules.for_notes import judge_note
from vaultsync.rules.suppress import may_ask
from vaultsync.typed import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.vault import Vault
    from vaultsync.once_over import GoneOver
    from vaultsync.rules.rule import View


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
    from vaultsync.once_over import doubted
    from vaultsync.rules.for_vaults import judge_linked

    vault = view.vault
    found = judged((*doubted(gone, view), *vault.canvas_paths), view)
    vault.know_counting()
    vault.resolver.forget_advice()  # it takes more memory than all that follows
    return Links(found, judge_linked(view), linked(vault))


class Aside:
    """The judging of links that a fork has begun.

    With `keeping`, the fork also keeps what was found in notes, if it is done first.
    """

    def __init__(self, fork: forks.Fork, vault: Vault, keeping: forks.Once | None) -> None:
        self._fork = fork
        self._vault, self._cache = vault, vault.cache
        self._keeping = keeping
        self._told: Any = None

    def keep(self) -> None:
        """Keep what was found in notes for the next run, unless the fork has begun to."""
        if self._cache is not None and self._keeping and not self._keeping.begin():
            if not self._cache.learned:
                self._cache.leave()
                return
            self._wait()  # what it writes knows less
        self._vault.keep()

    def _wait(self) -> Any:
        if self._told is None:
            self._told = self._fork.result()
        return self._told

    def result(self) -> Links | None:
        """Wait for what the fork found; None if it came to nothing."""
        told = self._wait()
        if told is None:
            return None
        said, asking, whole, (shared, shown, parts, sources, stems) = told
        found = {path: tuple(map(diagnostic_of, each)) for path, each in said}
        links = Linked(frozenset(shared), shown, parts, Anchored(*sources), frozenset(stems))
        return Links(Judged(found, set(asking)), tuple(map(diagnostic_of, whole)), links)

    def end(self) -> None:
        """End the fork if it still runs: nobody wants to know any more."""
        self._fork.end()
        if self._keeping:
            self._keeping.close()
            if self._cache is not None:  # it may have been ended in the midst of it
                self._cache.tidy(self._fork.number)


def links_aside(gone: GoneOver, view: View, keeps: bool) -> Aside | None:
    """Begin to judge the links in a fork; None where that cannot be.

    With `keeps`, what was found in notes is kept for the next run as well, by whom there is time.
    """
    if not forks.possible():
        return None
    keeping = None
    if keeps:
        with ignoring(OSError):  # no pipe can be had
            keeping = forks.Once()
    fork = forks.forked(lambda go_on: _links(gone, view, keeping))
    if fork is None:
        if keeping:
            keeping.close()
        return None
    return Aside(fork, view.vault, keeping)


def _links(gone: GoneOver, view: View, keeping: forks.Once | None) -> Iterator[Any]:
    """Yield what a fork tells. Nothing if something may be found at the next look."""
    view.vault.hold_on()
    (found, asking), whole, (shared, shown, parts, sources, stems) = judged_links(gone, view)
    # What failed is tried once more, where it is remembered.
    if view.vault.is_passing:
        return
    said = [(path, tuple(map(plain, each))) for path, each in found.items()]
    links = (tuple(shared), dict(shown), dict(parts), tuple(sources), tuple(stems))
    yield said, tuple(asking), tuple(map(plain, whole)), links
    if keeping and keeping.begin():
        view.vault.keep()
