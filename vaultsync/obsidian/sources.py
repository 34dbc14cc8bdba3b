"""The notes and canvases of a vault: read when they are asked for, and kept; why some cannot be."""

from __future__ import annotations

from vaultsync.lean.cached import cache
from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple, TypeAlias
from vaultsync.obsidian.names import is_canvas, is_note
from vaultsync.obsidian.note import Note
from vaultsync.text import Lines, Text, UndecodableError, decode, encode

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
    """What the files of a `tree` hold that may have links.

    `cache` opens what knows what earlier runs found; it is opened when it is first needed.

    `failures` are those that could not be read, by path. `differs` is told of
    the notes that were let go, and are no more what they were when they are read again.
    """

    def __init__(
        self,
        files: Files,
        tree: Tree,
        cache: Callable[[], Cache] | None,
        differs: Callable[[str], None],
    ) -> None:
        self._files = files
        self._tree = tree
        self._cache = cache
        self._opened: Cache | None = None
        self._spared = 0
        self._differs = differs
        # Of the notes that were let go, what names their bytes.
        self._digests: dict[str, bytes] = {}
        self._lines: tuple[str, Lines] | None = None
        self.moved: set[str] = set()
        """The notes of which `differs` was told, until they are forgotten."""
        self.failures: dict[str, Failure] = {}
        self._notes: dict[str, Note] = {}
        # The bytes of notes that are to be let go, unless the cache knows what names them.
        self._data: dict[str, bytes] = {}
        self._canvases: dict[str, Canvas] = {}

    @property
    def has_cache(self) -> bool:
        """Return whether anything may know what earlier runs found."""
        return self._cache is not None or self._opened is not None

    @property
    def opened(self) -> Cache | None:
        """Return what knows what earlier runs found, if that was needed so far."""
        return self._opened

    @property
    def cache(self) -> Cache | None:
        """Return what knows what earlier runs found, if it is used."""
        if self._cache is not None:
            self._opened, self._cache = self._cache(), None
        return self._opened

    def spare(self, count: int) -> None:
        """Scan so many more notes rather than open the cache for them."""
        self._spared = count

    def _knowing(self) -> Cache | None:
        """Return what knows what earlier runs found in a note, if it is worth asking."""
        if self._cache is not None and self._spared > 0:
            self._spared -= 1
            return None
        return self.cache

    def note(self, path: str, to_let_go: bool = False) -> Note | None:
        """Return a note by its path; None if there is none or it cannot be read.

        The bytes of one that is `to_let_go` are held until then.
        """
        note = self._notes.get(path)
        if note is None and is_note(path):
            data = self._read(path)
            if data is not None:
                before = self._digests.pop(path, None)
                if before is not None and before != _digest()(data):
                    self.moved.add(path)
                    self._differs(path)
                try:
                    known = self._knowing()
                    note = known.note(path, data) if known else Note(path, data)
                    self._notes[path] = note
                    if to_let_go and not known:
                        self._data[path] = data
                except UndecodableError as error:
                    self.failures[path] = _undecodable(error)
        return note

    def let_go(self, note: Note) -> tuple[bytes, bytes | None]:
        """Hold a note no longer; return what names its bytes, and what `take` is told with it."""
        del self._notes[note.path]
        known = self.cache
        if known is not None and known.has(note.path):
            return known.let_go(note.path)
        data = self._data.pop(note.path, None)
        digest = _digest()(_bytes(note) if data is None else data)
        if known is None:
            return digest, None
        from vaultsync.obsidian.cache import kept_of

        return digest, kept_of(note)

    def texts_of(self, notes: Iterable[Note]) -> list[bytes]:
        """Return the texts of some notes in UTF-8."""
        data = self._data
        return [
            each.text.encode() if each.mark or each.path not in data else data[each.path]
            for each in notes
        ]

    def held(self, path: str) -> Note | None:
        """Return a note if it is in memory."""
        return self._notes.get(path)

    def glanced(self, path: str) -> Note | None:
        """Return a note; one that was let go is read for it, and not held again."""
        gone = path in self._digests
        note = self.note(path)
        if gone and note is not None:
            digest, blob = self.let_go(note)
            self.take((path,), (digest,), (blob,))
        return note

    def source(self, path: str) -> Source | None:
        """Return the note or canvas at a path, or None."""
        return self.canvas(path) if is_canvas(path) else self.note(path)

    def lines(self, path: str) -> Lines | None:
        """Return the lines of a note; of those that were let go, the last one's are held."""
        note = self._notes.get(path)
        if note is not None:
            return note.lines
        if self._lines is None or self._lines[0] != path:
            text = None if is_canvas(path) else self.text(path)
            self._lines = None if text is None else (path, Lines(text))
        return self._lines and self._lines[1]

    def text(self, path: str) -> str | None:
        """Return the text of a note or canvas; a note that was let go is not held for it."""
        if is_canvas(path):
            canvas = self.canvas(path)
            return None if canvas is None else canvas.text
        if path in self._digests:
            data = self._read(path)
            try:
                return None if data is None else decode(data).text
            except UndecodableError:
                return None
        note = self.note(path)
        return None if note is None else note.text

    def take(
        self, paths: Sequence[str], digests: Sequence[bytes], blobs: Iterable[bytes | None]
    ) -> None:
        """Take over notes that were let go, here or elsewhere."""
        for path in paths:
            self._notes.pop(path, None)  # it may have been asked for before all were
            self._data.pop(path, None)
        self._digests.update(zip(paths, digests, strict=True))
        if self.cache is not None:
            self.cache.take(paths, digests, blobs)

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
        """Read and scan those of some notes that were not yet, with other processes if they help.

        Nothing depends on it: a note that was not scanned here is when it is asked
        for. `tell` is told of what how many are done, and how many there are.
        Where the system has forks, more than scanning is shared with them.
        """
        from vaultsync.obsidian.files import DiskFiles
        from vaultsync.obsidian.helpers import count_for, scanned_with

        new = [path for path in paths if path not in self._notes]
        count = count_for(len(new))
        if not isinstance(self._files, DiskFiles) or not count:
            return
        cache = self.cache
        if cache is None:
            from vaultsync.obsidian.cache import Cache

            cache = self._opened = Cache((), "")
        # Where an earlier run scanned most of them, others would only do it again.
        if cache.size * 2 > len(new):
            return

        def told(done: int) -> None:
            tell("notes read", done, len(new))

        for path, found in scanned_with(count, self._files.base, new, self._scan, told).items():
            self._notes[path] = cache.told(path, found)

    def _scan(self, paths: Iterable[str]) -> None:
        for path in paths:
            if note := self.note(path):
                note.facts  # noqa: B018 - they are found when they are asked for

    def forget_notes(self) -> None:
        """Hold none of the notes any more, nor what earlier runs found in them."""
        self._notes.clear()
        self._data.clear()
        self._cache = self._opened = None

    def forget(self, path: str) -> None:
        """Forget what was read of a file, or that it could not be."""
        self._notes.pop(path, None)
        self._data.pop(path, None)
        self._digests.pop(path, None)
        self.moved.discard(path)
        self._lines = None
        self._canvases.pop(path, None)
        self.failures.pop(path, None)

    def is_same(self, path: str) -> bool:
        """Return whether a note that was read still has the bytes that it was made from."""
        note, before = self._notes.get(path), self._digests.get(path)
        if (note is None and before is None) or path in self.moved:
            return False
        try:
            data = self._files.read(path)
        except OSError:
            return False
        return data == _bytes(note) if note else _digest()(data) == before

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


def _bytes(note: Note) -> bytes:
    return encode(Text(note.text, note.mark))


@cache
def _digest() -> Callable[[bytes], bytes]:
    """Return what names bytes; a check that lets go of no note does without its import."""
    from vaultsync.disk.cachefile import digest

    return digest


def _undecodable(error: UndecodableError) -> Failure:
    return Failure("undecodable", f"byte {error.offset} is not UTF-8", error.line)
