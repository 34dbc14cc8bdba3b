"""What counts for a vault and lies elsewhere: behind its symbolic links, and beside it.

The system tells little of it, so it is looked at every second while a vault is watched.
"""

from __future__ import annotations

import os
import stat as modes

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    State: TypeAlias = tuple[int, ...] | None


class _Link(NamedTuple):
    """A symbolic link of the vault: what it leads to, and the folder to listen in for it.

    `real` is empty where Obsidian does not follow it.
    """

    state: State
    real: str
    folder: str
    deep: bool


class Links:
    """The symbolic links of the vault in the folder `root`, a real path that ends in a separator.

    What lies in a folder that they lead to has vault paths by way of them.
    """

    def __init__(self, root: str) -> None:
        self._root = root
        self._links: dict[str, _Link] = {}
        self._leading: dict[str, list[str]] = {}  # where links lead, and their vault paths

    def follow(self, links: Iterable[str]) -> frozenset[str]:
        """Take note of where these links lead, and those that are known.

        Returns those that are known and lead to something else than before, or are none now.
        """
        found, changed = {}, set()
        for path in {*links, *self._links}:
            known, state = self._links.get(path), state_of(self._root + path)
            if known is not None and known.state == state:
                found[path] = known
                continue
            if os.path.islink(self._root + path):
                found[path] = self._link(path, state)
            if known is not None:
                changed.add(path)
        if found != self._links:
            leading: dict[str, list[str]] = {}
            for path, link in found.items():
                if link.real:
                    leading.setdefault(link.real, []).append(path)
            self._links, self._leading = found, leading  # whole: another thread asks for it
        return frozenset(changed)

    def _link(self, path: str, state: State) -> _Link:
        """Return where a link leads: to a folder, or to a file or nothing in one.

        Obsidian follows none to a folder above the vault, or to a place in it (help,
        "Symbolic links and junctions").
        """
        try:
            real = os.path.realpath(self._root + path)
        except OSError:  # a link that may not be read (the kernel has such in `/proc`)
            return _Link(state, "", "", False)
        above = self._root.startswith(os.path.join(real, ""))
        if above or real.startswith(self._root):
            return _Link(state, "", "", False)
        deep = os.path.isdir(real)
        return _Link(state, real, real if deep else os.path.dirname(real), deep)

    @property
    def folders(self) -> dict[str, bool]:
        """Return the folders to listen in, and whether all below them counts too."""
        folders: dict[str, bool] = {}
        for link in self._links.values():
            if link.folder:
                folders[link.folder] = link.deep or folders.get(link.folder, False)
        return folders

    def paths(self, name: str) -> Iterator[str]:
        """Yield the vault paths that a file elsewhere has by way of links."""
        leading = self._leading
        for real in _and_above(name) if leading else ():
            for link in leading.get(real, ()):
                yield link + name[len(real) :].replace(os.sep, "/")


class Beside:
    """The files beside or above a vault on which the answer depends.

    One that is gone may come back at once, as some programs save: it counts as
    gone when it was for `grace` seconds. One that was written at the time `since`, in
    nanoseconds, or later may have been read before, and counts as different at first.
    """

    def __init__(self, files: Iterable[str], grace: float, since: float = float("inf")) -> None:
        self._grace = grace
        self._states: dict[str, State] = {}
        self._gone: dict[str, float] = {}  # files that are away, and until when that is nothing
        self._names: dict[str, str] = {}  # real paths, and how they were given
        self.follow(files)
        for path, state in self._states.items():
            if state is not None and state[-1] >= since:
                self._states[path] = ()

    def __contains__(self, name: object) -> bool:
        """Return whether a real path is that of one of the files."""
        return name in self._names

    def follow(self, files: Iterable[str]) -> None:
        """Let these be the files."""
        self._states = {path: self._states.get(path, state_of(path)) for path in files}
        self._names = {os.path.realpath(path): path for path in self._states}

    def is_different(self, now: float, named: Iterable[str] = ()) -> bool:
        """Return whether one of the files is another than when this was last asked.

        One that is `named`, by its real path, was written even if it looks the same.
        """
        written = {self._names[name] for name in named if name in self._names}
        different = False
        for path, before in self._states.items():
            state = state_of(path)
            if state is None and before is not None:
                if now < self._gone.setdefault(path, now + self._grace):
                    continue
            elif state == before and (state is None or path not in written):
                self._gone.pop(path, None)
                continue
            self._gone.pop(path, None)
            self._states[path] = state
            different = True
        if different:
            self.follow(self._states)  # one that is a symbolic link may lead elsewhere now
        return different

    @property
    def folders(self) -> dict[str, bool]:
        """Return the folders to listen in for those that are there; nothing below counts."""
        there = (name for name, path in self._names.items() if self._states[path] is not None)
        return {os.path.dirname(name): False for name in there}


def state_of(path: str) -> State:
    """Return what tells whether a folder or a file is another; None where nothing is."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    if modes.S_ISDIR(found.st_mode):
        return found.st_dev, found.st_ino
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _and_above(path: str) -> Iterator[str]:
    """Yield a path, and all folders that it lies in."""
    above = ""
    while path != above:
        yield path
        path, above = os.path.dirname(path), path
