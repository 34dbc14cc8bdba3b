"""A vault: its files, settings and notes, and where each link leads.

Notes are read when they are asked for, and kept. `change` takes note of what
became different on disk and forgets only what depends on it, so that a vault
that lives through any number of changes answers like one that is opened anew.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.leads.leads import Leads
from vaultsync.obsidian.leads.uses import Use
from vaultsync.obsidian.searched import Searched
from vaultsync.obsidian.settings import FollowedSettings, Settings
from vaultsync.obsidian.sources import PASSING, Failure, Source, Sources
from vaultsync.obsidian.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from vaultsync.disk.walk import Table
    from vaultsync.obsidian.at_hand import Lot
    from vaultsync.obsidian.cache import Cache
    from vaultsync.obsidian.canvas import Canvas
    from vaultsync.obsidian.files import Files
    from vaultsync.obsidian.leads.anchors import Anchors
    from vaultsync.obsidian.leads.extents import EmbedGraph
    from vaultsync.obsidian.leads.resolve import Resolver
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.parts import Link
    from vaultsync.text import Lines

__all__ = ["Failure", "Source", "Use", "Vault"]

WORTH_KEEPING = 100
"""Fewer notes are read anew in less time than it takes to notice; nothing is kept of them."""


class Vault:
    """The files below one folder, as Obsidian understands them.

    Without `settings` those of the vault are read, from `config_folder`, and
    read again when they change. Where there are enough notes, what `cache` returns
    knows what earlier runs found in them.

    Rules ask the vault. Whoever goes over all notes, or goes on from what is known of them,
    also asks what it is made of: its `sources` that are read, the `leads` of their links, and
    their texts that are `searched`.
    """

    def __init__(
        self,
        files: Files,
        settings: Settings | None = None,
        config_folder: str = ".obsidian",
        cache: Callable[[], Cache] | None = None,
    ) -> None:
        self.files = files
        self._followed: FollowedSettings | None = None  # those that are given stay as they are
        if settings is None:
            self._followed = FollowedSettings(files, config_folder)
            settings = self._followed.read
        self.settings = settings
        self.stale: frozenset[str] = frozenset()
        self._tree = Tree(files)
        worth_it = self.note_count >= WORTH_KEEPING
        known = cache if worth_it else None
        self.sources = Sources(files, self._tree, known, lambda path: self.leads.differs(path))
        self.leads = Leads(self.sources, self._tree, self.settings)
        self.searched = Searched(self.sources, files.read)
        self._forget_whole()

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the path of every file, sorted."""
        return self._tree.paths

    @property
    def note_paths(self) -> tuple[str, ...]:
        """Return the path of every note, sorted."""
        return self._tree.note_paths

    @property
    def note_count(self) -> int:
        """Return how many notes there are."""
        return self._tree.note_count

    @property
    def canvas_paths(self) -> tuple[str, ...]:
        """Return the path of every canvas, sorted."""
        return self._tree.canvas_paths

    @property
    def source_paths(self) -> tuple[str, ...]:
        """Return the path of everything that may hold links, notes and canvases, sorted."""
        return self._tree.source_paths

    @property
    def maybe_copies(self) -> frozenset[str]:
        """Return the notes that are conflict copies, or may be, and those they are made of."""
        return self._tree.maybe_copies

    @property
    def offloaded(self) -> Mapping[str, str]:
        """Return the files that lie in the cloud only, each with its placeholder."""
        return self._tree.offloaded

    @property
    def unlisted(self) -> tuple[str, ...]:
        """Return the folders that cannot be listed, sorted: what lies in them is not known."""
        return self._tree.unlisted

    @property
    def failures(self) -> Mapping[str, Failure]:
        """Return the notes and canvases that could not be read, and why."""
        return self.sources.failures

    def is_another(self, path: str) -> bool:
        """Return whether a note was another by the time it was read again."""
        return path in self.sources.moved

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
        self.leads.forget_whole()
        self._copies: Mapping[str, str] | None = None
        self._aliases: Mapping[str, Sequence[str]] | None = None

    def note(self, path: str) -> Note | None:
        """Return a note by its path; None if there is none or it cannot be read.

        `failures` then says why.
        """
        return self.sources.note(path)

    def lines(self, path: str) -> Lines | None:
        """Return the lines of a note, None if there is none or it cannot be read.

        One that was let go is not held for it.
        """
        return self.sources.lines(path)

    def canvas(self, path: str) -> Canvas | None:
        """Return a canvas by its path; None if there is none or it cannot be read."""
        return self.sources.canvas(path)

    def source(self, path: str) -> Source | None:
        """Return the note or canvas at a path, or None."""
        return self.sources.source(path)

    def text(self, path: str) -> str | None:
        """Return the text of a note or canvas, None if there is none or it cannot be read.

        A note that was let go is not held for it.
        """
        return self.sources.text(path)

    def forget_links(self) -> None:
        """Hold no more where the links of notes lead that were let go: another process tells.

        A note of which that is asked all the same is read again.
        """
        self._aliases = self.aliases
        self.leads.gists.clear()

    def forget_notes(self) -> None:
        """Hold only the aliases of notes: what else is asked of one is read again."""
        self._aliases = self.aliases
        self.sources.forget_notes()
        self.leads.forget_notes()

    def release(self, note: Note) -> None:
        """Forget what is found again if a note is asked for; it was judged.

        A note that was let go before is let go again.
        """
        note.slim()
        if note.path in self.leads.gists:
            digest, blob = self.sources.let_go(note)
            self.sources.take((note.path,), (digest,), (blob,))

    def is_read(self, path: str) -> bool:
        """Return whether a note or canvas can be read; unless that is known, it is tried."""
        return path in self.leads.gists or self.source(path) is not None

    def holding(
        self,
        test: Callable[[str], bool],
        fails: Callable[[bytes], bool] | None = None,
        among: Callable[[Lot], Iterable[str]] | None = None,
    ) -> AbstractSet[str]:
        """Return the notes that can be read and whose text passes a test.

        Where the same test is asked again, only notes that changed since are looked at.
        `fails` may tell in less time, of the bytes of a note, that its text does not pass;
        `among` returns those of many that are at hand which pass.
        """
        return self.searched.passing(test, self.note_paths, fails, among)

    def keep(self) -> None:
        """Keep what was found in notes for the next run, if most were looked at."""
        if self.sources.opened is not None:
            self.sources.opened.save(self.note_count)

    def notes(self) -> Iterator[Note]:
        """Return every note that can be read, in the order of their paths."""
        for path in self.note_paths:
            note = self.note(path)
            if note is not None:
                yield note

    @property
    def resolver(self) -> Resolver:
        """Return what finds the files that links name."""
        return self.leads.resolver

    def uses(self, path: str) -> tuple[Use, ...]:
        """Return the links of a note (`all_links`, in that order) or of a canvas.

        Where the source cannot be read, there are none.
        """
        return self.leads.uses(path)

    def notable(self, path: str) -> tuple[Use, ...]:
        """Return of the `uses` of a note or canvas those that anything may be said of.

        Left out are links that are beyond doubt (`SoundLinks`), as nearly all are.
        """
        return self.leads.notable(path)

    def resolve(self, link: Link, source: str, template: bool = False) -> Use:
        """Return where a link of a note leads; `template` says that the note is a template."""
        return self.leads.resolve(link, source, template)

    def anchors(self, path: str) -> Anchors | None:
        """Return the headings and blocks of a note by what links call them, or None."""
        return self.leads.anchors(path)

    def writes_block(self, path: str, name: str) -> bool:
        """Return whether a note writes a block id so; False where that is not known at a look."""
        gist = self.leads.gists.get(path)
        return gist is not None and f"\n^{name}\n" in gist.anchors

    @property
    def embeds(self) -> EmbedGraph:
        """Return which embeds of notes lie within what others show, over the whole vault."""
        return self.leads.embedded.graph

    @property
    def shared_names(self) -> Mapping[str, int]:
        """Return the stems that several notes have, and how many."""
        return self.leads.shared_names

    @property
    def aliases(self) -> Mapping[str, Sequence[str]]:
        """Return the aliases of each note that has some, in the order of the paths."""
        if self._aliases is None:
            gists = self.leads.gists  # nearly all have one, or none has
            found = [
                (path, gist.aliases if (gist := gists.get(path)) else self.aliases_in(path))
                for path in self.note_paths
            ]
            self._aliases = {path: aliases for path, aliases in found if aliases}
        return self._aliases

    def aliases_in(self, path: str) -> tuple[str, ...]:
        """Return the aliases of a note; none if it cannot be read."""
        if gist := self.leads.gists.get(path):
            return gist.aliases
        note = self.note(path)
        return note.aliases if note else ()

    def take_over(
        self,
        aliases: Mapping[str, Sequence[str]],
        copies: Mapping[str, str],
        counting: Callable[[], AbstractSet[str]],
    ) -> None:
        """Take it as known, while all stays so, which aliases and conflict copies there are.

        And which notes and canvases have links that are `counting`.
        """
        self._aliases, self._copies = aliases, copies
        self.leads.known_counting = counting

    def counting(self, among: Sequence[str]) -> Sequence[str]:
        """Return of notes and canvases those whose links count when rules speak of all together.

        All of them, unless an earlier run tells which.
        """
        return self.leads.counting(among)

    @property
    def conflict_copies(self) -> Mapping[str, str]:
        """Return the copies of notes that synchronisers made, each with its original."""
        if self._copies is None:
            from vaultsync.obsidian.conflicts import conflict_copies

            self._copies = conflict_copies(self.note_paths, self.sources.text)
        return self._copies

    def copies_touching(self, paths: Collection[str]) -> Mapping[str, str]:
        """Return the conflict copies among these notes, and those made of one of them."""
        from vaultsync.obsidian.conflicts import conflict_copies

        return conflict_copies(self.note_paths, self.sources.text, paths)

    def change(self, hints: Iterable[str] | None = None) -> frozenset[str]:
        """Look again at the hinted files and folders, or at all; return what is different.

        The answer holds every file that appeared, vanished or has other bytes,
        and the settings files whose change means something. `stale` is then
        every note and canvas whose `uses` may be different, a changed one
        included. What cannot have changed is kept as it is. A folder that cannot be
        listed any more, or can again, is in the answer with a `/` at its end.
        """
        from vaultsync.obsidian.changes import Changes

        changes = Changes(
            self._tree, self.sources, self.leads, self.searched, self._followed, self.settings
        )
        taken = changes.take(hints)
        self.settings, self.stale = changes.settings, taken.stale
        if taken.different:
            self._forget_whole()
        return taken.different

    def differing(self, under: str = "") -> frozenset[str]:
        """Return what a look at all files, or at those in a folder, finds different by now.

        That is every file that appeared, vanished or has another stat, settings included,
        and with a `/` at its end every folder that cannot be listed any more, or can again.
        """
        found = self._tree.differing(under)
        return found if under or self._followed is None else found | self._followed.differing()
