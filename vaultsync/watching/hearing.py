"""Listening in folders, and knowing of which of them the system tells nothing.

What watchdog hears of a folder ends when that folder is removed or moved, and
where the system's limit is reached it hears nothing of some folders, without a
word. So whoever listens asks every second or so to `listen` to what is wanted.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import warnings
from contextlib import suppress

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver, ObservedWatch

_SYSTEM = "/proc/sys"
# The limit of the system, and that of the container where there is one (namespaces(7)).
_NAMES = {
    errno.ENOSPC: ("fs.inotify.max_user_watches", "user.max_inotify_watches"),
    errno.EMFILE: ("fs.inotify.max_user_instances", "user.max_inotify_instances"),
}
_MEANT = {errno.ENOSPC: 524_288, errno.EMFILE: 1024}  # what most systems can well spare
_UNHEARD = ("opened", "closed_no_write")


class _Place(NamedTuple):
    """A folder that is listened in, or that could not be: which one it was, and how deep."""

    folder: tuple[int, int]
    deep: bool
    watch: ObservedWatch | None


class Hearing:
    """The folders that are listened in.

    `tell` is given, in another thread, the name of each file that an event is about
    and the name it was moved to, or an empty one, and whether it is being written, so
    that another event comes when that is done; two empty ones where events were lost.
    `deaf` are those of the folders with all below them of which not all is heard, and why.
    """

    def __init__(self, tell: Callable[[str, str, bool], None]) -> None:
        self._tell = tell
        self._observer: BaseObserver | None = None
        self._failed: OSError | None = None
        self._places: dict[str, _Place] = {}
        self._told_of: set[str] = set()  # folders of which it was told that something changed
        self._removed: set[str] = set()  # folders that we listened in
        self._grown = False
        self._tells_ends = is_limited()  # which is inotify, and no other tells them
        self.deaf: dict[str, OSError] = {}

    def start(self) -> None:
        """Begin to listen, in no folder yet."""
        from watchdog.events import FileSystemEventHandler
        from watchdog.observers import Observer

        take = self._take

        class Handler(FileSystemEventHandler):
            def on_any_event(self, event: FileSystemEvent) -> None:
                take(event)

        self._handler = Handler()
        # What watchdog warns of is that it lost events. Nobody else is to read it.
        self._warnings = _Warnings(self._tell)
        logger = logging.getLogger("watchdog")
        logger.addHandler(self._warnings)
        logger.propagate = False
        # And that it goes on with a folder that was moved away and came back, as it should.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module="watchdog")
        try:
            self._observer = Observer()
            self._observer.start()
        except OSError as error:
            self._observer, self._failed = None, error

    def stop(self) -> None:
        """End listening."""
        logging.getLogger("watchdog").removeHandler(self._warnings)
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(2)

    @property
    def heard(self) -> dict[str, bool]:
        """Return the folders that are listened in, and whether all below them is heard too."""
        return {at: place.deep for at, place in self._places.items() if place.watch is not None}

    def listen(self, wanted: Mapping[str, bool]) -> frozenset[str]:
        """Listen in these folders, and in all below them where that is wanted, in no others.

        The first is the first to get what the system allows.

        Returns those in which listening began, also because another folder has their place
        by now: what happened there before was not heard. Names are real paths.
        """
        wanted = {
            folder: deep
            for folder, deep in wanted.items()
            if not any(wanted.get(above) for above in _above(folder))
        }
        removed, self._removed = self._removed, set()
        for folder, place in list(self._places.items()):
            is_same = place.folder == folder_at(folder) and folder not in removed
            if not is_same or wanted.get(folder) is not place.deep:
                self._leave(folder)
        new = [folder for folder in wanted if folder not in self._places]
        begun = frozenset([folder for folder in new if self._begin(folder, wanted[folder])])
        if self._grown or any(wanted[folder] for folder in begun):
            self._grown = False
            self._notice_limit()
        return begun

    def _begin(self, folder: str, deep: bool) -> bool:
        """Begin to listen in a folder; return whether there is one."""
        which = folder_at(folder)
        if which is None:
            return False
        watch, failed = None, self._failed
        if self._observer is not None:
            try:
                watch = self._observer.schedule(self._handler, folder, recursive=deep)
            except OSError as error:
                failed = error
        self._places[folder] = _Place(which, deep, watch)
        if failed is not None and deep:
            self.deaf[folder] = failed
        return True

    def _leave(self, folder: str) -> None:
        place = self._places.pop(folder)
        self.deaf.pop(folder, None)
        if self._observer is not None and place.watch is not None:
            with suppress(KeyError):
                self._observer.unschedule(place.watch)

    def _notice_limit(self) -> None:
        """Find out whether another folder could be listened in: else some below are not.

        watchdog passes over folders below the one that it was given, where the
        limit is reached. Windows and macOS have no such limit.
        """
        if self._observer is None or os.sep in self._places or not is_limited():
            return
        try:
            self._observer.unschedule(self._observer.schedule(self._handler, os.sep))
        except OSError as error:
            if error.errno in _NAMES:
                deep = (folder for folder, place in self._places.items() if place.deep)
                self.deaf.update((folder, error) for folder in deep if folder not in self.deaf)

    def _take(self, event: FileSystemEvent) -> None:
        """Take in an event, in the thread that hears it."""
        kind = event.event_type
        if kind in _UNHEARD:
            return
        names = (os.fsdecode(event.src_path), os.fsdecode(event.dest_path))
        if event.is_directory:
            # What was told of files in it is told of the folder as well.
            if kind == "modified" and names[0] in self._told_of:
                self._told_of.remove(names[0])
                return
            self._grown = self._grown or kind in ("created", "moved")
            if kind == "deleted" and names[0] in self._places:
                self._removed.add(names[0])
        self._told_of = {os.path.dirname(name) for name in names if name}
        self._tell(*names, self._tells_ends and kind == "modified" and not event.is_directory)


class _Warnings(logging.Handler):
    """Tells that events were lost where watchdog warns."""

    def __init__(self, tell: Callable[[str, str, bool], None]) -> None:
        super().__init__(logging.WARNING)
        self._lost = tell

    def emit(self, record: logging.LogRecord) -> None:
        self._lost("", "", False)


def _above(path: str) -> list[str]:
    """Return all folders that a path lies in."""
    found = []
    while (above := os.path.dirname(path)) != path:
        found.append(above)
        path = above
    return found


def folder_at(path: str) -> tuple[int, int] | None:
    """Return which folder lies there, whatever it is called; None where none does."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def is_limited() -> bool:
    """Return whether the system limits in how many folders may be listened."""
    return os.path.isdir(os.path.join(_SYSTEM, "fs", "inotify"))


def why_deaf(error: OSError) -> tuple[str, str]:
    """Return in words why the system does not let us listen, and what to do; maybe nothing."""
    names = _NAMES.get(error.errno or 0)
    if names is None or not is_limited():
        return error.strerror or str(error), ""
    limit, name = min((_value(name), name) for name in names)
    meant = max(_MEANT[error.errno or 0], 2 * limit)
    return (
        f"the system's limit is reached ({name} is {limit})",
        f"Raise it (sudo sysctl {name}={meant}) and begin the watch anew.",
    )


def _value(name: str) -> int:
    """Return a parameter of the system; one that is not there limits nothing."""
    try:
        with open(os.path.join(_SYSTEM, *name.split(".")), encoding="ascii") as opened:
            return int(opened.read())
    except (OSError, ValueError):
        return sys.maxsize
