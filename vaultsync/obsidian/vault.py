"""A vault: its files, settings and notes, and where each link leads.

Notes are read when they are asked for, and kept. `change` takes note of what
became different on disk and forgets only what depends on it, so that a vault
that lives through any number of changes answers like one that is opened anew.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from vaultsync.obsidian.anchors import OTHER, Anchor, Anchors
from vaultsync.obsidian.names import (
    hidden,
    is_canvas,
    is_note,
    is_supported,
    offloaded_name,
    stem,
)
from vaultsync.obsidian.note import Link, Note
from vaultsync.obsidian.resolve import NOWHERE, Resolution, Resolver
from vaultsync.obsidian.settings import Settings, read_settings, settings_paths
from vaultsync.text import Text, UndecodableError, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vaultsync.obsidian.canvas import Canvas
    from vaultsync.obsidian.extents import EmbedGraph
    from vaultsync.obsidian.files import Files, FileStat

Source: TypeAlias = "Note | Canvas"


class Use(NamedTuple):
    """A link where it is used, and where it leads.

    `anchor` is None where the link has no subpath, where the target has
    nothing of that name, and where it was not looked for because the target is
    absent or could not be read; `checked` says that it was looked for.
    `templated` links stand in a template or hold a placeholder such as
    `{{title}}`: they lead somewhere only once a note is made of them.
    `offloaded` is the path of a target that lies in the cloud only,
    `unsupported` that of a file which Obsidian does not show; both are empty
    where `resolution` has a target.
    """

    source: str
    link: Link
    resolution: Resolution
    anchor: Anchor | None = None
    checked: bool = False
    templated: bool = False
    offloaded: str = ""
    unsupported: str = ""

    @property
    def target(self) -> str | None:
        """Return the path that the link leads to, or None."""
        return self.resolution.target

    @property
    def broken_target(self) -> bool:
        """Return whether the link names a file that there is not."""
        return (
            self.resolution.target is None
            and not self.link.external
            and not self.templated
            and not self.offloaded
            and not self.unsupported
        )

    @property
    def broken_anchor(self) -> bool:
        """Return whether the target is there, but not the heading or block in it."""
        return self.checked and self.anchor is None and not self.templated


class Failure(NamedTuple):
    """Why a note or canvas could not be read: `message` for people, `line` from 1."""

    kind: Literal["undecodable", "unreadable", "vanished", "invalid"]
    message: str
    line: int


class Vault:
    """The files below one folder, as Obsidian understands them.

    Without `settings` those of the vault are read, from `config_folder`, and
    read again when they change.
    """

    def __init__(
        self, files: Files, settings: Settings | None = None, config_folder: str = ".obsidian"
    ) -> None:
        self.files = files
        self.settings = settings or read_settings(files, config_folder)
        self._settings_paths = () if settings else settings_paths(config_folder)
        self._settings_stats = self._stat_settings()
        self._stats: dict[str, FileStat] = {status.path: status for status in files.list()}
        self._notes: dict[str, Note] = {}
        self._canvases: dict[str, Canvas] = {}
        self.failures: dict[str, Failure] = {}
        self._anchors: dict[str, Anchors] = {}
        self._uses: dict[str, tuple[Use, ...]] = {}
        self._embed_uses: dict[str, tuple[Use, ...]] = {}
        self._dependents: _Dependents | None = None
        self.stale: frozenset[str] = frozenset()
        self._sort()
        self._resolve_anew()

    def _sort(self) -> None:
        """Sort the paths into kinds; forget what is made of all of them."""
        self.offloaded = {
            name: path for path in self._stats if (name := offloaded_name(path)) is not None
        }
        placeholders = set(self.offloaded.values())
        self.paths = tuple(sorted(self._stats.keys() - placeholders))
        self.note_paths = tuple(filter(is_note, self.paths))
        self.canvas_paths = tuple(filter(is_canvas, self.paths))
        self.source_paths = tuple(sorted(self.note_paths + self.canvas_paths))
        self._forget_whole()

    def _forget_whole(self) -> None:
        self._embeds: EmbedGraph | None = None
        self._copies: dict[str, str] | None = None

    def _resolve_anew(self) -> None:
        self.resolver = Resolver(filter(self.is_shown, self.paths))
        # What Obsidian does not see, although it is there or will be.
        self._unseen = Resolver(
            [path for path in self.paths if not self.is_shown(path)]
            + [path for path in self.offloaded if path not in self._stats]
        )
        self._has_unseen = len(self._unseen) > 0

    def is_shown(self, path: str) -> bool:
        """Return whether Obsidian has a file of this kind in the vault."""
        return self.settings.show_unsupported_files or is_supported(path)

    def note(self, path: str) -> Note | None:
        """Return a note by its path; None if there is none or it cannot be read.

        `failures` then says why.
        """
        note = self._notes.get(path)
        if note is None and path in self._stats and is_note(path) and path not in self.failures:
            data = self._read(path)
            if data is not None:
                try:
                    note = self._notes[path] = Note(path, data)
                except UndecodableError as error:
                    self.failures[path] = _undecodable(error)
        return note

    def canvas(self, path: str) -> Canvas | None:
        """Return a canvas by its path; None if there is none or it cannot be read."""
        canvas = self._canvases.get(path)
        if canvas is None and path in self._stats and is_canvas(path) and path not in self.failures:
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

    def source(self, path: str) -> Source | None:
        """Return the note or canvas at a path, or None."""
        return self.canvas(path) if is_canvas(path) else self.note(path)

    def _read(self, path: str) -> bytes | None:
        try:
            return self.files.read(path)
        except FileNotFoundError:
            self.failures[path] = Failure("vanished", "it vanished while it was read", 1)
        except OSError as error:
            message = f"it cannot be read: {error.strerror or error}"
            self.failures[path] = Failure("unreadable", message, 1)
        return None

    def notes(self) -> Iterator[Note]:
        """Return every note that can be read, in the order of their paths."""
        for path in self.note_paths:
            note = self.note(path)
            if note is not None:
                yield note

    def uses(self, path: str) -> tuple[Use, ...]:
        """Return the links of a note (`all_links`, in that order) or of a canvas.

        Where the source cannot be read, there are none.
        """
        uses = self._uses.get(path)
        if uses is None:
            source = self.source(path)
            if source is None:
                return ()
            template = self.settings.is_template(path)
            uses = tuple([self.resolve(link, path, template) for link in source.all_links])
            self._uses[path] = uses
            if self._dependents is not None:
                self._dependents.add(path, uses)
        return uses

    def resolve(self, link: Link, source: str, template: bool = False) -> Use:
        """Return where a link of a note leads; `template` says that the note is a template."""
        if link.external:
            return Use(source, link, NOWHERE)
        path = link.path
        if link.kind == "canvas":
            resolution = self.resolver.exact(path)
        else:
            resolution = self.resolver.resolve(path, source)
        subpath = link.subpath
        target = resolution.target
        templated = template or _is_placeholder(path) or _is_placeholder(subpath)
        if target is None:
            unseen = self._unseen.resolve(path, source).target if self._has_unseen else None
            if unseen is None:
                return Use(source, link, resolution, None, False, templated)
            offloaded = unseen in self.offloaded
            return Use(
                source, link, resolution, None, False, templated,
                unseen if offloaded else "", "" if offloaded else unseen,
            )  # fmt: skip
        if not subpath:
            return Use(source, link, resolution, None, False, templated)
        if not is_note(target):  # a page of a PDF, a view of a base, a style for an image
            return Use(source, link, resolution, OTHER, True, templated)
        anchors = self.anchors(target)
        if anchors is None:
            return Use(source, link, resolution, None, False, templated)
        return Use(source, link, resolution, anchors.find(subpath), True, templated)

    def anchors(self, path: str) -> Anchors | None:
        """Return the headings and blocks of a note by what links call them, or None."""
        anchors = self._anchors.get(path)
        if anchors is None:
            note = self.note(path)
            if note is not None:
                anchors = self._anchors[path] = Anchors(note)
        return anchors

    @property
    def embeds(self) -> EmbedGraph:
        """Return which embeds of notes lie within what others show, over the whole vault."""
        if self._embeds is None:
            from vaultsync.obsidian.extents import Embed, EmbedGraph, extent_of

            found: list[Embed] = []
            for path in self.note_paths:
                for use in self._embeds_of(path):
                    target = self.note(use.target or "")
                    extent = target and extent_of(use, target)
                    if extent:
                        found.append(Embed(path, use.link.start, use, extent))
            self._embeds = EmbedGraph(found)
        return self._embeds

    def _embeds_of(self, path: str) -> tuple[Use, ...]:
        """Return the embeds of a note that show another; a comment shows nothing."""
        found = self._embed_uses.get(path)
        if found is None:
            found = self._embed_uses[path] = tuple(
                use
                for use in self.uses(path)
                if use.link.embed and not use.link.in_comment and is_note(use.target or "")
            )
        return found

    @property
    def conflict_copies(self) -> Mapping[str, str]:
        """Return the copies of notes that synchronisers made, each with its original."""
        if self._copies is None:
            from vaultsync.obsidian.conflicts import conflict_copies

            self._copies = conflict_copies(self.note_paths, self._body)
        return self._copies

    def _body(self, path: str) -> str | None:
        note = self.note(path)
        return None if note is None else note.text[note.body_start :]

    def change(self, hints: Iterable[str] | None = None) -> frozenset[str]:
        """Look again at the hinted files and folders, or at all; return what is different.

        The answer holds every file that appeared, vanished or has other bytes,
        and the settings files whose change means something. `stale` is then
        every note and canvas whose `uses` may be different, a changed one
        included. What cannot have changed is kept as it is.
        """
        if self._dependents is None:
            self._dependents = _Dependents(self._uses)
        hinted = None if hints is None else {hint.strip("/") for hint in hints}
        settled = self._change_settings(hinted)
        now = self._look(hinted)
        changed: set[str] = set()
        appeared: list[str] = []
        vanished: list[str] = []
        for path, status in now.items():
            before = self._stats.get(path)
            if status == before and not self._recovered(path):
                continue
            if status is None:
                del self._stats[path]
                vanished.append(path)
            else:
                self._stats[path] = status
                if before is None:
                    appeared.append(path)
                elif self._is_same(path) and path not in self.failures:
                    continue
            changed.add(path)
        if not changed and not settled:
            self.stale = frozenset()
            return frozenset()
        stale = self._dependents.on(changed, (*appeared, *vanished))
        if settled:
            stale.update(self._uses)
        if appeared or vanished:
            self._sort()
        for path in changed:
            self._notes.pop(path, None)
            self._canvases.pop(path, None)
            self._anchors.pop(path, None)
            self.failures.pop(path, None)
        if settled or any(offloaded_name(path) for path in (*appeared, *vanished)):
            self._resolve_anew()
        else:
            self._update_resolvers(appeared, vanished)
        for path in stale:
            self._embed_uses.pop(path, None)
            uses = self._uses.pop(path, None)
            if uses is not None:
                self._dependents.remove(path, uses)
        self._forget_whole()
        self.stale = frozenset(path for path in stale | changed if is_note(path) or is_canvas(path))
        return frozenset(changed | settled)

    def _look(self, hinted: set[str] | None) -> dict[str, FileStat | None]:
        """Return the present state of the files that may have changed; None for an absent one."""
        now: dict[str, FileStat | None]
        if hinted is None or "" in hinted:
            now = dict.fromkeys(self._stats)
            now.update((status.path, status) for status in self.files.list())
            return now
        now = {}
        folders: list[str] = []
        for hint in hinted:
            if hidden(hint) and offloaded_name(hint) is None:
                continue
            status = self.files.stat(hint)
            if status is not None or hint in self._stats:
                now[hint] = status
            if status is None:
                folders.append(hint)
        for folder in folders:
            for status in self.files.list(folder):
                now[status.path] = status
            for path in self._known_below(folder):
                now.setdefault(path, None)
        return now

    def _known_below(self, folder: str) -> Iterator[str]:
        """Return the known files in a folder, placeholders included."""
        prefix = folder + "/"
        for at in range(bisect_left(self.paths, prefix), len(self.paths)):
            if not self.paths[at].startswith(prefix):
                break
            yield self.paths[at]
        for path in self.offloaded.values():
            if path.startswith(prefix):
                yield path

    def _recovered(self, path: str) -> bool:
        """Return whether a file that could not be read now can, although its stat is the same."""
        failure = self.failures.get(path)
        if failure is None or failure.kind not in ("vanished", "unreadable"):
            return False
        try:
            self.files.read(path)
        except OSError:
            return False
        return True

    def _is_same(self, path: str) -> bool:
        """Return whether a loaded note still has the bytes that it was made from."""
        note = self._notes.get(path)
        if note is None:
            return False
        try:
            return encode(Text(note.text, note.mark)) == self.files.read(path)
        except OSError:
            return False

    def _stat_settings(self) -> list[FileStat | None]:
        return [self.files.stat(path) for path in self._settings_paths]

    def _change_settings(self, hinted: set[str] | None) -> set[str]:
        """Read the settings again if they may have changed; return the files that did."""
        if hinted is not None and not any(hint.startswith(".") for hint in hinted):
            return set()
        stats = self._stat_settings()
        pairs = zip(self._settings_paths, self._settings_stats, stats, strict=True)
        different = {path for path, before, after in pairs if before != after}
        if not different:
            return set()
        self._settings_stats = stats
        settings = read_settings(self.files, self.settings.config_folder)
        if settings == self.settings:
            return set()
        self.settings = settings
        return different

    def _update_resolvers(self, appeared: list[str], vanished: list[str]) -> None:
        for path in vanished:
            self.resolver.remove(path)
            self._unseen.remove(path)
        for path in appeared:
            (self.resolver if self.is_shown(path) else self._unseen).add(path)
        self._has_unseen = len(self._unseen) > 0


class _Dependents:
    """Which sources must be resolved again when a file changes, appears or vanishes."""

    def __init__(self, uses: Mapping[str, tuple[Use, ...]]) -> None:
        self._by_stem: dict[str, set[str]] = {}
        self._by_anchor: dict[str, set[str]] = {}
        for path, each in uses.items():
            self.add(path, each)

    def add(self, path: str, uses: tuple[Use, ...]) -> None:
        """Take note of what the links of a source depend on."""
        for index, key in _dependencies(uses):
            self._index(index).setdefault(key, set()).add(path)

    def remove(self, path: str, uses: tuple[Use, ...]) -> None:
        """Forget what the links of a source depended on."""
        for index, key in _dependencies(uses):
            self._index(index).get(key, set()).discard(path)

    def _index(self, by_anchor: bool) -> dict[str, set[str]]:
        return self._by_anchor if by_anchor else self._by_stem

    def on(self, changed: Iterable[str], renamed: Iterable[str]) -> set[str]:
        """Return the sources with links into changed files, or that may mean renamed ones."""
        found: set[str] = set(changed)
        for path in found.copy():
            found |= self._by_anchor.get(path, set())
        for path in renamed:
            found |= self._by_stem.get(stem(offloaded_name(path) or path), set())
        return found


def _dependencies(uses: tuple[Use, ...]) -> set[tuple[bool, str]]:
    """Return the names that links mention, and the files that they have anchors in."""
    found: set[tuple[bool, str]] = set()
    for use in uses:
        if use.link.external:
            continue
        if use.link.path:
            found.add((False, stem(use.link.path)))
        if use.link.subpath and use.resolution.target is not None:
            found.add((True, use.resolution.target))
    return found


def _undecodable(error: UndecodableError) -> Failure:
    return Failure("undecodable", f"it is not UTF-8: byte {error.offset} is none", error.line)


def _is_placeholder(text: str) -> bool:
    return "{{" in text or "<%" in text
