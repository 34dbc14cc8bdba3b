"""Looking at files: the one walk over a vault, and how far what it saw may be trusted.

Whoever asks whether something changed does nothing else, so this module
imports next to nothing, and keeps numbers in one flat list: there are many.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # typing's own would cost more than all of this
if TYPE_CHECKING:
    from typing import Any

# What a walk tells of each file, one after the other in one list:
# path below the base, size, mtime_ns, ctime_ns, inode.
WIDTH = 5

# In the place of a size: this is a folder, its path ends in `/`, and what is in it is not known.
UNLISTED = -1

_made: list[tuple[str, list[str | int], list[str]]] = []
_earlier: list[tuple[object, list[str | int]]] = []

_TICK = 20_000_000  # a clock's hand moves every 1-16 ms, and file systems read the hand
_FEW = 5  # they are looked for one by one sooner than all are numbered
_COARSE = 2_020_000_000  # FAT counts in two seconds, others in one


def walk(base: str, folder: str, found: list[str | int], links: list[str]) -> None:
    """Add the state of every file below `base + folder` to `found`, each symlink to `links`.

    `base` ends in a separator, `folder` in `/` or is empty. What Obsidian hides
    is left out (help, "Hidden files and folders": a name that starts with a
    dot), but for the placeholder `.Name.icloud` of a file that lies in the
    cloud only. A folder that is there and cannot be listed, or whose files cannot
    be looked at, is added itself, with `UNLISTED` in the place of its size: `""` is
    then `/`.
    """
    folders = [folder]
    while folders:
        folder = folders.pop()
        try:
            entries = os.scandir(base + folder)
        except OSError as error:
            if not _is_nothing(error):
                found += (folder or "/", UNLISTED, 0, 0, 0)
            continue
        whole = True
        try:
            with entries:
                for entry in entries:
                    name = entry.name
                    if name[0] == "." and not (name.endswith(".icloud") and len(name) > 8):
                        continue
                    try:
                        if entry.is_file(follow_symlinks=False):
                            at = entry.stat(follow_symlinks=False)
                            found += (
                                folder + name,
                                at.st_size,
                                at.st_mtime_ns,
                                at.st_ctime_ns,
                                at.st_ino,
                            )
                        elif entry.is_symlink():
                            links.append(folder + name)
                        elif entry.is_dir(follow_symlinks=False) and name[0] != ".":
                            folders.append(folder + name + "/")
                    except OSError as error:
                        # Else it vanished between the listing and the stat.
                        whole = whole and _is_nothing(error)
        except OSError:  # the disk fails in the middle of the listing
            whole = False
        if not whole:
            found += (folder or "/", UNLISTED, 0, 0, 0)


def _is_nothing(error: OSError) -> bool:
    """Return whether what was looked at is not there, or no folder: nothing can lie in it."""
    import errno  # mostly nothing fails

    return error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)


def hand_on(
    base: str, found: list[str | int], links: list[str], run: object, before: list[str | int]
) -> None:
    """Leave a walk over all of `base` to whoever is the next to need one.

    `before` is what the walk found in an earlier `run`.
    """
    _made[:] = [(base, found, links)]
    _earlier[:] = [(run, before)]


def handed_on(base: str) -> tuple[list[str | int], list[str]] | None:
    """Return, once, the walk over all of `base` that this process just made; None without one."""
    made = _made.pop() if _made else None
    return made[1:] if made and made[0] == base else None


def found_by(run: object) -> list[str | int]:
    """Return what the walk found in an earlier run, if that is the one that is known of."""
    return next((before for known, before in _earlier if known == run), [])


def is_settled(time_ns: int, before_ns: int) -> bool:
    """Return whether a file of this time would have another, had it changed after `before_ns`.

    A second change within one tick of the clock leaves the time as it is: such
    a file is "racily clean" (git, Documentation/technical/racy-git.txt). Times
    of whole seconds come from file systems that know nothing finer.
    """
    return time_ns < before_ns - (_TICK if time_ns % 1_000_000_000 else _COARSE)


def unsettled(table: list[Any], before_ns: int) -> list[int]:
    """Return which files of a table, by number, may change without another time."""
    limit = before_ns - _COARSE
    young: set[int] = set()  # few of very many
    for times in (table[2::WIDTH], table[3::WIDTH]):
        late = [time for time in times if time >= limit]
        if len(late) < _FEW:
            young.update([row for time in {*late} for row in _rows_of(time, times)])
        else:
            young.update([row for row, time in enumerate(times) if time >= limit])
    return [
        row
        for row in sorted(young)
        if not all(is_settled(time, before_ns) for time in table[row * WIDTH + 2 : row * WIDTH + 4])
    ]


def _rows_of(time: int, times: list[int]) -> list[int]:
    """Return where a time stands in a list."""
    rows = [times.index(time)]
    for _ in range(times.count(time) - 1):
        rows.append(times.index(time, rows[-1] + 1))
    return rows
