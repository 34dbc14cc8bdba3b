"""Looking at files: the one walk over a vault, and how far what it saw may be trusted.

Whoever asks whether something changed does nothing else, so this module
imports next to nothing, and keeps numbers in one flat list: there are many.
"""

from __future__ import annotations

import os
from marshal import dumps, loads

TYPE_CHECKING = False  # typing's own would cost more than all of this
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    Pressed: TypeAlias = tuple[str, list[bytes]]

# What a walk tells of each file beside its path below the base, one number after the other:
# size, mtime_ns, ctime_ns, inode.
WIDTH = 4

# In the place of a size: this is a folder, its path ends in `/`, and what is in it is not known.
UNLISTED = -1

_made: list[tuple[str, Table, list[str]]] = []
_earlier: list[tuple[object, Pressed]] = []

_TICK = 20_000_000  # a clock's hand moves every 1-16 ms, and file systems read the hand
_FEW = 5  # they are looked for one by one sooner than all are numbered
_COARSE = 2_020_000_000  # FAT counts in two seconds, others in one
_TOGETHER = 1024  # files: their numbers are one piece of bytes


class Table:
    """The states of files: their paths, and `WIDTH` numbers for each in one list.

    `fresh` are the files, by number, that may have changed since an answer was kept; all
    others are settled (`is_settled`). None if that may be any.
    """

    __slots__ = ("_pressed", "fresh", "numbers", "paths")

    def __init__(self, paths: list[str], numbers: list[int]) -> None:
        self.paths = paths
        self.numbers = numbers
        self.fresh: list[int] | None = None
        self._pressed: Pressed | None = None

    def __len__(self) -> int:
        return len(self.paths)

    def state(self, row: int) -> list[int]:
        """Return the numbers of a file."""
        return self.numbers[row * WIDTH : (row + 1) * WIDTH]

    @property
    def pressed(self) -> Pressed:
        """Return all of it as one text and a few bytes, which are compared at once.

        They are equal where tables are. No path holds a NUL.
        """
        if self._pressed is None:
            numbers, step = self.numbers, _TOGETHER * WIDTH
            # Version 2 writes equal things as equal bytes.
            pieces = [dumps(numbers[at : at + step], 2) for at in range(0, len(numbers), step)]
            self._pressed = ("\0".join([*self.paths, ""]), pieces)
        return self._pressed


def differing(table: Table, before: Pressed) -> list[int] | None:
    """Return which files of a table, by number, are others than before; None for other names."""
    text, pieces = table.pressed
    if before[0] != text or len(before[1]) != len(pieces):
        return None
    rows: list[int] = []
    for at, (piece, was) in enumerate(zip(pieces, before[1], strict=True)):
        if piece != was:
            start, then = at * _TOGETHER * WIDTH, loads(was)  # noqa: S302 - ours, and whole
            now = table.numbers[start : start + len(then)]
            rows += [
                (start + cell) // WIDTH
                for cell in range(0, len(then), WIDTH)
                if then[cell : cell + WIDTH] != now[cell : cell + WIDTH]
            ]
    return rows


def amended(pressed: Pressed, states: dict[int, list[int]]) -> Pressed:
    """Return a table with other states of some files, by their number."""
    text, pieces = pressed[0], [*pressed[1]]
    opened: dict[int, list[int]] = {}
    for row, state in states.items():
        at, start = row // _TOGETHER, row % _TOGETHER * WIDTH
        if at not in opened:
            opened[at] = loads(pieces[at])  # noqa: S302 - ours, and whole
        opened[at][start : start + WIDTH] = state
    for at, numbers in opened.items():
        pieces[at] = dumps(numbers, 2)
    return text, pieces


def walk(base: str, folder: str, found: Table, links: list[str]) -> None:
    """Add the state of every file below `base + folder` to `found`, each symlink to `links`.

    `base` ends in a separator, `folder` in `/` or is empty. What Obsidian hides
    is left out (help, "Hidden files and folders": a name that starts with a
    dot), but for the placeholder `.Name.icloud` of a file that lies in the
    cloud only. A folder that is there and cannot be listed, or whose files cannot
    be looked at, is added itself, with `UNLISTED` in the place of its size: `""` is
    then `/`.
    """
    go_on(base, [folder], found, links)


def go_on(
    base: str,
    folders: list[str],
    found: Table,
    links: list[str],
    most: int | None = None,
    spared: int | None = None,
) -> None:
    """Walk as `walk` does below these folders, and leave those that were not looked at.

    That is none, unless there are `most` files or more in the others. The files from number
    `spared` on are not looked at: others tell their states.
    """
    paths, numbers = found.paths, found.numbers
    found.fresh = found._pressed = None
    while folders and (most is None or len(paths) < most):
        folder = folders.pop()
        try:
            entries = os.scandir(base + folder)
        except OSError as error:
            if not _is_nothing(error):
                paths.append(folder or "/")
                numbers += (UNLISTED, 0, 0, 0)
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
                            if spared is not None and len(paths) >= spared:
                                numbers += (0, 0, 0, 0)
                                paths.append(folder + name)
                                continue
                            at = entry.stat(follow_symlinks=False)
                            numbers += (at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino)
                            paths.append(folder + name)
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
            paths.append(folder or "/")
            numbers += (UNLISTED, 0, 0, 0)


def _is_nothing(error: OSError) -> bool:
    """Return whether what was looked at is not there, or no folder: nothing can lie in it."""
    import errno  # mostly nothing fails

    return error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)


def hand_on(base: str, found: Table, links: list[str], run: object, before: Pressed) -> None:
    """Leave a walk over all of `base` to whoever is the next to need one.

    `before` is what the walk found in an earlier `run`, the answer of which was kept:
    all of it was settled.
    """
    found.fresh = differing(found, before)
    _made[:] = [(base, found, links)]
    _earlier[:] = [(run, before)]


def forget_walk() -> None:
    """Leave nothing: what was left here by an earlier command is too old."""
    _made.clear()
    _earlier.clear()


def handed_on(base: str) -> tuple[Table, list[str]] | None:
    """Return, once, the walk over all of `base` that this process just made; None without one."""
    made = _made.pop() if _made else None
    return made[1:] if made and made[0] == base else None


def is_handed_on(base: str) -> bool:
    """Return whether there is a walk over all of `base` that `handed_on` would return."""
    return bool(_made) and _made[-1][0] == base


def found_by(run: object) -> Pressed | None:
    """Return what the walk found in an earlier run, if that is the one that is known of.

    What is different from it is `fresh` in the walk that this process just made.
    """
    return next((before for known, before in _earlier if known == run), None)


def is_settled(time_ns: int, before_ns: int) -> bool:
    """Return whether a file of this time would have another, had it changed after `before_ns`.

    A second change within one tick of the clock leaves the time as it is: such
    a file is "racily clean" (git, Documentation/technical/racy-git.txt). Times
    of whole seconds come from file systems that know nothing finer.
    """
    return time_ns < before_ns - (_TICK if time_ns % 1_000_000_000 else _COARSE)


def unsettled(table: Table, before_ns: int) -> list[int]:
    """Return which files of a table, by number, may change without another time."""
    rows: Iterable[int] | None = table.fresh
    if rows is None:
        limit = before_ns - _COARSE
        young: set[int] = set()  # few of very many
        for times in (table.numbers[1::WIDTH], table.numbers[2::WIDTH]):
            late = [time for time in times if time >= limit]
            if len(late) < _FEW:
                young.update([row for time in {*late} for row in _rows_of(time, times)])
            else:
                young.update([row for row, time in enumerate(times) if time >= limit])
        rows = sorted(young)
    return [
        row
        for row in rows
        if not all(is_settled(time, before_ns) for time in table.state(row)[1:3])
    ]


def _rows_of(time: int, times: list[int]) -> list[int]:
    """Return where a time stands in a list."""
    rows = [times.index(time)]
    for _ in range(times.count(time) - 1):
        rows.append(times.index(time, rows[-1] + 1))
    return rows
