"""Beginning with what an earlier run found, where that still holds."""

from __future__ import annotations

from vaultsync.bystanders import copied_now
from vaultsync.holding import stands, wanting
from vaultsync.obsidian.names import is_source
from vaultsync.telling import askers_of
from vaultsync.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vaultsync.bystanders import Parts
    from vaultsync.holding import Holds
    from vaultsync.obsidian.anchored import Anchored
    from vaultsync.obsidian.vault import Vault
    from vaultsync.recall import Memory, Recalled
    from vaultsync.rules.rule import View


_MOST = 10_000  # notes that are read, and held, to say again what their links come to


class Taken(NamedTuple):
    """What was taken over from an earlier run, and what rules see of the notes judged anew.

    `changed` are the notes and canvases that are different since, `touched`
    these and all with links into them. `holds` says what of the whole need not be judged
    anew, `parts` what that takes from its notes by now.
    """

    recalled: Recalled
    changed: frozenset[str]
    touched: frozenset[str]
    view: View
    holds: Holds
    parts: Parts

    def narrow(self, vault: Vault) -> set[str]:
        """Return the notes that may state an action; no other is searched for what was sought."""
        telling = {*self.parts.stating, *self.touched}
        silent = [path for path in vault.note_paths if path not in telling]
        for asker in askers_of(self.view):
            if asker.search is not None:
                vault.rule_out(asker.search.found_in, silent)
        return telling

    @property
    def counting(self) -> frozenset[str]:
        """Return the notes and canvases of which links are spoken of together, or may be."""
        return self.parts.counting | self.touched

    def copied(self, vault: Vault) -> Mapping[str, str]:
        """Return the conflict copies with their originals."""
        return copied_now(self.parts, self.touched, vault)

    def sources(self, anew: Mapping[str, Sequence[str]]) -> Anchored:
        """Return who has links into which file; `anew` tells it of the touched notes alone."""
        return self.recalled.sources.told_anew(self.touched, anew)


def taken_over(
    memory: Memory, vault: Vault, seen_by: Callable[[Sequence[Sequence[str]]], View]
) -> Taken | None:
    """Return what an earlier run found, if all names are what they were.

    None also where so many notes were to be read again that going over all of them
    takes less memory.

    `seen_by` gives what rules see when told the texts that each tracker looks for.
    """
    kept = None if vault.unlisted else memory.recall(vault.stats, vault.settings)
    if not kept:
        return None
    recalled, differ = kept
    vault.resolver.trust(recalled.shared)
    changed = frozenset(filter(is_source, differ))
    touched = changed.union(*(recalled.sources.to(path) for path in changed))
    aliases = {path: vault.aliases_in(path) for path in changed}
    if any(tuple(recalled.aliases.get(path, ())) != now for path, now in aliases.items()):
        known = {**recalled.aliases, **aliases}
        there = {path: known[path] for path in vault.note_paths if known.get(path)}
        recalled = recalled._replace(aliases=there)
        touched |= wanting(recalled.found)
    view = seen_by(recalled.sought)
    holds, parts = stands(touched, recalled.parts, vault, view, recalled.alone)
    if not holds.alone and len(parts.counting) > _MOST:
        return None
    return Taken(recalled, changed, touched, view, holds, parts)
