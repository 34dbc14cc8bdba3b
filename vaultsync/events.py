"""File events to hints: the paths that are to be looked at, in batches.

Events are hints: the paths they name are looked at again, whatever the event
said. Where the vault itself is gone for a second, there is nothing more to hear
of it: no note of it was mended.
"""

from __future__ import annotations

import os
import queue
import time
from contextlib import suppress

from vaultsync.errors import VaultsyncError
from vaultsync.obsidian.settings import SETTINGS_FILES
from vaultsync.typed import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

QUIET = 0.04  # seconds without an event after which a round is judged
CAP = 0.5  # seconds after which a round is judged whatever still comes
GRACE = 1.0  # seconds for which a vanished note, or the vault, may still come back

_EDITOR_NAMES = ("4913", ".DS_Store", "Thumbs.db")
_EDITOR_ENDS = ("~", ".swp", ".swx", ".tmp")


# The settings, and the folders that come or go with them: "" is the configuration folder.
_SETTINGS = {"", *SETTINGS_FILES}
_SETTINGS |= {name[:at] for name in SETTINGS_FILES for at in range(len(name)) if name[at] == "/"}


class Hints(NamedTuple):
    """What a batch of events names: vault paths, and whether tracker or settings moved.

    `renamed` are those of the paths that got another name in the vault, and so
    are gone for good.
    """

    paths: frozenset[str]
    outside: bool
    renamed: frozenset[str] = frozenset()


def is_noise(path: str, config_folder: str) -> bool:
    """Return whether a vault path is nothing that the answer depends on.

    Dot-names (temporary files, `.git`, our own state), editors' backup and swap
    files, and all in the configuration folder except the settings that are read.
    """
    parts = path.split("/")
    if parts[0] == config_folder:
        return "/".join(parts[1:]) not in _SETTINGS
    name = parts[-1]
    return (
        any(part.startswith(".") and not part.endswith(".icloud") for part in parts)
        or name in _EDITOR_NAMES
        or name.endswith(_EDITOR_ENDS)
        or (name.startswith("#") and name.endswith("#"))
        or name.startswith("~syncthing~")
    )


class EventSource(Protocol):
    """Where hints come from: the file system, or a test."""

    def next(self, patience: float | None, clock: Callable[[], float]) -> Hints | None:
        """Return the next batch, or None when nothing came within `patience` seconds."""


class Events:
    """Hints from the file system, as watchdog delivers them, in batches.

    `root` is the vault, `outside` the files beside or above it on which the
    answer depends as well: the lock, the configuration, tracker files. `links`
    are the symbolic links in the vault, of which the system tells nothing by itself.
    """

    def __init__(
        self, root: str, outside: frozenset[str], config_folder: str, links: Iterable[str] = ()
    ) -> None:
        from watchdog.events import FileSystemEventHandler
        from watchdog.observers import Observer

        self._root = os.path.join(os.path.realpath(root), "")  # noqa: PTH118 - compared as a prefix
        self._given = root  # by way of symbolic links, which may come to lead elsewhere
        self._folder = _folder_at(root)
        self._outside = frozenset(os.path.realpath(path) for path in outside)
        self._config_folder = config_folder
        self._queue: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        put = self._queue.put

        class Handler(FileSystemEventHandler):
            def on_any_event(self, event: object) -> None:
                if getattr(event, "event_type", "") in ("opened", "closed_no_write"):
                    return
                source = os.fsdecode(getattr(event, "src_path", ""))
                put((source, os.fsdecode(getattr(event, "dest_path", ""))))

        self._handler = Handler
        self._links = tuple(links)
        self._linked: dict[str, set[str]] = {}  # where links lead, and their vault paths
        self._observer = Observer()
        self.heard: dict[str, bool] = {}  # folders, and whether all below them is heard too
        self._hear(self._root.rstrip(os.sep) or os.sep, True)
        for path in self._outside:
            self._hear(os.path.dirname(path), False)  # noqa: PTH120 - text

    def _hear(self, folder: str, deep: bool) -> None:
        """Listen in a folder, and in all below it if `deep`, where that is not done yet."""
        if any(self.heard.get(above) for above in _and_above(folder)):
            return
        if deep or folder not in self.heard:
            self._observer.schedule(self._handler(), folder, recursive=deep)
            self.heard[folder] = deep

    def _follow(self, link: str) -> None:
        """Listen where a symbolic link of the vault leads: to a folder, or to a file's folder.

        Obsidian follows none to a folder above the vault (help, "Symbolic links and junctions").
        What the system does not let us hear, or where nothing is, is not heard.
        """
        try:
            real = os.path.realpath(self._root + link)
        except OSError:  # a link that may not be read
            return
        if self._root.startswith(os.path.join(real, "")):  # noqa: PTH118 - a prefix
            return
        self._linked.setdefault(real, set()).add(link)
        with suppress(OSError):
            if os.path.isdir(real):  # noqa: PTH112 - text
                self._hear(real, True)
            else:
                self._hear(os.path.dirname(real), False)  # noqa: PTH120 - text

    def start(self) -> None:
        """Begin to listen; raises `OSError` where the system does not let us in the vault."""
        self._observer.start()
        for link in self._links:  # only now: one that cannot be heard is no reason to hear none
            self._follow(link)

    def stop(self) -> None:
        """End listening."""
        self._observer.stop()
        self._observer.join(2)

    def next(self, patience: float | None, clock: Callable[[], float]) -> Hints | None:
        """Return the next batch: all that comes until `QUIET` passes, `CAP` at the most.

        Returns None when nothing that matters came within `patience` seconds.
        Raises `VaultsyncError` where the vault is gone, or another folder has its place.
        """
        hints = self._batch(patience, clock)
        self._wait_for_the_vault(clock)
        return hints

    def _wait_for_the_vault(self, clock: Callable[[], float]) -> None:
        """Wait while the vault is away, for `GRACE` at the most: the system tells of no other."""
        end = clock() + GRACE
        while _folder_at(self._given) != self._folder:
            if clock() >= end:
                raise VaultsyncError(
                    f"{self._given} is no longer the folder that was watched",
                    "It was removed, moved or replaced: begin the watch anew.",
                )
            time.sleep(QUIET)

    def _batch(self, patience: float | None, clock: Callable[[], float]) -> Hints | None:
        try:
            moves = {self._queue.get(timeout=patience)}
        except queue.Empty:
            return None
        end = clock() + CAP
        while (left := end - clock()) > 0:
            try:
                moves.add(self._queue.get(timeout=min(QUIET, left)))
            except queue.Empty:
                break
        names = {name for move in moves for name in move}
        self._follow_new({self._path(name) for name in names})
        paths = {path for name in names for path in self._paths(name)}
        renamed = {
            path
            for source, target in moves
            if target and self._paths(target)
            for path in self._paths(source)
        }
        outside = not self._outside.isdisjoint(names)
        return Hints(frozenset(paths), outside, frozenset(renamed & paths))

    def _follow_new(self, paths: set[str]) -> None:
        """Listen where those of these paths lead that are symbolic links by now."""
        for path in paths - {""}:
            if os.path.islink(self._root + path):  # noqa: PTH114 - text
                self._follow(path)

    def _paths(self, name: str) -> list[str]:
        """Return the vault paths of a file's name: its own, and those by symbolic links."""
        paths = [path] if (path := self._path(name)) else []
        for real in _and_above(name) if self._linked else ():
            for link in self._linked.get(real, ()):
                path = link + name[len(real) :].replace(os.sep, "/")
                if not is_noise(path, self._config_folder):
                    paths.append(path)
        return paths

    def _path(self, name: str) -> str:
        """Return the vault path of a file's name, or "" where it is none that counts."""
        if not name.startswith(self._root):
            return ""
        path = name[len(self._root) :].replace(os.sep, "/")
        return "" if is_noise(path, self._config_folder) else path


def _and_above(path: str) -> Iterator[str]:
    """Yield a path, and all folders that it lies in."""
    above = ""
    while path != above:
        yield path
        path, above = os.path.dirname(path), path  # noqa: PTH120 - text


def _folder_at(path: str) -> tuple[int, int] | None:
    """Return which folder lies there, whatever it is called; None where none does."""
    try:
        found = os.stat(path)  # noqa: PTH116 - asked every second
    except OSError:
        return None
    return found.st_dev, found.st_ino
