"""Scanning many notes with more than one processor.

On Linux forks of this process take their share of the notes (`forks`); on
every other system helpers do (`obsidian.helpers`). What either gives back
stands by path, with the digest of the bytes that it was found in, so nothing
depends on who scanned a note, nor on whether others can be asked at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsync import forks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vaultsync.obsidian.cache import Scanned

WORTH_A_FORK = 400
"""Fewer notes are scanned in about the time that a fork costs."""

WORTH_HELPERS = 1500
"""Fewer notes are scanned in the time that a helper takes to start."""


def worth_it(count: int) -> bool:
    """Return whether so many notes may be scanned sooner with the help of others."""
    return count >= WORTH_A_FORK and forks.processors() > 1


def scanned(
    base: str,
    paths: Sequence[str],
    here: Callable[[Sequence[str]], None],
    tell: Callable[[int], None] = lambda done: None,
    alone: bool = False,
) -> Scanned:
    """Scan notes, some of them `here` and the others elsewhere; return what others found.

    `base` is the vault's folder, with a separator at its end; `here` is called
    with the paths of those notes that this process is to scan, several times,
    and `tell` with the number of notes that were begun so far, by whomever.
    `alone` says to ask nobody else.
    """
    count = 0 if alone else forks.possible()
    if alone or (count and worth_it(len(paths))):
        return _scanned_in_forks(count, base, paths, here, tell)
    from vaultsync.obsidian.helpers import scanned_with

    count = min(forks.processors() - 1, forks.MOST) if len(paths) >= WORTH_HELPERS else 0
    return scanned_with(count, base, paths, here, tell)


def _scanned_in_forks(
    count: int,
    base: str,
    paths: Sequence[str],
    here: Callable[[Sequence[str]], None],
    tell: Callable[[int], None],
) -> Scanned:
    from vaultsync.obsidian.cache import scanned_in  # forks have it too, then

    shares = forks.Shares(paths)

    def work(go_on: Callable[[], None]) -> Scanned:
        found: Scanned = {}
        for some in shares:
            go_on()
            found |= scanned_in(base, some)
        return found

    started = [fork for _ in range(count) if (fork := forks.forked(work))]
    found: Scanned = {}
    try:
        for some in shares:
            here(some)
            tell(shares.begun)
        for fork in started:
            found |= fork.result() or {}
    finally:
        for fork in started:
            fork.end()
        shares.close()
    return found
