"""File events to hints: the paths that are to be looked at, in batches.

Events are hints: the paths they name are looked at again, whatever the event
said. What no event tells is looked for: every second whether symbolic links and
the files beside the vault are what they were, and all of the vault where events
may have been lost. Where the vault itself is gone for a second, there is nothing
more to hear of it: no note of it was mended.
"""

from __future__ import annotations

import os
import queue
import stat as modes
import time

from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple, Protocol
from vaultsync.obsidian.settings import SETTINGS_FILES
from vaultsync.watching.elsewhere import Beside, Links
from vaultsync.watching.hearing import Hearing, folder_at, why_deaf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

QUIET = 0.04  # seconds without an event after which a round is judged
CAP = 0.5  # seconds after which a round is judged whatever still comes
GRACE = 1.0  # seconds for which a vanished note, or the vault, may still come back
LOOK = 3.0  # seconds after which a vault is looked at again that is not heard
BURST = 300  # events of one batch among which the system may have lost some
_SPARING = 10  # looking takes one part of so many of the time

_EDITOR_NAMES = ("4913", ".DS_Store", "Thumbs.db")
_EDITOR_ENDS = ("~", ".swp", ".swx", ".tmp")


# The settings, and the folders that come or go with them: "" is the configuration folder.
_SETTINGS = {"", *SETTINGS_FILES}
_SETTINGS |= {name[:at] for name in SETTINGS_FILES for at in range(len(name)) if name[at] == "/"}


class Hints(NamedTuple):
    """What a batch of events names: vault paths, and whether tracker or settings moved.

    `renamed` are those of the paths that got another name in the vault, and so
    are gone for good. `whole` says that more than these may be different.
    """

    paths: frozenset[str]
    outside: bool
    renamed: frozenset[str] = frozenset()
    whole: bool = False


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
    returns the symbolic links that the last look at all files met, of which the
    system tells nothing by itself. `say` is told, once, what is not heard. `since` is
    the time, in nanoseconds, at which it was begun to read what is watched.
    """

    def __init__(
        self,
        root: str,
        outside: frozenset[str],
        config_folder: str,
        links: Callable[[], Iterable[str]] = tuple,
        say: Callable[[str], None] = lambda line: None,
        since: float = float("inf"),
    ) -> None:
        real = os.path.realpath(root)
        self._real = real
        self._root = os.path.join(real, "")
        self._given = root  # by way of symbolic links, which may come to lead elsewhere
        self._folder = folder_at(root)
        self._config_folder = config_folder
        self._queue: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        self._written: set[str] = set()  # files that are being written: half of them is there
        self._hearing = Hearing(self._take)
        self._met = links
        self._links = Links(self._root)
        self._beside = Beside(outside, GRACE, since)
        self._say = say
        self._said: set[str] = set()
        never = float("inf")
        # When links and files outside are looked at, all of the vault, and that once more.
        self._next_look, self._whole_look, self._deaf_look = never, never, 0.0
        self._looking_since: float | None = None

    @property
    def heard(self) -> dict[str, bool]:
        """Return the folders that are listened in, and whether all below them is heard too."""
        return self._hearing.heard

    def follow(self, outside: frozenset[str]) -> None:
        """Let other files beside the vault be those on which the answer depends."""
        self._beside.follow(outside)

    def start(self) -> None:
        """Begin to listen. What happened since all was read is looked for."""
        self._hearing.start()
        self._links.follow(self._met())
        self._listen()
        self._next_look = self._whole_look = 0.0

    def stop(self) -> None:
        """End listening."""
        self._hearing.stop()

    def next(self, patience: float | None, clock: Callable[[], float]) -> Hints | None:
        """Return the next batch: all that comes until `QUIET` passes, `CAP` at the most.

        No file is being written by then, as far as the system tells. Returns None
        when nothing that matters came within `patience` seconds.
        Raises `VaultsyncError` where the vault is gone, or another folder has its place.
        """
        if self._looking_since is not None:
            now = clock()
            took, self._looking_since = now - self._looking_since, None
            self._deaf_look = now + max(LOOK, took * _SPARING)
        hints = self._batch(patience, clock)
        self._wait_for_the_vault(clock)
        hints = self._look(hints, clock())
        if hints and hints.whole:
            self._looking_since = clock()
        return hints

    def _wait_for_the_vault(self, clock: Callable[[], float]) -> None:
        """Wait while the vault is away, for `GRACE` at the most: the system tells of no other."""
        end = clock() + GRACE
        while folder_at(self._given) != self._folder:
            if clock() >= end:
                raise VaultsyncError(
                    f"{self._given} is no longer the folder that was watched",
                    "It was removed, moved or replaced: begin the watch anew.",
                )
            time.sleep(QUIET)

    def _batch(self, patience: float | None, clock: Callable[[], float]) -> Hints | None:
        """Return what the next events name, or None where none come."""
        try:
            moves = {self._queue.get(timeout=patience)}
        except queue.Empty:
            return None
        end, waited = clock() + CAP, False
        while (left := end - clock()) > 0:
            try:
                moves.add(self._queue.get(timeout=min(QUIET, left)))
            except queue.Empty:
                if not self._written:
                    break
                waited = True  # for the end of what is written, and not because so much comes
        self._written = set()  # whatever is written for so long is not waited for again
        whole = ("", "") in moves
        if whole or len(moves) > BURST or (left <= 0 and not waited):
            self._whole_look = end + GRACE  # when it is over: some of them may be lost
        names = {name for move in moves for name in move if name}
        paths = {path for name in names for path in self._paths(name)}
        renamed = {
            path
            for source, target in moves
            if target and self._paths(target)
            for path in self._paths(source)
        }
        links, has_other_names = self._other_ways(paths)
        if links:
            self._links.follow(links)
            whole = self._listen() or whole
        whole = whole or has_other_names
        outside = self._beside.is_different(clock(), names)
        return Hints(frozenset(paths), outside, frozenset(renamed), whole)

    def _other_ways(self, paths: Iterable[str]) -> tuple[list[str], bool]:
        """Return which paths are symbolic links, and whether one is a file with several names.

        The system tells of the name by which such a file was written, and of no other.
        """
        links, several = [], False
        for path in paths:
            try:
                found = os.lstat(self._root + path)
            except OSError:
                continue
            if modes.S_ISLNK(found.st_mode):
                links.append(path)
            elif modes.S_ISREG(found.st_mode):
                several = several or found.st_nlink > 1
        return links, several

    def _look(self, hints: Hints | None, now: float) -> Hints | None:
        """Return hints together with those that no event gives, where it is time to look."""
        paths, outside, renamed, whole = hints or Hints(frozenset(), False)
        if now >= self._next_look:
            self._next_look = now + GRACE
            paths |= self._links.follow(self._met())
            whole = self._listen() or whole
            outside = self._beside.is_different(now) or outside
        if now >= self._whole_look or (self._hearing.deaf and now >= self._deaf_look):
            self._whole_look = float("inf")
            whole = True
        if not (hints or paths or outside or whole):
            return None
        return Hints(paths, outside, renamed, whole)

    def _listen(self) -> bool:
        """Listen where there is something to hear; return whether that is anew somewhere."""
        wanted = {**self._beside.folders, **self._links.folders}
        # First, as it is to get what the system allows; whole, also where the lock lies in it.
        begun = self._hearing.listen({self._real: True, **wanted, self._real: True})
        self._say_deaf()
        return bool(begun)

    def _say_deaf(self) -> None:
        """Say once which folders are not heard, or not all below them."""
        new = [folder for folder in self._hearing.deaf if folder not in self._said]
        if not new:
            return
        self._said.update(new)
        why, remedy = why_deaf(self._hearing.deaf[new[0]])
        others = f" (and {len(new) - 1} more)" if len(new) > 1 else ""
        self._say(
            f"not every change below {new[0]}{others} is heard: {why}; "
            f"all notes are looked at every {LOOK:.0f} seconds instead. {remedy}".rstrip()
        )

    def _take(self, source: str, target: str, is_written: bool) -> None:
        """Take in what an event names, if it matters; in the thread that hears it."""
        if not source or self._matters(source) or (target and self._matters(target)):
            (self._written.add if is_written else self._written.discard)(source)
            self._queue.put((source, target))

    def _matters(self, name: str) -> bool:
        return name in self._beside or bool(self._paths(name))

    def _paths(self, name: str) -> list[str]:
        """Return the vault paths of a file's name: its own, and those by symbolic links."""
        paths = [path] if (path := self._path(name)) else []
        for path in self._links.paths(name):
            if not is_noise(path, self._config_folder):
                paths.append(path)
        return paths

    def _path(self, name: str) -> str:
        """Return the vault path of a file's name, or "" where it is none that counts."""
        if not name.startswith(self._root):
            return ""
        path = name[len(self._root) :].replace(os.sep, "/")
        return "" if is_noise(path, self._config_folder) else path
