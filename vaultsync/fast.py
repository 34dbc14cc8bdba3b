"""The answer to a command that was asked before, while nothing changed: printed as it was.

An answer is all that a command printed and its exit code, kept together with
all that it was made from: the raw arguments, the working folder, terminals and
variables; this program and the folders it is imported from; the state of each
file and folder that was looked at, of those that were absent too; and that of
every file of the vault. If all of it is still so, the command would print the
same again, so that is printed. Nothing is parsed, and next to nothing
imported. Whatever is not as expected, down to a damaged file, costs only time:
the command then runs as if there were no such thing.

Of the rest of the program `vaultsync.cli.answers` hands a finished answer to
`vaultsync.keeping`, and `vaultsync.cli.caching` keeps more beside it. Answers lie
in the user's cache folder.
"""

from __future__ import annotations

import os
import sys
import time
from marshal import dumps, loads

from vaultsync import __version__
from vaultsync.disk.walk import Table, amended, forget_walk, hand_on, walk

TYPE_CHECKING = False  # typing's own costs more than all of this
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    Question: TypeAlias = tuple[Any, ...]
    State: TypeAlias = Any  # of plain tuples, strings and numbers, as marshal takes them
    from vaultsync.disk.walk import Pressed

# Commands that read and print, and do nothing else.
REPEATABLE = frozenset({"check", "inspect", "status"})

MAGIC = b"vaultsync answer 4\n"
BINARY = getattr(os, "O_BINARY", 0)
_DAY = 86_400_000_000_000
_WORTH_A_FORK = 6_000  # files: fewer are looked at in less time than two processes take
ASIDE = ".files"
"""What the name of a file ends in that holds the states of files, beside the answer."""
_VARIABLES = frozenset(
    {"COLUMNS", "FORCE_COLOR", "HOME", "LANG", "LANGUAGE", "LINES", "NO_COLOR"}
    | {"SOURCE_DATE_EPOCH", "TERM", "TZ"}
)
_PREFIXES = ("CLICOLOR", "LC_", "PYTHON", "VAULTSYNC", "_VAULTSYNC")

Said = list[tuple[int, bytes]]


class Asked:
    """What this process was asked, if its answer may be kept, and when it was asked."""

    question: Question | None = None
    program: State = None
    time_ns: int = 0
    aside: tuple[State, Pressed, list[int]] | None = None
    """What lies beside an answer that was kept, after the run that left it there.

    Behind it, which of the files were others when that answer was kept.
    """


def replay(arguments: list[str]) -> int | None:
    """Print the kept answer to a command line and return its exit code; None without one."""
    Asked.time_ns, Asked.aside = time.time_ns(), None
    forget_walk()
    if not arguments or arguments[0] not in REPEATABLE or "--no-cache" in arguments:
        return None
    try:
        Asked.question, Asked.program = question(arguments), program()
        answer = _answer(Asked.question, Asked.program)
    except Exception:  # noqa: BLE001 - whatever it is, the command itself will do
        return None
    if answer is None:
        return None
    said, code = answer
    for to, data in said:
        stream = sys.stdout if to == 1 else sys.stderr
        write_all(stream.buffer, data)
    return code


def write_all(buffer: Any, data: bytes) -> None:
    """Write all of some bytes; where nothing is held back (`python -u`), a part goes at a time.

    A part is what a pipe or a disk has room for, and what it took when the process was stopped.
    """
    left = memoryview(data)
    while left:
        taken = buffer.write(left)
        if taken is None:  # it does not wait, and takes nothing now
            from errno import EAGAIN

            raise BlockingIOError(EAGAIN, os.strerror(EAGAIN))
        left = left[taken:]
    buffer.flush()


def run() -> tuple[int, int]:
    """Return what tells this run from any other."""
    return (Asked.time_ns, os.getpid())  # one process begins one run at a time


def question(arguments: list[str]) -> Question:
    """Return all that a command is told, from the outside: arguments, folder, surroundings."""
    terminals = tuple([os.isatty(number) for number in (0, 1, 2)])
    # Tracker files named for one run count as read today.
    dated = any(argument.startswith("--tracker") for argument in arguments)
    return (
        tuple(arguments),
        Asked.time_ns // _DAY if dated else None,
        os.getcwd(),
        os.geteuid() if hasattr(os, "geteuid") else 0,
        terminals,
        (os.get_terminal_size(1).columns, sys.stdout.encoding) if terminals[1] else None,
        sys.stderr.encoding if terminals[2] else None,
        tuple(
            sorted(
                item
                for item in os.environ.items()
                if item[0] in _VARIABLES or item[0].startswith(_PREFIXES)
            )
        ),
    )


def look(path: str, kind: str = "file") -> State:
    """Return what stands at a path, so that a change of it changes this; None if nothing does.

    A folder is only told from another, unless `kind` is `listing`: then also
    from itself with other names in it. `real` is the path without symlinks.
    Times stand in pairs, and nothing else does.
    """
    if kind == "real":
        return os.path.realpath(path)
    try:
        at = os.stat(path)
    except (OSError, ValueError):
        return None
    if at.st_mode & 0o170000 == 0o040000 and kind != "listing":
        return (at.st_mode, at.st_dev, at.st_ino)
    times = (at.st_mtime_ns, at.st_ctime_ns)
    return (at.st_mode, at.st_dev, at.st_ino, at.st_size, times)


def link_state(path: str) -> State:
    """Return what a symbolic link is, where it leads, and what stands there."""
    at = os.lstat(path)
    times = (at.st_mtime_ns, at.st_ctime_ns)
    return (at.st_ino, os.path.realpath(path), look(path), times)


def cache_folder() -> str | None:
    """Return the user's folder for what can be made again, or None where there is none."""
    if named := os.environ.get("VAULTSYNC_CACHE_DIR"):
        return named
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return local and os.path.join(local, "vaultsync", "cache")
    home = os.path.expanduser("~")
    if not os.path.isabs(home) or not os.path.isdir(home):
        return None
    if sys.platform == "darwin":
        return home + "/Library/Caches/vaultsync"
    named = os.environ.get("XDG_CACHE_HOME", "")
    return (named if named.startswith("/") else home + "/.cache") + "/vaultsync"


def answers_folder() -> str | None:
    """Return the folder in which answers lie, or None where there is none."""
    folder = cache_folder()
    return folder and os.path.join(folder, "answers")


def name_of(asked: Question) -> str:
    """Return the name of the file that the answer to a question lies in."""
    from zlib import crc32

    # Version 2 writes equal things as equal bytes. Names may clash: the question decides.
    return f"{crc32(dumps(asked, 2)):08x}"


def read(path: str) -> tuple[Any, ...] | None:
    """Return what a file of ours holds, or None for one that is damaged or none of ours."""
    from zlib import crc32

    file = os.open(path, os.O_RDONLY | BINARY)
    with open(file, "rb", 0) as stream:
        data = stream.read()
    start = len(MAGIC) + 4
    if data[: len(MAGIC)] != MAGIC:
        return None
    payload = memoryview(data)[start:]
    if crc32(payload).to_bytes(4, "big") != data[start - 4 : start]:
        return None
    kept: tuple[Any, ...] = loads(payload)
    return kept


def _answer(asked: Question, program: State) -> tuple[Said, int] | None:
    """Return the kept answer to a question if nothing it was made from has changed."""
    folder = answers_folder()
    if folder is None:
        return None
    path = os.path.join(folder, name_of(asked))
    kept = read(path)
    if kept is None or kept[0] != asked or kept[1] != program:
        return None
    base, folders, files, links, looks, earlier, said, code = kept[2:]
    if not isinstance(files[0], str):
        made, rows = files
        aside = read(path + ASIDE)
        if aside is None or aside[3] != made:
            return None
        Asked.aside, files = (*aside[3:], [*rows]), amended(aside[4], rows)
    for path, kind, before in looks:
        if look(path, kind) != before:
            return None
    own, met = Table([], []), list[str]()
    if not folders[1:] and files[0].count("\0") >= _WORTH_A_FORK:
        from vaultsync.disk.again import walk_again

        own = walk_again(base, files, met)
    else:
        walk(base, "", own, met)
    found, own_met = own, met
    if folders[1:]:
        found, met = Table([*own.paths], [*own.numbers]), [*met]
        for start in folders[1:]:
            walk(base, start, found, met)
    if found.pressed != files or met != [path for path, _ in links]:
        hand_on(base, own, own_met, earlier, files)
        return None
    for path, before in links:
        if link_state(base + path) != before:
            return None
    return said, code


def program() -> State:
    """Return what tells this program, and what it imports, from any other version of itself.

    Installing a package gives the folder it lies in another time. Where the
    program runs from its sources, as for whoever works on it, each file counts.
    """
    here = os.path.dirname(__file__)
    files = Table([], [])
    if os.path.exists(os.path.dirname(here) + "/pyproject.toml"):
        walk(here + os.sep, "", files, [])
    sources = [
        (path, files.state(row)) for row, path in enumerate(files.paths) if path[-3:] == ".py"
    ]
    folders = [look(path, "listing") for path in sys.path if path]
    return [__version__, sys.version, sys.path, folders, sources]
