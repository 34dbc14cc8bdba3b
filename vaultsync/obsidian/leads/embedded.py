"""Which embeds of notes lie within what others show, found when it is asked for, and kept."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import is_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vaultsync.obsidian.leads.extents import EmbedGraph, Extent, Shown
    from vaultsync.obsidian.leads.leads import Leads
    from vaultsync.obsidian.leads.uses import Use
    from vaultsync.obsidian.sources import Sources
    from vaultsync.obsidian.tree import Tree


class Embedded:
    """The embeds of the notes of a tree, and what they show; `leads` says where they lead."""

    def __init__(self, leads: Leads, sources: Sources, tree: Tree) -> None:
        self._leads = leads
        self._sources = sources
        self._tree = tree
        self._graph: EmbedGraph | None = None

    def forget(self) -> None:
        """Forget what was found: a note is different."""
        self._graph = None

    @property
    def graph(self) -> EmbedGraph:
        """Return which embeds of notes lie within what others show, over the whole vault."""
        if self._graph is None:
            from vaultsync.obsidian.leads.extents import Embed, EmbedGraph, Extent

            leads = self._leads
            found: list[Embed] = []
            embeds = {path: self._of(path) for path in leads.counting(self._tree.note_paths)}
            stretches = self._stretches(embeds)
            for path, uses in embeds.items():
                for use in uses:
                    target, subpath = use.target or "", use.link.subpath
                    if subpath and use.anchor is None:
                        continue  # it names nothing
                    if target not in leads.gists and leads.anchors(target) is None:
                        continue  # it cannot be read
                    # Of a note without embeds one stretch is as good as another.
                    extent = stretches.get((target, subpath), Extent(target, 0, 0))
                    if extent:
                        found.append(Embed(path, use.link.start, use, extent))
            self._graph = EmbedGraph(found)
        return self._graph

    def _stretches(
        self, embeds: Mapping[str, Sequence[Use]]
    ) -> dict[tuple[str, str], Extent | None]:
        """Return what embeds show of the notes that hold some themselves, by path and subpath.

        Each of these notes is looked at once, however many embed it.
        """
        from vaultsync.obsidian.leads.anchors import Anchors
        from vaultsync.obsidian.leads.extents import stretch_of

        subpaths: dict[str, set[str]] = {}
        for uses in embeds.values():
            for use in uses:
                if embeds.get(target := use.target or ""):
                    subpaths.setdefault(target, set()).add(use.link.subpath)
        found: dict[tuple[str, str], Extent | None] = {}
        for path, named in subpaths.items():
            note = self._sources.glanced(path)
            if note is None:
                continue
            # A gist knows the names of headings, and would read the note again for the rest.
            anchors = Anchors(note) if path in self._leads.gists else self._leads.anchors(path)
            if anchors is not None:
                for subpath in named:
                    found[path, subpath] = stretch_of(subpath, path, anchors, note)
        return found

    def shown_of(self, path: str, subpaths: Iterable[str]) -> list[Shown]:
        """Return which embeds of a note those show that embed it by these subpaths."""
        from vaultsync.obsidian.leads.extents import shown_in, stretch_of

        uses = [use for use in self._of(path) if use.anchor or not use.link.subpath]
        note, anchors = self._sources.note(path), self._leads.anchors(path)
        if not uses or note is None or anchors is None:
            return []
        starts = sorted([use.link.start for use in uses])
        extents = ((subpath, stretch_of(subpath, path, anchors, note)) for subpath in subpaths)
        return [shown_in(subpath, extent, starts) for subpath, extent in extents if extent]

    def _of(self, path: str) -> list[Use]:
        """Return the embeds of a note that show another; a comment shows nothing."""
        return [
            use
            for use in self._leads.notable(path)
            if use.link.embed and not use.link.in_comment and is_note(use.target or "")
        ]
