"""Where the links of a vault lead, and what that depends on."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.leads.anchors import OTHER, Anchors
from vaultsync.obsidian.leads.embedded import Embedded
from vaultsync.obsidian.leads.mentioned import Mentioned
from vaultsync.obsidian.leads.resolve import NOWHERE, Resolver
from vaultsync.obsidian.leads.uses import (
    Dependents,
    Use,
    anchored,
    is_placeholder,
    links_of,
    targets_of,
)
from vaultsync.obsidian.names import is_canvas, is_note, is_supported
from vaultsync.obsidian.note import Note
from vaultsync.obsidian.parts import Link
from vaultsync.obsidian.tree import Visible

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from vaultsync.obsidian.leads.gist import Gist
    from vaultsync.obsidian.leads.sound import SoundLinks
    from vaultsync.obsidian.settings import Settings
    from vaultsync.obsidian.sources import Sources
    from vaultsync.obsidian.tree import Tree

_MOST_ANCHORS = 1024  # notes let go whose headings are held at hand
_FILES_A_NOTE = 1000  # looked at in the time in which a note's links are resolved


class Leads:
    """Where the links of notes and canvases lead, found when it is asked for, and kept.

    `gists` are those of the notes that were gone over: of these no more is read
    than a gist cannot tell.
    """

    def __init__(self, sources: Sources, tree: Tree, settings: Settings) -> None:
        self._sources = sources
        self._tree = tree
        self.gists: dict[str, Gist] = {}
        self._anchors: dict[str, Anchors] = {}
        self._uses: dict[str, tuple[Use, ...]] = {}
        self._notable: dict[str, tuple[Use, ...]] = {}
        # The files that the links of each source have anchors in, as far as asked.
        self._targets: dict[str, Collection[str]] = {}
        self._dependents: Dependents | None = None
        self.mentioned = Mentioned(sources, tree)
        self.embedded = Embedded(self, sources, tree)
        self.in_fork = False
        """Whether this is a fork: to let go of what its parent has costs memory and time there."""
        self.known_counting: Callable[[], AbstractSet[str]] | None = None
        """What `counting` leaves of all notes and canvases, where that is known."""
        self.resolve_anew(settings)

    def resolve_anew(self, settings: Settings) -> None:
        """Look anew at which files there are, and which of them Obsidian shows."""
        self._settings = settings
        shown = Visible(self._tree, settings.show_unsupported_files)
        self.resolver = Resolver(shown)
        # What Obsidian does not see, although it is there or will be.
        unseen = [path for path in self._tree.offloaded if path not in self._tree]
        unseen += sorted(shown.unshown)
        self._unseen = Resolver(unseen)
        self._names_changed()

    def _names_changed(self) -> None:
        """Forget what hangs on which files there are."""
        self._has_unseen = len(self._unseen) > 0
        self._sound: SoundLinks | None = None
        self._shared_names: Mapping[str, int] | None = None

    def uses(self, path: str) -> tuple[Use, ...]:
        """Return the links of a note (`all_links`, in that order) or of a canvas.

        Where the source cannot be read, there are none.
        """
        uses = self._uses.get(path)
        if uses is None:
            source = self._sources.source(path)
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
            gist = self.gists.get(path)
            if gist is not None and gist.left is not None and gist.is_answered(self.gists):
                found = self._notable[path] = self._resolved(map(Link._make, gist.left), path)
                self._remember(path, {*gist.asked[::2], *targets_of(found)})
                if not self.in_fork:  # what was found says it all, and there may be very many
                    self.gists[path] = gist.without_links()
                return found
            note = self._sources.note(path)
            if note is None:
                return ()
            known = bool(self.gists) or self._sound is not None
            if not known and (len(self._notable) + 1) * _FILES_A_NOTE < len(self._tree):
                # All links are looked at sooner than names are sorted.
                found = tuple([use for use in self.uses(path) if not use.link.external])
                self._notable[path] = found
                return found
            left, there = self.sound.sift(note, links_of(note))
            found = self._notable[path] = self._resolved(map(Link._make, left), path)
            self._remember(path, there | targets_of(found) if left else there)
        return found

    def noted(self, paths: Iterable[str]) -> dict[str, tuple[Use, ...]]:
        """Return what is `notable` of many notes, where that is not nothing, in this order."""
        gists = self.gists
        found: dict[str, tuple[Use, ...]] = {}
        silent: dict[str, tuple[str, ...]] = {}
        for path in paths:
            gist = gists.get(path)
            if gist is not None and gist.left == () and gist.is_answered(gists):
                silent[path] = gist.asked and (*{*gist.asked[::2]},)
            elif uses := self.notable(path):
                found[path] = uses
        self._notable.update(dict.fromkeys(silent, ()))
        self._targets.update(silent)
        self._dependents = None
        return found

    @property
    def sound(self) -> SoundLinks:
        """Return which links are beyond doubt."""
        if self._sound is None:
            from vaultsync.obsidian.leads.sound import SoundLinks  # few notes do without

            self._sound = SoundLinks(self.resolver, self.shared_names, self.anchors)
        return self._sound

    def _resolved(self, links: Iterable[Link], source: str) -> tuple[Use, ...]:
        template = self._settings.is_template(source)
        return tuple([self.resolve(link, source, template) for link in links])

    def _remember(self, source: str, targets: Collection[str]) -> None:
        """Take note of the files that the links of a source have anchors in."""
        self._targets[source] = tuple(targets)
        if self._dependents is not None:
            self._dependents.add(source, targets)

    def know_anchored(self, sources: Mapping[str, Iterable[str]]) -> None:
        """Take it as known which sources have links to something in each file (`anchored`)."""
        targets: dict[str, list[str]] = {path: [] for path in self._tree.source_paths}
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
            files = self.resolver.shared_by.items()
            counts = [(name, sum(map(is_note, bearers))) for name, bearers in files]
            self._shared_names = {name: count for name, count in counts if count > 1}
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
            gone = unseen in self._tree.offloaded
            places = (unseen, "") if gone else ("", unseen)
            return Use(source, link, resolution, None, False, templated, *places)
        if not subpath:
            return Use(source, link, resolution, None, False, templated)
        if not is_note(target):  # a page of a PDF, a view of a base, a style for an image
            return Use(source, link, resolution, OTHER, True, templated)
        gist = self.gists.get(target)
        if gist is not None:
            from vaultsync.obsidian.leads.plain_headings import plainly_named  # for gists alone

            if found := plainly_named(gist, subpath):
                return Use(source, link, resolution, found, True, templated)
        anchors = self.anchors(target)
        if anchors is None:
            return Use(source, link, resolution, None, False, templated)
        return Use(source, link, resolution, anchors.find(subpath), True, templated)

    def anchors(self, path: str) -> Anchors | None:
        """Return the headings and blocks of a note by what links call them, or None."""
        anchors = self._anchors.get(path)
        if anchors is None:
            if gist := self.gists.get(path):
                anchors = gist.known(lambda: self._or_empty(path))
            elif note := self._sources.note(path):
                anchors = Anchors(note)
            else:
                return None
            if path in self.gists and len(self._anchors) >= _MOST_ANCHORS:
                self._anchors.clear()
            self._anchors[path] = anchors
        return anchors

    def _or_empty(self, path: str) -> Note:
        """Return a note that could be read before; an empty one if it cannot be any more."""
        return self._sources.glanced(path) or Note(path, b"")

    def counting(self, among: Sequence[str]) -> Sequence[str]:
        """Return of notes and canvases those whose links count, or may (`Vault.counting`)."""
        if self.known_counting is None:
            return among
        known = self.known_counting()
        return [path for path in among if path in known]

    def know_counting(self) -> None:
        """Take it as known whose links count, once it was asked of all what is notable of them."""
        silent = {path for path, uses in self._notable.items() if not uses}
        known = frozenset(self._tree.source_paths) - silent
        self.known_counting = lambda: known

    def forget_whole(self) -> None:
        """Forget what is made of the vault as a whole."""
        self.known_counting = None
        self.embedded.forget()

    def forget_notes(self) -> None:
        """Hold nothing of notes: what is asked of one is read again."""
        for known in (self.gists, self._anchors, self._uses, self._notable):
            known.clear()

    def depending(self, changed: Iterable[str]) -> set[str]:
        """Return the sources with links to something in changed files, as far as asked."""
        if self._dependents is None:
            self._dependents = Dependents()
            for path, targets in self._targets.items():
                self._dependents.add(path, targets)
        return self._dependents.on(changed)

    @property
    def asked(self) -> AbstractSet[str]:
        """Return the sources of which it is known where their links lead."""
        return self._targets.keys()

    def forget(self, stale: AbstractSet[str], changed: Iterable[str]) -> None:
        """Forget where the links of stale sources lead, and all of those that changed."""
        for path in stale & self._targets.keys():
            targets = self._targets.pop(path)
            if self._dependents is not None:
                self._dependents.remove(path, targets)
            self._uses.pop(path, None)
            self._notable.pop(path, None)
        for path in stale & self.gists.keys():  # its links may lead elsewhere now
            self.gists[path] = self.gists[path].without_links()
        for path in changed:
            self.gists.pop(path, None)
            self._anchors.pop(path, None)
        self.mentioned.forget(changed)

    def mentioning(self, renamed: Iterable[str]) -> set[str]:
        """Return the sources whose links may mean files that came or went."""
        return self.mentioned.of(renamed, self._targets)

    def rename(self, appeared: Iterable[str], vanished: Iterable[str]) -> None:
        """Take note of files that came and went."""
        for path in vanished:
            if path[-1] != "/":
                self.resolver.remove(path)
                self._unseen.remove(path)
        for path in appeared:
            if path[-1] != "/":  # no file, but a folder that cannot be listed
                shown = self._settings.show_unsupported_files or is_supported(path)
                (self.resolver if shown else self._unseen).add(path)
        self._names_changed()

    def differs(self, path: str) -> None:
        """Forget the gist of a note that is another by now, and what was made of it."""
        self.gists.pop(path, None)
        self.mentioned.forget((path,))
        for known in (self._anchors, self._uses, self._notable, self._targets):
            known.pop(path, None)
