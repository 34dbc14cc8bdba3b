"""Which embeds of notes lie within what others show, found when it is asked for, and kept."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import is_note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.obsidian.leads.extents import EmbedGraph, Shown
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
            from vaultsync.obsidian.leads.extents import Embed, EmbedGraph, extent_of

            leads = self._leads
            found: list[Embed] = []
            embeds = {path: self._of(path) for path in leads.counting(self._tree.note_paths)}
            for path, uses in embeds.items():
                for use in uses:
                    target = use.target or ""
                    if target not in leads.gists and leads.anchors(target) is None:
                        continue  # it cannot be read
                    inner = self._sources.glanced(target) if embeds.get(target) else None
                    if extent := extent_of(use, target, leads.anchors, inner):
                        found.append(Embed(path, use.link.start, use, extent))
            self._graph = EmbedGraph(found)
        return self._graph

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
