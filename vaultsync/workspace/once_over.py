"""Going once over the notes of a vault: each is read, judged and let go.

So a large vault needs no more memory than what is said of its notes, and
processes can share the work without telling each other whole notes. What a note
is by itself is judged while it is at hand; where its links lead is known only
when all notes were gone over (`doubted`). Notes that are looked at again
afterwards are read again: those with a faulty link, and those that may state an action.
"""

from __future__ import annotations

from itertools import chain

from vaultsync.lean.typed import TYPE_CHECKING, Any, NamedTuple
from vaultsync.obsidian import letting_go
from vaultsync.obsidian.leads.gist import Gist
from vaultsync.obsidian.leads.mentions import Mentions, names_said
from vaultsync.obsidian.leads.uses import links_of
from vaultsync.obsidian.note import scan_notes
from vaultsync.processes import forks
from vaultsync.processes.shares import shared
from vaultsync.rules.faults import fault_code
from vaultsync.rules.for_notes import judged_alone, waiting_for_links
from vaultsync.rules.suppress import may_ask
from vaultsync.workspace.plain import diagnostic_of, plain
from vaultsync.workspace.telling import askers_of, may_tell, seeks_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.leads.mentions import Names
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.vault import Vault
    from vaultsync.rules.rule import View
    from vaultsync.workspace.telling import Asker


# What is looked at together is to be at hand all along, and no more of it in memory.
_TOGETHER = 64  # notes
_MOST_TOGETHER = 1 << 18  # characters

# Notes: the texts of fewer are read once more in no time, those of more not held in memory.
_WORTH_LAYING, _TOO_MANY = 1000, 20_000


class GoneOver(NamedTuple):
    """What came of it.

    `found` is what is wrong with each note, whatever its links lead to. `asking` are
    the notes that ask to leave something unsaid, `telling` those that may state an action
    or hold a value, `waiting` those that must be judged whole, once all is known.
    `mentions` are the names that their links say. `fork` is the one that goes on, if any.
    """

    found: dict[str, tuple[Diagnostic, ...]]
    asking: set[str]
    telling: set[str]
    waiting: set[str]
    mentions: Mentions
    fork: forks.Fork | None = None


def gone_over(
    view: View,
    tell: Callable[[str, int, int], None],
    meanwhile: Callable[[], None] = lambda: None,
    then: Callable[[GoneOver], Iterable[Any]] | None = None,
) -> GoneOver:
    """Go over all notes of a vault, with forks of this process where that is sooner.

    The vault then has the gist of each. `tell` is told how many were begun, of how many.
    `meanwhile` is done here while forks go on: all end together, so it costs a part of its
    time. It is left out where they leave nothing to be done here. `then` is what one of
    the forks goes on with.
    """
    vault = view.vault
    paths = vault.note_paths
    count = forks.possible()
    if count:
        letting_go.prepare(vault)
    else:
        vault.sources.scan_all(paths, tell)
    askers = askers_of(view)
    if _WORTH_LAYING <= len(paths) < _TOO_MANY and seeks_texts(view):
        vault.searched.lay_down_texts()

    def looked_at(some: Sequence[str]) -> list[Any]:
        notes = (vault.sources.note(path, to_let_go=True) for path in some)
        lots = _in_lots(filter(None, notes))
        return [_looked_at(lot, view, askers) for lot in lots]

    left = [meanwhile]

    def told(begun: int) -> None:
        tell("notes read", begun, len(paths))
        if left:
            left.pop()()

    def go_on(parts: Iterable[list[Any]]) -> Iterable[Any]:
        return then(_gathered(parts, looked_at, vault)) if then else ()

    going_on: list[forks.Fork] = []

    def parts() -> Iterator[list[Any]]:
        fork = yield from shared(count, paths, looked_at, told, go_on if then else None)
        going_on.extend([fork] if fork else [])

    try:
        gone = _gathered(parts(), looked_at, vault)
    except BaseException:
        for fork in going_on:
            fork.end()
        raise
    return gone._replace(fork=next(iter(going_on), None))


def _gathered(
    parts: Iterable[list[Any]], looked_at: Callable[[Sequence[str]], list[Any]], vault: Vault
) -> GoneOver:
    """Return what came of all parts; the vault takes over what was found in notes."""
    found_in: dict[str, tuple[Diagnostic, ...]] = {}
    asking, telling, waiting = set[str](), set[str](), set[str]()
    said: list[Names] = []

    def all_parts() -> Iterator[list[Any]]:
        yield from parts
        # What others could not read is tried here, where it is remembered that it cannot be.
        yield looked_at([path for path in vault.note_paths if path not in found_in])

    for lot in chain.from_iterable(all_parts()):
        some, gists, blobs, laid, found, these, asks, tells, waits = lot
        letting_go.take(some, list(map(Gist._make, gists)), blobs, laid, vault)
        found_in.update(dict.fromkeys(some, ()))
        for path, those in found.items():
            found_in[path] = tuple(map(diagnostic_of, those))
        said.append(these)
        asking.update(asks)
        telling.update(tells)
        waiting.update(waits)
    return GoneOver(found_in, asking, telling, waiting, Mentions.of(found_in, said))


def _in_lots(notes: Iterable[Note]) -> Iterator[list[Note]]:
    """Yield notes in lots, of which each is looked at together; a long note ends its lot."""
    lot: list[Note] = []
    size = 0
    for note in notes:
        lot.append(note)
        size += len(note.text)
        if len(lot) == _TOGETHER or size >= _MOST_TOGETHER:
            yield lot
            lot, size = [], 0
    if lot:
        yield lot


def _looked_at(notes: Sequence[Note], view: View, askers: Sequence[Asker]) -> tuple[Any, ...]:
    """Return of some notes all that is asked of every note, plain as forks tell it.

    That is their paths, gists and what else `take` is told; what is wrong with those of them
    that something is wrong with; the names that their links say; and the paths of those that
    `GoneOver` names. One thing is asked of all of them before the next: a processor does again
    what it has just done in less time.
    """
    scan_notes(notes)
    links = list(map(links_of, notes))
    gists, blobs, laid = letting_go.let_go(notes, links, view.vault)
    found = judged_alone(notes, view)
    return (
        [note.path for note in notes],
        gists,
        blobs,
        laid,
        {path: tuple(map(plain, those)) for path, those in found.items()},
        names_said(links),
        [note.path for note in notes if may_ask(note)],
        [note.path for each in askers for note in may_tell(notes, each)],
        [note.path for note in waiting_for_links(notes, links, view)],
    )


def doubted(gone: GoneOver, view: View) -> Iterator[str]:
    """Yield the notes that were gone over of which something is to be said, or may be, sorted.

    Something was found in them, or is wrong with one of their links, or they wait for what these
    lead to.
    """
    vault = view.vault
    paths = [path for path in vault.note_paths if path in gone.found]
    for at in range(0, len(paths), _TOGETHER):  # one step for many of them, as above
        some = paths[at : at + _TOGETHER]
        noted = vault.leads.noted(some)
        for path in some:
            if (
                gone.found[path]
                or path in gone.waiting
                or any(fault_code(use, view) for use in noted.get(path, ()))
            ):
                yield path
