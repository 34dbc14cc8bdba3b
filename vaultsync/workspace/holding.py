"""What of all that was said of a whole vault still holds after some of its notes changed."""

from __future__ import annotations

from vaultsync.disk.other_names import NOTHING_RENAMED
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.names import is_source, stems
from vaultsync.workspace.bystanders import copied_now, copies_stand, part_of
from vaultsync.workspace.telling import askers_of, may_state

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.disk.other_names import Renamed
    from vaultsync.obsidian.vault import Vault
    from vaultsync.rules.rule import View
    from vaultsync.workspace.bystanders import Parts
    from vaultsync.workspace.folded import FoldedFound


# What is said of links to no file, and what is near them.
_WANTING = frozenset({"E301", "L401", "L406", "L407", "L408", "L409", "L411", "L414"})


class Holds(NamedTuple):
    """Whether what was said still holds: of the vault whatever it states, and of what it states."""

    alone: bool
    stated: bool


NOTHING_HOLDS = Holds(False, False)


def stands(
    paths: Collection[str],
    parts: Parts,
    vault: Vault,
    view: View,
    alone: Iterable[Diagnostic],
    renamed: Renamed = NOTHING_RENAMED,
) -> tuple[Holds, Parts]:
    """Return what still holds of what was said of the whole vault before these files changed.

    `paths` are also those with links that may mean a file that was renamed. `alone` is what was
    said whatever it states. With it comes what the whole takes now from its notes, as far as it
    holds.
    """
    askers, around, gone = askers_of(view), parts.around, renamed.gone
    if not all(map(is_source, paths)) or not copies_stand(parts, renamed, vault):
        return NOTHING_HOLDS, parts
    if copied_now(parts, paths, vault, renamed) != parts.copied:
        return NOTHING_HOLDS, parts
    stated = not any(
        path in parts.stating
        or path in around.agreed
        or (path not in gone and may_state(path, vault, askers))
        for path in paths
    )
    if not around.placed.isdisjoint(paths) or _are_shared(renamed, vault):
        return Holds(False, stated), parts
    found = {path: () if path in gone else part_of(path, vault, around) for path in paths}
    if None in found.values():  # it was perhaps first read after it had changed
        return Holds(False, stated), parts
    new = {path: part for path, part in found.items() if part != parts.of.get(path, ())}
    if not new:
        return Holds(True, stated), parts
    if any(parts.of.get(path, ()) is None for path in new):
        return Holds(False, stated), parts
    from vaultsync.workspace.embedding import with_embeds  # mostly nothing is embedded

    moved = with_embeds(parts, new, alone)
    return Holds(moved is not None, stated), moved or parts


def _are_shared(renamed: Renamed, vault: Vault) -> bool:
    """Return whether other files had, or have now, the name of one that came or is gone."""
    if not renamed.all:
        return False
    from vaultsync.lean.cached import Counter

    came, gone = Counter(stems(renamed.came)), Counter(stems(renamed.gone))
    there = {name: vault.resolver.bearing(name) for name in {*came, *gone}}
    return any(count > 1 or count - came[name] + gone[name] > 1 for name, count in there.items())


def wanting(found: FoldedFound) -> set[str]:
    """Return the notes and canvases with links to no file: an alias or a name may be wanted."""
    return {path for path, each in found.items() if any(one.code in _WANTING for one in each)}
