"""Where a vault's files come from: the disk, memory, or one of them with texts laid over it.

Paths are relative to the vault, with `/` between their parts, spelled as on
disk. `table` keeps to Obsidian's dot rule (help, "Hidden files and folders"):
no file or folder whose name starts with a dot, at any depth; one exception is
passed on, the placeholder `.Name.md.icloud` of a file that lies in the cloud
(`names.offloaded_name`). `stat` and `read` take any path, so that settings can
be read from the hidden configuration folder.
"""

from __future__ import annotations

import os
import stat as modes

from vaultsync.disk import ahead
from vaultsync.disk.bounded import MIB, read_bounded
from vaultsync.disk.walk import WIDTH, Table, handed_on, walk
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple, Protocol
from vaultsync.obsidian.names import basename, hidden, offloaded_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

LARGEST_NOTE = 256 * MIB
"""The most bytes of a note or canvas that is read."""
# A listing on Windows tells none.
_HAS_INODES = os.name != "nt"


class FileStat(NamedTuple):
    """A file as a listing shows it. While all of this agrees, its bytes are taken to.

    `changed_ns` is the time that no program can set (ctime; on Windows, that
    of creation), 0 where there is none.
    """

    path: str
    size: int
    mtime_ns: int
    changed_ns: int
    inode: int


class Walked(NamedTuple):
    """How the files of a folder on disk were found, for whoever looks again.

    `table` is what `walk` found in each of `folders`, the folder itself and those
    that symbolic links lead to; `links` are all the symbolic links it met.
    """

    folders: list[str]
    table: Table
    links: list[str]


def stats_of(table: Table) -> list[FileStat]:
    """Return the states in a table one by one."""
    columns = [iter(table.numbers)] * WIDTH
    return list(map(FileStat._make, zip(table.paths, *columns, strict=True)))


def table_of(stats: Iterable[FileStat]) -> Table:
    """Return a table of states."""
    paths, numbers = list[str](), list[int]()
    for path, *state in stats:
        paths.append(path)
        numbers += state
    return Table(paths, numbers)


class Files(Protocol):
    """A tree of files. `read` raises `OSError`; `stat` gives None where no file is."""

    def table(self, under: str = "") -> Table:
        """Return all files, or those in the folder `under`, in no particular order.

        A folder that cannot be listed is among them: its path ends in `/`, its
        size is `walk.UNLISTED`.
        """

    def stat(self, path: str) -> FileStat | None:
        """Return one file as `list` would show it; None for folders and absent files."""

    def read(self, path: str) -> bytes:
        """Return a file's bytes."""


class DiskFiles:
    """The files below a folder on disk.

    Symbolic links are followed, unless they form a loop, or point to a folder
    above the vault or to a place inside it (Obsidian help, "Symbolic links and
    junctions").
    """

    def __init__(self, root: Path | str) -> None:
        self.root = root
        self.base = os.path.join(root, "")  # noqa: PTH118  # joined to a string a million times
        self._real = os.path.realpath(root)
        self.walked: Walked | None = None
        """The first listing of all files."""
        self.links: list[str] = []
        """The symbolic links that the last listing of all files met."""

    def table(self, under: str = "") -> Table:
        """Return the state of every file below the root, or below the folder `under`."""
        if under and not self._followed(under):
            return Table([], [])
        made = None if under else handed_on(self.base) or ahead.ended(self.base)
        way = Walked([under.rstrip("/") + "/" if under else ""], *(made or (Table([], []), [])))
        if made is None:
            walk(self.base, way.folders[0], way.table, way.links)
        files = self._follow_all(way)
        if not under:
            self.links = way.links
            self.walked = self.walked or way
        if not files:
            return way.table
        more = table_of(files)
        return Table(way.table.paths + more.paths, way.table.numbers + more.numbers)

    def _follow_all(self, way: Walked) -> list[FileStat]:
        """Walk what symbolic links lead to, and return those that lead to files."""
        files: list[FileStat] = []
        walked: set[str] = set()
        left = [(link, False) for link in way.links]
        while left:
            # Deeper links come later, and in an order that does not depend on the disk.
            left.sort(reverse=True)
            path, outside = left.pop()
            if not self._followed(path):
                continue
            status = self.stat(path)
            if status is not None:
                files.append(status)
                continue
            real = os.path.realpath(self.base + path)
            # Links inside of linked folders may lead round and round through one another.
            if outside and real in walked:
                continue
            walked.add(real)
            deeper = len(way.links)
            way.folders.append(path + "/")
            walk(self.base, path + "/", way.table, way.links)
            left += [(link, True) for link in way.links[deeper:]]
        return files

    def _followed(self, path: str) -> bool:
        """Return whether no symbolic link on the way to a path is one that is left out.

        Of a link that may not be read (the kernel has such in `/proc`) nobody knows where it leads.
        """
        try:
            return self._is_way(path)
        except OSError:
            return False

    def _is_way(self, path: str) -> bool:
        """Return what `_followed` does, or raise `OSError` where a link may not be read."""
        if os.path.realpath(self.base + path) == os.path.join(self._real, *path.split("/")):  # noqa: PTH118 - text
            return True
        parts = path.split("/")
        way: list[str] = []
        for count in range(1, len(parts) + 1):
            at = self.base + "/".join(parts[:count])
            if not os.path.islink(at):  # noqa: PTH114 - text
                way.append(os.path.realpath(at))
                continue
            real = os.path.realpath(at)
            if _within(real, self._real) or _within(self._real, real):
                return False
            if any(_within(folder, real) for folder in way):
                return False
            way.append(real)
        return True

    def stat(self, path: str) -> FileStat | None:
        """Return the stat of the file at a path, hidden ones included."""
        try:
            status = os.stat(self.base + path)  # noqa: PTH116  # a Path costs more than the call
        except (OSError, ValueError):
            return None
        if not modes.S_ISREG(status.st_mode) or not self._followed(path):
            return None
        inode = status.st_ino if _HAS_INODES else 0
        return FileStat(path, status.st_size, status.st_mtime_ns, status.st_ctime_ns, inode)

    def read(self, path: str) -> bytes:
        """Return the bytes of the file at a path, hidden ones included."""
        return read_file(self.base + path)


def read_file(name: str) -> bytes:
    """Return the bytes of a note, of a canvas or of settings. Raises `OSError`."""
    return read_bounded(name, LARGEST_NOTE)


def _within(path: str, folder: str) -> bool:
    """Return whether a real path is a folder or lies in it."""
    return path == folder or path.startswith(os.path.join(folder, ""))  # noqa: PTH118 - text


class MemoryFiles:
    """Files that are a mapping of paths to bytes, looked at anew on every call."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self.contents = contents

    def table(self, under: str = "") -> Table:
        """Return the state of every file, or of those in the folder `under`."""
        prefix = under.rstrip("/") + "/" if under else ""
        found = [
            _made_up(path, data)
            for path, data in self.contents.items()
            if path.startswith(prefix) and is_listed(path)
        ]
        return table_of(found)

    def stat(self, path: str) -> FileStat | None:
        """Return the stat of the file at a path, hidden ones included."""
        data = self.contents.get(path)
        return None if data is None else _made_up(path, data)

    def read(self, path: str) -> bytes:
        """Return the bytes of the file at a path, hidden ones included."""
        try:
            return self.contents[path]
        except KeyError:
            raise FileNotFoundError(path) from None


class OverlayFiles:
    """Files with texts laid over them: an editor's unsaved notes, or a plan's results.

    `texts` maps a path to the bytes that stand in for the file's own, or to
    None where the file is to be absent.
    """

    def __init__(self, files: Files, texts: Mapping[str, bytes | None]) -> None:
        self.files = files
        self.texts = texts

    def table(self, under: str = "") -> Table:
        """Return the state of every file, or of those in the folder `under`."""
        prefix = under.rstrip("/") + "/" if under else ""
        beneath = stats_of(self.files.table(under))
        found = [status for status in beneath if status.path not in self.texts]
        found += [
            _made_up(path, data)
            for path, data in self.texts.items()
            if data is not None and path.startswith(prefix) and is_listed(path)
        ]
        return table_of(found)

    def stat(self, path: str) -> FileStat | None:
        """Return the stat of the file at a path, hidden ones included."""
        if path in self.texts:
            data = self.texts[path]
            return None if data is None else _made_up(path, data)
        return self.files.stat(path)

    def read(self, path: str) -> bytes:
        """Return the bytes of the file at a path, hidden ones included."""
        if path in self.texts:
            data = self.texts[path]
            if data is None:
                raise FileNotFoundError(path)
            return data
        return self.files.read(path)


def is_listed(path: str) -> bool:
    """Return whether a listing shows a path: the dot rule and its one exception."""
    if not hidden(path):
        return True
    return offloaded_name(path) is not None and not hidden(path[: -len(basename(path))] + "x")


def _made_up(path: str, data: bytes) -> FileStat:
    """Return a stat for bytes that have none: a checksum stands in for the inode."""
    from zlib import crc32

    return FileStat(path, len(data), 0, 0, crc32(data))
