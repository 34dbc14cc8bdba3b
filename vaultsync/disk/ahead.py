"""The walk over a vault of which nothing is known yet, begun before anybody needs it.

While a fork of this process looks at the files of a large vault, this one imports what
the command takes. A small vault is looked at here and now. Whatever goes wrong with the
fork, its part is done here.
"""

from __future__ import annotations

from vaultsync.disk.walk import Table, go_on, is_handed_on
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from vaultsync.processes import forks

    Told: TypeAlias = tuple[list[str], list[int], list[str]]

_FEW = 1_000  # files: they are looked at in the time that a fork takes to be of use
_AT_ONCE = 1_000  # files: after these a fork sees whether anybody waits for it


class _Begun(NamedTuple):
    """A walk that was begun: what was found here, which folders are left, and who looks there."""

    base: str
    found: Table
    links: list[str]
    folders: list[str]
    fork: forks.Fork | None


_begun: list[_Begun] = []


def begin(base: str) -> None:
    """Begin the walk over all of `base`, unless this process just made it (`handed_on`)."""
    end()
    if is_handed_on(base):
        return
    from vaultsync.processes import forks

    found, links, folders = Table([], []), list[str](), [""]
    go_on(base, folders, found, links, _FEW)
    fork = None
    if folders and forks.possible():
        fork = forks.forked(lambda parent: _looked_at(base, [*folders], parent.is_needed))
    _begun.append(_Begun(base, found, links, folders, fork))


def _looked_at(base: str, folders: list[str], is_wanted: Callable[[], None]) -> Iterator[Told]:
    found, links = Table([], []), list[str]()
    while folders:
        is_wanted()
        go_on(base, folders, found, links, len(found) + _AT_ONCE)
    yield found.paths, found.numbers, links


def ended(base: str) -> tuple[Table, list[str]] | None:
    """Return, once, the walk over all of `base` that was begun; None where none was."""
    if not _begun or _begun[0].base != base:
        return None
    _, found, links, folders, fork = _begun.pop()
    told: Told | None = fork.result() if fork else None
    if told is None:
        go_on(base, folders, found, links)
    else:
        found.paths += told[0]
        found.numbers += told[1]
        links += told[2]
    return found, links


def end() -> None:
    """End a walk that nobody wants to know of any more."""
    while _begun:
        if fork := _begun.pop().fork:
            fork.end()
