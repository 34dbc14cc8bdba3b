"""Beginning with what an earlier run found, where that still holds."""

from __future__ import annotations

from vaultsync.disk.shelved import ShelfLostError
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.names import is_source, stems
from vaultsync.workspace.bystanders import copied_now
from vaultsync.workspace.folded import FoldedFound
from vaultsync.workspace.holding import stands, wanting
from vaultsync.workspace.telling import askers_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vaultsync.disk.other_names import Renamed
    from vaultsync.obsidian.leads.bearers import Bearers
    from vaultsync.obsidian.vault import Vault
    from vaultsync.rules.rule import View
    from vaultsync.workspace.bystanders import Parts
    from vaultsync.workspace.holding import Holds
    from vaultsync.workspace.recall import Memory, Recalled


_SPARED = 8  # notes: they are scanned sooner than it is opened what knows them
_MOST = 10_000  # notes that are read, and held, to say again what their links come to


class Taken(NamedTuple):
    """What was taken over from an earlier run, and what rules see of the notes judged anew.

    `changed` are the notes and canvases that are different since, or `renamed`; `touched`
    these and all with links into them; `again` these and all others of which something else
    may have to be said. `holds` says what of the whole need not be judged
    anew, `parts` what that takes from its notes by now.
    """

    recalled: Recalled
    changed: frozenset[str]
    touched: frozenset[str]
    again: frozenset[str]
    renamed: Renamed
    view: View
    holds: Holds
    parts: Parts

    def narrow(self, vault: Vault) -> set[str]:
        """Return the notes that may state an action; no other is searched for what was sought."""
        telling = {*self.parts.stating, *self.touched}
        silent = [path for path in vault.note_paths if path not in telling]
        for asker in askers_of(self.view):
            if asker.search is not None:
                vault.searched.rule_out(asker.search.found_in, silent)
        return telling

    def counting(self) -> frozenset[str]:
        """Return the notes and canvases of which links are spoken of together, or may be."""
        return self.parts.counting | self.touched

    def copied(self, vault: Vault) -> Mapping[str, str]:
        """Return the conflict copies with their originals."""
        return copied_now(self.parts, self.touched, vault, self.renamed)

    def sources(self, vault: Vault) -> Mapping[str, tuple[str, ...]]:
        """Return into which files sources have links whose links are others since all were told.

        Raises `ShelfLostError`, as `mentions` does.
        """
        known, anew = self.recalled.sources, vault.leads.anchored  # of what was judged in this run
        return known.told_anew(self.touched, anew, self.renamed.gone).anew

    def mentions(self, vault: Vault) -> Mapping[str, bytes]:
        """Return the names that the links of sources say which are others since all were told."""
        known, anew = self.recalled.mentions, vault.leads.mentioned.said(self.changed)
        return known.told_anew(anew, self.renamed.gone).anew


def taken_over(
    memory: Memory, vault: Vault, seen_by: Callable[[Sequence[Sequence[str]]], View]
) -> Taken | None:
    """Return what an earlier run found, where enough of it still holds.

    None also where so many notes were to be read again that going over all of them
    takes less memory.

    `seen_by` gives what rules see when told the texts that each tracker looks for.
    """
    kept = None if vault.unlisted else memory.recall(vault.stats, vault.settings)
    if not kept:
        return None
    vault.sources.spare(_SPARED)
    recalled, differ, renamed, bearers = kept
    changed = frozenset(filter(is_source, differ | renamed.all))
    try:
        mentioning = recalled.mentions.saying(renamed.all) if renamed.all else ()
        touched = changed.union(mentioning, *map(recalled.sources.to, changed))
    except ShelfLostError:
        return None
    if renamed.all:
        recalled = recalled._replace(shared=_shared_now(recalled.shared, renamed, vault, bearers))
    vault.resolver.trust(recalled.shared, bearers)
    again = touched
    aliases = {path: vault.aliases_in(path) for path in changed}
    moved = any(tuple(recalled.aliases.get(path, ())) != now for path, now in aliases.items())
    if moved:
        known = {**recalled.aliases, **aliases}
        there = {path: known[path] for path in vault.note_paths if known.get(path)}
        recalled = recalled._replace(aliases=there)
    if moved or renamed.all:
        again |= wanting(FoldedFound(recalled.found))
    view = seen_by(recalled.sought)
    holds, parts = stands(touched, recalled.parts, vault, view, recalled.alone, renamed)
    if not holds.alone and len(parts.counting) > _MOST:
        return None
    return Taken(recalled, changed, touched, again, renamed, view, holds, parts)


def _shared_now(
    before: frozenset[str], renamed: Renamed, vault: Vault, bearers: Bearers
) -> frozenset[str]:
    """Return the stems that several files have, now that some came or are gone."""
    names = frozenset(stems(renamed.all))
    vault.resolver.trust(before | names, bearers)  # then these are counted
    return (before - names).union([name for name in names if vault.resolver.bearing(name) > 1])
