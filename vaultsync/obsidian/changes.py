"""How a vault takes changes: what is looked at again, and what is forgotten for it.

What is known stays known until something that it was made of is different, so
that a vault that lives through any number of changes answers like one that is
opened anew. Whoever only reads a vault never imports this.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.names import is_source, offloaded_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.obsidian.leads.leads import Leads
    from vaultsync.obsidian.searched import Searched
    from vaultsync.obsidian.settings import FollowedSettings, Settings
    from vaultsync.obsidian.sources import Sources
    from vaultsync.obsidian.tree import Tree


class Taken(NamedTuple):
    """What is different, and the notes and canvases whose links may lead elsewhere for it."""

    different: frozenset[str]
    stale: frozenset[str]


class Changes:
    """Takes changes of the parts that a vault is made of.

    `followed` are its settings if they are read from it, `given` those that are not.
    """

    def __init__(
        self,
        tree: Tree,
        sources: Sources,
        leads: Leads,
        searched: Searched,
        followed: FollowedSettings | None,
        given: Settings,
    ) -> None:
        self._tree, self._sources, self._leads, self._searched = tree, sources, leads, searched
        self._followed, self._given = followed, given

    @property
    def settings(self) -> Settings:
        """Return the settings as they were last read."""
        return self._given if self._followed is None else self._followed.read

    def take(self, hints: Iterable[str] | None) -> Taken:
        """Look again at the hinted files and folders, or at all; forget what depends on them.

        What is made of the vault as a whole is for whoever keeps it to forget.
        """
        hinted = None if hints is None else {hint.strip("/") for hint in hints}
        settled = self._change_settings(hinted)
        appeared, vanished, modified = self._tree.look(hinted)
        renamed = appeared | vanished
        changed = renamed | self._sources.recovered()
        changed |= {path for path in modified if not self._sources.is_same(path)}
        stale = changed | self._leads.depending(changed)
        if renamed:
            stale |= self._leads.mentioning(renamed)
        if settled:
            stale |= self._leads.asked
        self._leads.forget(stale, changed)
        for path in changed:
            self._sources.forget(path)
        self._searched.forget(changed)
        offloaded = self._tree.offloaded
        if settled or any(offloaded_name(path) or path in offloaded for path in renamed):
            self._leads.resolve_anew(self.settings)
        elif renamed:
            self._leads.rename(appeared, vanished)
        return Taken(changed | settled, frozenset(filter(is_source, stale)))

    def _change_settings(self, hinted: set[str] | None) -> frozenset[str]:
        """Read the settings again if they may have changed; return the files that did."""
        if self._followed is None:
            return frozenset()
        if hinted is not None and not any(hint.startswith(".") for hint in hinted):
            return frozenset()
        return self._followed.change()
