"""Which sources of a vault that lives on mention a file, as far as is known of it."""

from __future__ import annotations

from itertools import accumulate

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.leads.mentions import Mentions, names_said
from vaultsync.obsidian.leads.uses import links_of
from vaultsync.obsidian.names import is_source, offloaded_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from vaultsync.obsidian.leads.mentions import Names
    from vaultsync.obsidian.sources import Sources
    from vaultsync.obsidian.tree import Tree


class Mentioned:
    """The mentions of all sources of a tree, told anew of those that changed."""

    def __init__(self, sources: Sources, tree: Tree) -> None:
        self._sources = sources
        self._tree = tree
        self._mentions: Mentions | None = None
        self._since: set[str] = set()  # the sources that are different since

    def know(self, mentions: Mentions) -> None:
        """Take it as known which names the links of each source say."""
        self._mentions, self._since = mentions, set()

    def forget(self, changed: Iterable[str]) -> None:
        """Take note that files are different."""
        if self._mentions is not None:
            self._since.update(filter(is_source, changed))

    @property
    def mentions(self) -> Mentions:
        """Return which names the links of each source say; what is not known is read for it."""
        known = self._mentions
        if known is None:
            known = self._said_by(self._tree.source_paths)
        elif self._since:
            gone = frozenset([path for path in self._since if path not in self._tree])
            known = known.told_anew(self.said(self._since), gone)
        self.know(known)
        return known

    def said(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return the names that the links of some sources say; none where one cannot be read."""
        paths = [*paths]
        sizes, names = self._names(paths)
        ends = accumulate(sizes)
        return {
            path: names[end - size : end]
            for path, size, end in zip(paths, sizes, ends, strict=True)
        }

    def _said_by(self, paths: Collection[str]) -> Mentions:
        return Mentions.of(paths, [self._names(paths)])

    def _names(self, paths: Iterable[str]) -> Names:
        sources = map(self._sources.source, paths)
        return names_said([links_of(source) if source else () for source in sources])

    def of(self, renamed: Iterable[str], asked: Iterable[str]) -> set[str]:
        """Return the sources with links that may mean files that came or went.

        `asked` are those that count where it is not known of all.
        """
        known = self._said_by([*asked]) if self._mentions is None else self.mentions
        return known.saying([offloaded_name(path) or path for path in renamed])
