"""The notes and canvases of a vault: read when they are asked for, and kept; why some cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from vaultsync.obsidian.names import is_canvas, is_note
from vaultsync.obsidian.note import Note
from vaultsync.text import Text, UndecodableError, encode
from vaultsync.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vaultsync.obsidian.cache import Cache
    from vaultsync.obsidian.canvas import Canvas
    from vaultsync.obsidian.files import Files
    from vaultsync.obsidian.tree import Tree

Source: TypeAlias = "Note | Canvas"

PASSING = ("vanished", "unreadable")
"""Kinds of failures that the next look at the same bytes may not meet."""


class Failure(NamedTuple):
    """Why a note or canvas could not be read: `message` for people, `line` from 1."""

    kind: Literal["undecodable", "unreadable", "vanished", "invalid"]
    message: str
    line: int


class Sources:
    """What the files of a `tree` hold that may have links. `cache` knows what earlier runs found.

    `failures` are those that could not be read, by path.
    """

    def __init__(self, files: Files, tree: Tree, cache: Cache | None) -> None:
        self._files = files
        self._tree = tree
        self.cache = cache
        self.failures: dict[str, Failure] = {}
        self._notes: dict[str, Note] = {}
        self._canvases: dict[str, Canvas] = {}

    def note(self, path: str) -> Note | None:
        """Return a note by its path; None if there is none or it cannot be read."""
        note = self._notes.get(path)
        if note is None and is_note(path):
            data = self._read(path)
            if data is not None:
                try:
                    note = self.cache.note(path, data) if self.cache else Note(path, data)
                    self._notes[path] = note
                except UndecodableError as error:
                    self.failures[path] = _undecodable(error)
        return note

    def canvas(self, path: str) -> Canvas | None:
        """Return a canvas by its path; None if there is none or it cannot be read."""
        canvas = self._canvases.get(path)
        if canvas is None and is_canvas(path):
            from vaultsync.obsidian.canvas import Canvas, CanvasError

            data = self._read(path)
            if data is not None:
                try:
                    canvas = self._canvases[path] = Canvas(path, data)
                except UndecodableError as error:
                    self.failures[path] = _undecodable(error)
                except CanvasError as error:
                    self.failures[path] = Failure("invalid", str(error), error.line)
        return canvas

    def _read(self, path: str) -> bytes | None:
        """Return the bytes of a file of the vault, unless reading it failed before."""
        if path not in self._tree or path in self.failures:
            return None
        try:
            return self._files.read(path)
        except FileNotFoundError:
            self.failures[path] = Failure("vanished", "it vanished while it was read", 1)
        except OSError as error:
            message = f"it cannot be read: {error.strerror or error}"
            self.failures[path] = Failure("unreadable", message, 1)
        return None

    def scan_all(self, paths: Sequence[str], tell: Callable[[str, int, int], None]) -> None:
        """Read and scan those of some notes that were not yet, as `Vault.scan_all` says."""
        from vaultsync.obsidian.files import DiskFiles
        from vaultsync.obsidian.parallel import scanned, worth_it

        new = [path for path in paths if path not in self._notes]
        if not isinstance(self._files, DiskFiles) or not worth_it(len(new)):
            return
        if self.cache is None:
            from vaultsync.obsidian.cache import Cache

            self.cache = Cache((), "")

        def told(done: int) -> None:
            tell("notes read", done, len(new))

        # Where an earlier run scanned most of them, others would only do it again.
        alone = self.cache.size * 2 > len(new)
        for path, found in scanned(self._files.base, new, self._scan, told, alone).items():
            self._notes[path] = self.cache.told(path, found)

    def _scan(self, paths: Iterable[str]) -> None:
        for path in paths:
            if note := self.note(path):
                note.facts  # noqa: B018 - they are found when they are asked for

    def forget(self, path: str) -> None:
        """Forget what was read of a file, or that it could not be."""
        self._notes.pop(path, None)
        self._canvases.pop(path, None)
        self.failures.pop(path, None)

    def is_same(self, path: str) -> bool:
        """Return whether a note that was read still has the bytes that it was made from."""
        note = self._notes.get(path)
        if note is None:
            return False
        try:
            return encode(Text(note.text, note.mark)) == self._files.read(path)
        except OSError:
            return False

    def recovered(self) -> set[str]:
        """Return the files that could not be read, and now can."""
        found: set[str] = set()
        for path, failure in self.failures.items():
            if failure.kind in PASSING and path in self._tree:
                try:
                    self._files.read(path)
                except OSError:
                    continue
                found.add(path)
        return found


def _undecodable(error: UndecodableError) -> Failure:
    return Failure("undecodable", f"byte {error.offset} is not UTF-8", error.line)
