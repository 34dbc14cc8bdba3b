"""Walking over a large vault that was walked over before, with a fork of this process.

This process goes over all folders, but looks only at the first files that it finds. A fork looks
at those that came after them before: where no name is another, they are the same. It is worth
that only where there are thousands of files.
"""

from __future__ import annotations

import os
from stat import S_ISREG

from vaultsync.disk.walk import UNLISTED, WIDTH, Table, go_on, walk
from vaultsync.processes import forks

TYPE_CHECKING = False  # typing's own would cost more than all of this
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vaultsync.disk.walk import Pressed

_OWN = 0.4
"""The part of the files that this process looks at: it alone lists the folders."""
_AT_ONCE = 1024  # files: after these a fork sees whether anybody waits for it
_NO_FILE = (-2, 0, 0, 0)


def walk_again(base: str, before: Pressed, links: list[str]) -> Table:
    """Return what `walk` would find below `base`, each symlink added to `links`.

    `before` is what it found once.
    """
    paths = before[0].split("\0")[:-1]
    start = int(len(paths) * _OWN)
    theirs = paths[start:]
    fork = None
    if forks.possible():
        fork = forks.forked(lambda parent: _looked_at(base, theirs, parent))
    found = Table([], [])
    if fork is None:
        walk(base, "", found, links)
        return found
    try:
        go_on(base, [""], found, links, spared=start)
        told: list[int] | None = fork.result()
    except BaseException:
        fork.end()
        raise
    if not told or not _completed(base, found, start, theirs, told):
        found, links[:] = Table([], []), []
        walk(base, "", found, links)
    return found


def _looked_at(base: str, paths: Sequence[str], parent: forks.Parent) -> Iterator[list[int]]:
    """Yield the numbers of some files."""
    numbers: list[int] = []
    for row, path in enumerate(paths):
        if row % _AT_ONCE == 0:
            parent.is_needed()
        numbers += _numbers_of(base + path)
    yield numbers


def _numbers_of(path: str) -> Sequence[int]:
    try:
        at = os.lstat(path)
    except OSError:
        return _NO_FILE
    if not S_ISREG(at.st_mode):
        return _NO_FILE
    return at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino


def _completed(base: str, found: Table, start: int, paths: list[str], told: list[int]) -> bool:
    """Give the files that were spared the numbers that were told of these, or look at them.

    Return whether all of them are files.
    """
    if found.paths[start:] == paths and _NO_FILE[0] not in told[::WIDTH]:
        found.numbers[start * WIDTH :] = told
        return True
    rows = {path: row * WIDTH for row, path in enumerate(paths)}
    for row in range(start, len(found)):
        at = row * WIDTH
        if found.numbers[at] == UNLISTED:
            continue
        known = rows.get(found.paths[row])
        numbers: Sequence[int] = _NO_FILE if known is None else told[known : known + WIDTH]
        if numbers[0] == _NO_FILE[0]:
            numbers = _numbers_of(base + found.paths[row])
        if numbers[0] == _NO_FILE[0]:
            return False
        found.numbers[at : at + WIDTH] = numbers
    return True
