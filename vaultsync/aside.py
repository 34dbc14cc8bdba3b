"""Judging notes and links, with forks of this process where that is sooner.

While this process looks for what is stated, a fork begins to judge single
notes; then both go on until all are judged. Whatever goes wrong with a fork,
its notes are judged here instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vaultsync import forks
from vaultsync.bystanders import Linked, linked
from vaultsync.obsidian.note import Note
from vaultsync.plain import diagnostic_of, plain
from vaultsync.rules.for_notes import judge_note
from vaultsync.rules.suppress import may_ask
from vaultsync.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.rules.rule import View

WORTH_A_FORK = 400
"""Fewer notes are judged in about the time that a fork costs both processes."""


class Judged(NamedTuple):
    """What notes and canvases were found to be, and which notes ask to leave something unsaid."""

    found: dict[str, tuple[Diagnostic, ...]]
    asking: set[str]


class Apart(NamedTuple):
    """What a fork found of the vault as a whole, whatever it states (`judge_alone`)."""

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
            if isinstance(source, Note):
                if may_ask(source):
                    asking.add(path)
                source.slim()  # there may be very many
    return Judged(found, asking)


class Aside:
    """The judging of notes and links that forks have begun."""

    def __init__(self, shares: forks.Shares, started: Sequence[forks.Fork]) -> None:
        self.shares = shares
        """What is still to be judged; this process is to take part."""
        self._started = started

    def result(self) -> tuple[Judged, Apart | None]:
        """Wait for what the forks found; the notes of one that came to nothing are not in it."""
        found: dict[str, tuple[Diagnostic, ...]] = {}
        asking: set[str] = set()
        apart = None
        for fork in self._started:
            told = fork.result()
            if told is None:
                continue
            said, asked, whole = told
            found |= {path: tuple(map(diagnostic_of, each)) for path, each in said}
            asking |= asked
            if whole is not None:
                alone, (shared, shown, parts, sources) = whole
                links = Linked(frozenset(shared), frozenset(shown), parts, sources)
                apart = Apart(tuple(map(diagnostic_of, alone)), links)
        return Judged(found, asking), apart

    def end(self) -> None:
        """End the forks that still run: nobody wants to know any more."""
        for fork in self._started:
            fork.end()
        self.shares.close()


def judged_aside(paths: Sequence[str], view: View) -> Aside | None:
    """Begin to judge notes and canvases in forks; None where that does not pay or cannot be.

    When there is nothing left, the first of them judges the links of the whole vault.
    """
    count = forks.possible() if len(paths) >= WORTH_A_FORK else 0
    if not count:
        return None
    shares = forks.Shares(paths)
    works: list[Callable[[Callable[[], None]], Any]] = [
        lambda go_on: _judge(shares, view, go_on, _apart)
    ]
    works += [lambda go_on: _judge(shares, view, go_on)] * (count - 1)
    started = [fork for work in works if (fork := forks.forked(work))]
    if not started:
        shares.close()
        return None
    return Aside(shares, started)


def _judge(
    shares: forks.Shares,
    view: View,
    go_on: Callable[[], None],
    then: Callable[[View], object] = lambda view: None,
) -> object:
    """Judge in a fork what nobody else takes, then something else.

    None if something may be found at the next look.
    """
    said: list[Any] = []
    asking: set[str] = set()
    for some in shares:
        go_on()
        found, asked = judged(some, view)
        said += [(path, tuple(map(plain, each))) for path, each in found.items()]
        asking |= asked
    apart = then(view)
    # What failed is tried once more, where it is remembered.
    return None if view.vault.is_passing else (said, asking, apart)


def _apart(view: View) -> object:
    from vaultsync.rules.for_vaults import judge_alone

    alone = tuple(map(plain, judge_alone(view)))
    for path in view.vault.canvas_paths:  # nothing else here asks where their links lead
        view.vault.uses(path)
    shared, shown, parts, sources = linked(view.vault)
    return alone, (tuple(shared), tuple(shown), dict(parts), dict(sources))
