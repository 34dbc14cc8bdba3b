"""A vault: its files, settings and notes, and where each link leads.

Notes are read when they are asked for, and kept. `change` takes note of what
became different on disk and forgets only what depends on it, so that a vault
that lives through any number of changes answers like one that is opened anew.
"""

from __future__ import annotations

from collections import Counter

from vaultsync.obsidian.anchors import OTHER, Anchors
from vaultsync.obsidian.gist import gist_of
from vaultsync.obsidian.names import (
    is_canvas,
    is_note,
    is_source,
    is_supported,
    offloaded_name,
    stem,
)
from vaultsync.obsidian.note import Link, Note
from vaultsync.obsidian.resolve import NOWHERE, Resolver
from vaultsync.obsidian.scan import frontmatter_of, unified
from vaultsync.obsidian.searched import Searched
from vaultsync.obsidian.settings import Settings, read_settings, settings_paths
from vaultsync.obsidian.sound import SoundLinks
from vaultsync.obsidian.sources import PASSING, Failure, Source, Sources
from vaultsync.obsidian.tree import Tree
from vaultsync.obsidian.uses import (
    Dependents,
    Use,
    anchored,
    is_placeholder,
    links_of,
    stems_of,
    targets_of,
)
from vaultsync.text import Lines
from vaultsync.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from vaultsync.obsidian.cache import Cache
    from vaultsync.obsidian.canvas import Canvas
    from vaultsync.obsidian.extents import EmbedGraph
    from vaultsync.obsidian.files import Files, FileStat, Table
    from vaultsync.obsidian.gist import Gist

__all__ = ["Failure", "Source", "Use", "Vault"]

WORTH_KEEPING = 100
"""Fewer notes are read anew in less time than it takes to notice; nothing is kept of them."""


_MOST_ANCHORS = 1024  # notes whose headings are held at hand
_FILES_A_NOTE = 1000  # looked at in the time in which a note's links are resolved


class Vault:
    """The files below one folder, as Obsidian understands them.

    Without `settings` those of the vault are read, from `config_folder`, and
    read again when they change. Where there are enough notes, what `cache` returns
    knows what earlier runs found in them.
    """

    def __init__(
        self,
        files: Files,
        settings: Settings | None = None,
        config_folder: str = ".obsidian",
        cache: Callable[[], Cache] | None = None,
    ) -> None:
        self.files = files
        self.settings = settings or read_settings(files, config_folder)
        self.stale: frozenset[str] = frozenset()
        self._settings_paths = () if settings else settings_paths(config_folder)
        self._settings_stats = self._stat_settings()
        self._tree = Tree(files)
        worth_it = len(self.note_paths) >= WORTH_KEEPING
        known = cache() if cache and worth_it else None
        self._sources = Sources(files, self._tree, known, self._differs)
        self._gists: dict[str, Gist] = {}
        self._searched = Searched(self._sources)
        self._lines: tuple[str, Lines] | None = None
        self._anchors: dict[str, Anchors] = {}
        self._uses: dict[str, tuple[Use, ...]] = {}
        self._notable: dict[str, tuple[Use, ...]] = {}
        # The files that the links of each source have anchors in, as far as asked.
        self._targets: dict[str, Collection[str]] = {}
        self._dependents: Dependents | None = None
        self._forget_whole()
        self._resolve_anew()

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the path of every file, sorted."""
        return self._tree.paths

    @property
    def note_paths(self) -> tuple[str, ...]:
        """Return the path of every note, sorted."""
        return self._tree.note_paths

    @property
    def canvas_paths(self) -> tuple[str, ...]:
        """Return the path of every canvas, sorted."""
        return self._tree.canvas_paths

    @property
    def source_paths(self) -> tuple[str, ...]:
        """Return the path of everything that may hold links, notes and canvases, sorted."""
        return self._tree.source_paths

    @property
    def offloaded(self) -> Mapping[str, str]:
        """Return the files that lie in the cloud only, each with its placeholder."""
        return self._tree.offloaded

    @property
    def unlisted(self) -> tuple[str, ...]:
        """Return the folders that cannot be listed, sorted: what lies in them is not known."""
        return self._tree.unlisted

    @property
    def cache(self) -> Cache | None:
        """Return what knows what earlier runs found in notes, if it is used."""
        return self._sources.cache

    @property
    def failures(self) -> Mapping[str, Failure]:
        """Return the notes and canvases that could not be read, and why."""
        return self._sources.failures

    @property
    def is_moved(self) -> bool:
        """Return whether a note that was read again was another by then."""
        return bool(self._sources.moved)

    @property
    def is_passing(self) -> bool:
        """Return whether something could not be read that the next look may find readable."""
        return bool(self.unlisted) or any(each.kind in PASSING for each in self.failures.values())

    @property
    def stats(self) -> Table:
        """Return the state of every file, and unlisted folder, as it was last seen."""
        return self._tree.table

    def _forget_whole(self) -> None:
        """Forget what is made of the vault as a whole."""
        self._embeds: EmbedGraph | None = None
        self._copies: dict[str, str] | None = None
        self._aliases: Mapping[str, Sequence[str]] | None = None

    def _resolve_anew(self) -> None:
        shown: Sequence[str] = self.paths
        if not self.settings.show_unsupported_files:
            others = frozenset([p for p in self._tree.other_paths if not is_supported(p)])
            shown = [path for path in shown if path not in others] if others else shown
        self.resolver = Resolver(shown)
        # What Obsidian does not see, although it is there or will be.
        unseen = [path for path in self.offloaded if path not in self._tree]
        if len(shown) < len(self.paths):
            unseen += sorted(set(self.paths).difference(shown))
        self._unseen = Resolver(unseen)
        self._names_changed()

    def _names_changed(self) -> None:
        """Forget what hangs on which files there are."""
        self._has_unseen = len(self._unseen) > 0
        self._sound: SoundLinks | None = None
        self._shared_names: Mapping[str, int] | None = None

    def is_shown(self, path: str) -> bool:
        """Return whether Obsidian has a file of this kind in the vault."""
        return self.settings.show_unsupported_files or is_supported(path)

    def note(self, path: str) -> Note | None:
        """Return a note by its path; None if there is none or it cannot be read.

        `failures` then says why.
        """
        return self._sources.note(path)

    def lines(self, path: str) -> Lines | None:
        """Return the lines of a note, None if there is none or it cannot be read.

        One that was let go is not held for it; the last one's lines are.
        """
        note = self._sources.held(path)
        if note is not None:
            return note.lines
        if self._lines is None or self._lines[0] != path:
            text = self._sources.text(path)
            self._lines = None if text is None else (path, Lines(text))
        return self._lines and self._lines[1]

    def canvas(self, path: str) -> Canvas | None:
        """Return a canvas by its path; None if there is none or it cannot be read."""
        return self._sources.canvas(path)

    def source(self, path: str) -> Source | None:
        """Return the note or canvas at a path, or None."""
        return self.canvas(path) if is_canvas(path) else self.note(path)

    def text(self, path: str) -> str | None:
        """Return the text of a note or canvas, None if there is none or it cannot be read.

        A note that was let go is not held for it.
        """
        if is_canvas(path):
            canvas = self.canvas(path)
            return None if canvas is None else canvas.text
        return self._sources.text(path)

    def scan_all(
        self, tell: Callable[[str, int, int], None] = lambda what, done, whole: None
    ) -> None:
        """Read and scan every note that was not yet with the help of other processes, if it helps.

        Nothing depends on it: a note that was not scanned here is when it is asked
        for. `tell` is told of what how many are done, and how many there are.
        Where the system has forks, more than scanning is shared with them.
        """
        self._sources.scan_all(self.note_paths, tell)

    def gist(self, note: Note, hold: bool) -> tuple[Gist, bytes | None]:
        """Return the gist of a note, and what `take` is to be told with it.

        Unless it is to be held, the note itself is let go.
        """
        digest, blob = (b"", None) if hold else self._sources.let_go(note)
        return gist_of(note, digest, aliases_of(note), self._sound_links), blob

    def take(self, path: str, gist: Gist, blob: bytes | None) -> None:
        """Take over the gist of a note that was read here or elsewhere."""
        self._gists[path] = gist
        if gist.digest:
            self._sources.take(path, gist.digest, blob)

    def forget_links(self) -> None:
        """Hold no more where the links of notes lead that were let go: another process tells.

        A note of which that is asked all the same is read again.
        """
        self._gists = {
            path: gist._replace(asked=(), left=None) if gist.digest else gist
            for path, gist in self._gists.items()
        }

    def forget_notes(self) -> None:
        """Hold only the aliases of notes: what else is asked of one is read again."""
        self._aliases = self.aliases
        self._sources.forget_notes()
        for known in (self._gists, self._anchors, self._uses, self._notable):
            known.clear()

    def release(self, note: Note) -> None:
        """Forget what is found again if a note is asked for; it was judged.

        A note that was let go before is let go again.
        """
        note.slim()
        gist = self._gists.get(note.path)
        if gist is not None and gist.digest:
            self._sources.take(note.path, *self._sources.let_go(note))

    def is_read(self, path: str) -> bool:
        """Return whether a note or canvas can be read; unless that is known, it is tried."""
        return path in self._gists or self.source(path) is not None

    def holding(self, test: Callable[[str], bool]) -> AbstractSet[str]:
        """Return the notes that can be read and whose text passes a test.

        Where the same test is asked again, only notes that changed since are looked at.
        """
        return self._searched.passing(test, self.note_paths)

    def keep(self) -> None:
        """Keep what was found in notes for the next run, if most were looked at."""
        if self.cache is not None:
            self.cache.save(len(self.note_paths))

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
            uses = self._uses[path] = self._resolved(source.all_links, path)
            self._remember(path, targets_of(uses))
        return uses

    def notable(self, path: str) -> tuple[Use, ...]:
        """Return of the `uses` of a note or canvas those that anything may be said of.

        Left out are links that are beyond doubt (`SoundLinks`), as nearly all are.
        """
        found = self._notable.get(path)
        if found is None:
            if is_canvas(path):
                return self.uses(path)
            gist = self._gists.get(path)
            if gist is not None and gist.left is not None and gist.is_answered(self._gists):
                found = self._notable[path] = self._resolved(map(Link._make, gist.left), path)
                self._remember(path, {*gist.asked[::2], *targets_of(found)})
                return found
            note = self.note(path)
            if note is None:
                return ()
            known = bool(self._gists) or self._sound is not None
            if not known and (len(self._notable) + 1) * _FILES_A_NOTE < len(self.paths):
                # All links are looked at sooner than names are sorted.
                found = tuple([use for use in self.uses(path) if not use.link.external])
                self._notable[path] = found
                return found
            left, there = self._sound_links.sift(note, links_of(note))
            found = self._notable[path] = self._resolved(map(Link._make, left), path)
            self._remember(path, there | targets_of(found) if left else there)
        return found

    @property
    def _sound_links(self) -> SoundLinks:
        if self._sound is None:
            self._sound = SoundLinks(self.resolver, self.shared_names, self.anchors)
        return self._sound

    def _resolved(self, links: Iterable[Link], source: str) -> tuple[Use, ...]:
        template = self.settings.is_template(source)
        return tuple([self.resolve(link, source, template) for link in links])

    def _remember(self, source: str, targets: Collection[str]) -> None:
        """Take note of the files that the links of a source have anchors in."""
        self._targets[source] = tuple(targets)
        if self._dependents is not None:
            self._dependents.add(source, targets)

    def know_anchored(self, sources: Mapping[str, Iterable[str]]) -> None:
        """Take it as known which sources have links to something in each file (`anchored`)."""
        targets: dict[str, list[str]] = {path: [] for path in self.source_paths}
        for target, these in sources.items():
            for path in these:
                targets[path].append(target)
        self._targets = {path: found or () for path, found in targets.items()}
        self._dependents = None

    @property
    def anchored(self) -> dict[str, list[str]]:
        """Return for each file the sources that have links to something in it, as far as asked."""
        return anchored(self._targets)

    @property
    def shared_names(self) -> Mapping[str, int]:
        """Return the stems that several notes have, and how many."""
        if self._shared_names is None:
            counts = Counter(map(stem, self.note_paths))
            self._shared_names = {name: count for name, count in counts.items() if count > 1}
        return self._shared_names

    def resolve(self, link: Link, source: str, template: bool = False) -> Use:
        """Return where a link of a note leads; `template` says that the note is a template."""
        if link.external:
            return Use(source, link, NOWHERE)
        path, subpath = link.path, link.subpath
        if link.kind == "canvas":
            resolution = self.resolver.exact(path)
        else:
            resolution = self.resolver.resolve(path, source)
        target = resolution.target
        templated = template or is_placeholder(path + subpath)
        if not subpath and not templated and target is not None:  # as most links are
            return Use(source, link, resolution)
        if target is None:
            unseen = self._unseen.resolve(path, source).target if self._has_unseen else None
            if unseen is None:
                return Use(source, link, resolution, None, False, templated)
            gone = unseen in self.offloaded
            places = (unseen, "") if gone else ("", unseen)
            return Use(source, link, resolution, None, False, templated, *places)
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
            if gist := self._gists.get(path):
                anchors = gist.known(lambda: self._or_empty(path))
            elif note := self.note(path):
                anchors = Anchors(note)
            else:
                return None
            if len(self._anchors) >= _MOST_ANCHORS:
                self._anchors.clear()
            self._anchors[path] = anchors
        return anchors

    def _or_empty(self, path: str) -> Note:
        """Return a note that could be read before; an empty one if it cannot be any more."""
        return self._sources.glanced(path) or Note(path, b"")

    def _differs(self, path: str) -> None:
        """Forget the gist of a note that is another by now, and what was made of it."""
        self._gists.pop(path, None)
        for known in (self._anchors, self._uses, self._notable, self._targets):
            known.pop(path, None)

    @property
    def embeds(self) -> EmbedGraph:
        """Return which embeds of notes lie within what others show, over the whole vault."""
        if self._embeds is None:
            from vaultsync.obsidian.extents import Embed, EmbedGraph, extent_of

            found: list[Embed] = []
            for path in self.note_paths:
                for use in self._embeds_of(path):
                    target = use.target or ""
                    if anchors := self.anchors(target):
                        inner = self._sources.glanced(target) if self._embeds_of(target) else None
                        if extent := extent_of(use, target, anchors, inner):
                            found.append(Embed(path, use.link.start, use, extent))
            self._embeds = EmbedGraph(found)
        return self._embeds

    def _embeds_of(self, path: str) -> list[Use]:
        """Return the embeds of a note that show another; a comment shows nothing."""
        return [
            use
            for use in self.notable(path)
            if use.link.embed and not use.link.in_comment and is_note(use.target or "")
        ]

    @property
    def aliases(self) -> Mapping[str, Sequence[str]]:
        """Return the aliases of each note that has some, in the order of the paths."""
        if self._aliases is None:
            found = ((path, self.aliases_in(path)) for path in self.note_paths)
            self._aliases = {path: aliases for path, aliases in found if aliases}
        return self._aliases

    def aliases_in(self, path: str) -> tuple[str, ...]:
        """Return the aliases of a note; none if it cannot be read."""
        if gist := self._gists.get(path):
            return gist.aliases
        note = self.note(path)
        return aliases_of(note) if note else ()

    def take_over(self, aliases: Mapping[str, Sequence[str]]) -> None:
        """Take it as known which aliases there are, until something changes."""
        self._aliases = aliases

    @property
    def conflict_copies(self) -> Mapping[str, str]:
        """Return the copies of notes that synchronisers made, each with its original."""
        if self._copies is None:
            from vaultsync.obsidian.conflicts import conflict_copies

            self._copies = conflict_copies(self.note_paths, self._body)
        return self._copies

    def _body(self, path: str) -> str | None:
        text = self._sources.text(path)
        if text is None:
            return None
        frontmatter = frontmatter_of(unified(text))
        return text if frontmatter is None else text[frontmatter[2] :]

    def change(self, hints: Iterable[str] | None = None) -> frozenset[str]:
        """Look again at the hinted files and folders, or at all; return what is different.

        The answer holds every file that appeared, vanished or has other bytes,
        and the settings files whose change means something. `stale` is then
        every note and canvas whose `uses` may be different, a changed one
        included. What cannot have changed is kept as it is. A folder that cannot be
        listed any more, or can again, is in the answer with a `/` at its end.
        """
        if self._dependents is None:
            self._dependents = Dependents()
            for path, targets in self._targets.items():
                self._dependents.add(path, targets)
        hinted = None if hints is None else {hint.strip("/") for hint in hints}
        settled = self._change_settings(hinted)
        appeared, vanished, modified = self._tree.look(hinted)
        renamed = appeared | vanished
        changed = renamed | self._sources.recovered()
        changed |= {path for path in modified if not self._sources.is_same(path)}
        stale = changed | self._dependents.on(changed)
        if renamed:
            stale |= self._mentioning(renamed)
        if settled:
            stale |= self._targets.keys()
        for path in stale & self._targets.keys():
            self._dependents.remove(path, self._targets.pop(path))
            self._uses.pop(path, None)
            self._notable.pop(path, None)
        for path in stale & self._gists.keys():  # its links may lead elsewhere now
            self._gists[path] = self._gists[path]._replace(left=None)
        for path in changed:
            self._sources.forget(path)
            self._gists.pop(path, None)
            self._anchors.pop(path, None)
        self._lines = None
        self._searched.forget(changed)
        if settled or any(offloaded_name(path) or path in self.offloaded for path in renamed):
            self._resolve_anew()
        elif renamed:
            self._update_resolvers(appeared, vanished)
        if changed or settled:
            self._forget_whole()
        self.stale = frozenset(filter(is_source, stale))
        return changed | settled

    def _mentioning(self, renamed: Iterable[str]) -> set[str]:
        """Return the sources whose links were resolved and may mean files that came or went."""
        names = {stem(offloaded_name(path) or path) for path in renamed}
        sources = [(path, self.source(path)) for path in tuple(self._targets)]
        return {
            path
            for path, source in sources
            if source is None or not names.isdisjoint(stems_of(links_of(source)))
        }

    def _update_resolvers(self, appeared: Iterable[str], vanished: Iterable[str]) -> None:
        for path in vanished:
            if path[-1] != "/":
                self.resolver.remove(path)
                self._unseen.remove(path)
        for path in appeared:
            if path[-1] != "/":  # no file, but a folder that cannot be listed
                (self.resolver if self.is_shown(path) else self._unseen).add(path)
        self._names_changed()

    def _stat_settings(self) -> list[FileStat | None]:
        return [self.files.stat(path) for path in self._settings_paths]

    def _change_settings(self, hinted: set[str] | None) -> frozenset[str]:
        """Read the settings again if they may have changed; return the files that did."""
        if hinted is not None and not any(hint.startswith(".") for hint in hinted):
            return frozenset()
        stats = self._stat_settings()
        pairs = zip(self._settings_paths, self._settings_stats, stats, strict=True)
        different = frozenset(path for path, before, after in pairs if before != after)
        if not different:
            return frozenset()
        self._settings_stats = stats
        settings = read_settings(self.files, self.settings.config_folder)
        if settings == self.settings:
            return frozenset()
        self.settings = settings
        return different


def aliases_of(note: Note) -> tuple[str, ...]:
    """Return the aliases of a note; its properties are read only if it may have some."""
    if note.facts[0] is None or not note.properties.may_hold("alias"):
        return ()
    return note.properties.aliases
