"""What embeds show, and where they go round in a circle or too deep.

An embed shows an extent of a note: all of it, a heading's section, or a block.
It is part of a cycle when what it shows leads back to the embed itself; that
two notes embed parts of each other is no cycle (api `HeadingSubpathResult`;
help, "Embed files"). Obsidian renders five levels (release note 0.8.15).
"""

from __future__ import annotations

from bisect import bisect_left

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vaultsync.obsidian.leads.anchors import Anchors
    from vaultsync.obsidian.leads.uses import Use
    from vaultsync.obsidian.note import Note

DEEPEST = 5
"""The levels of embeds within embeds that Obsidian renders."""

_LONGEST_WAY = 300


class Extent(NamedTuple):
    """A stretch of a note: its path, and a span of its text."""

    path: str
    start: int
    end: int


class Embed(NamedTuple):
    """An embed of a note: whose it is, where it stands, and what it shows."""

    source: str
    at: int
    use: Use
    extent: Extent


def stretch_of(subpath: str, path: str, anchors: Anchors, note: Note) -> Extent | None:
    """Return the stretch of a note that a subpath names; without one, all below its properties."""
    if not subpath:
        return Extent(path, note.body_start, len(note.text))
    shown = anchors.extent(subpath)
    return shown and Extent(path, *shown)


class Shown(NamedTuple):
    """Which of a note's embeds those show that embed it by a subpath, counted from its first."""

    subpath: str
    first: int
    last: int


def shown_in(subpath: str, extent: Extent, starts: Sequence[int]) -> Shown:
    """Return which embeds an extent shows, of those that start there; these are sorted."""
    return Shown(subpath, bisect_left(starts, extent.start), bisect_left(starts, extent.end))


class EmbedGraph:
    """Which embeds lie within what others show. Costs about one step an embed."""

    def __init__(self, embeds: Iterable[Embed]) -> None:
        self._of: dict[str, list[Embed]] = {}
        for embed in embeds:
            self._of.setdefault(embed.source, []).append(embed)
        for each in self._of.values():
            each.sort(key=_place)
        self._starts = {path: [embed.at for embed in each] for path, each in self._of.items()}
        extents = {embed.extent for each in self._of.values() for embed in each}
        self._within = {extent: self._embeds_in(extent) for extent in extents}
        self._component, self._order = _components(
            {extent: [embed.extent for embed in within] for extent, within in self._within.items()}
        )
        self._cyclic: set[tuple[str, int]] = set()
        self._depths = self._measured()

    def _embeds_in(self, extent: Extent) -> Sequence[Embed]:
        starts = self._starts.get(extent.path)
        if starts is None:
            return ()
        first, last = bisect_left(starts, extent.start), bisect_left(starts, extent.end)
        return self._of[extent.path][first:last]

    def _measured(self) -> dict[Extent, int]:
        """Return how many levels of embeds each extent holds; note those that go in a circle.

        An embed that leads from one extent to another of the same component,
        or to the same extent, leads back to itself. It is not counted.
        """
        depths: dict[Extent, int] = {}
        for component in self._order:
            deepest = 0
            for extent in component:
                for embed in self._within[extent]:
                    if self._component[extent] == self._component[embed.extent]:
                        self._cyclic.add((embed.source, embed.at))
                    else:
                        deepest = max(deepest, 1 + depths[embed.extent])
            depths.update(dict.fromkeys(component, deepest))
        return depths

    @property
    def shown(self) -> Mapping[str, list[Shown]]:
        """Return for each note that has embeds, and is embedded, what is shown of them."""
        by_subpath: dict[str, dict[str, Shown]] = {}
        for each in self._of.values():
            for embed in each:
                subpath, extent = embed.use.link.subpath, embed.extent
                starts = self._starts.get(extent.path)
                if starts is not None:
                    shown = shown_in(subpath, extent, starts)
                    by_subpath.setdefault(extent.path, {})[subpath] = shown
        return {path: sorted(found.values()) for path, found in by_subpath.items()}

    def of(self, source: str) -> Sequence[Embed]:
        """Return a note's embeds of notes, in document order."""
        return self._of.get(source, ())

    def depth(self, embed: Embed) -> int:
        """Return the levels that an embed begins: 1 if what it shows embeds nothing.

        What goes round in a circle is not counted.
        """
        return 1 + self._depths[embed.extent]

    def is_cyclic(self, embed: Embed) -> bool:
        """Return whether what an embed shows leads back to the embed itself."""
        return (embed.source, embed.at) in self._cyclic

    def cycle(self, embed: Embed) -> tuple[Embed, ...]:
        """Return the shortest way from an embed back to it, the embed first; empty if none.

        A way of more than a few hundred embeds is not looked for to its end.
        """
        # Only an extent that the embed's own extent leads to, and back from, can hold it.
        home = self._component[embed.extent]
        came: dict[Extent, tuple[Extent, Embed] | None] = {embed.extent: None}
        waiting = [embed.extent]
        for extent in waiting:
            if len(waiting) > _LONGEST_WAY:
                break
            if _holds(extent, embed):
                way: list[Embed] = []
                step = came[extent]
                while step is not None:
                    way.append(step[1])
                    step = came[step[0]]
                return (embed, *reversed(way))
            for inner in self._within[extent]:
                if inner.extent not in came and self._component[inner.extent] == home:
                    came[inner.extent] = (extent, inner)
                    waiting.append(inner.extent)
        return ()

    def cyclic(self, source: str) -> tuple[Embed, ...]:
        """Return a note's embeds that are part of a cycle, in document order."""
        if not self._cyclic:  # as in most vaults
            return ()
        return tuple(embed for embed in self.of(source) if self.is_cyclic(embed))


def _place(embed: Embed) -> int:
    return embed.at


def _holds(extent: Extent, embed: Embed) -> bool:
    return extent.path == embed.source and extent.start <= embed.at < extent.end


def _components(
    edges: Mapping[Extent, Sequence[Extent]],
) -> tuple[dict[Extent, int], list[list[Extent]]]:
    """Return the strongly connected components, those that lead nowhere else first.

    Tarjan's algorithm, without recursion: chains of embeds may be long.
    """
    component: dict[Extent, int] = {}
    found: list[list[Extent]] = []
    number: dict[Extent, int] = {}
    low: dict[Extent, int] = {}
    path: list[Extent] = []
    for root in edges:
        if root in number:
            continue
        work = [(root, iter(edges[root]))]
        number[root] = low[root] = len(number)
        path.append(root)
        while work:
            node, rest = work[-1]
            for other in rest:
                if other not in number:
                    number[other] = low[other] = len(number)
                    path.append(other)
                    work.append((other, iter(edges[other])))
                    break
                if other not in component:
                    low[node] = min(low[node], number[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    members = [path.pop()]
                    while members[-1] != node:
                        members.append(path.pop())
                    component.update(dict.fromkeys(members, len(found)))
                    found.append(members)
    return component, found
