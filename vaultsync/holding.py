"""What of all that was said of a whole vault still holds after some of its notes changed."""

from __future__ import annotations

from vaultsync.bystanders import copied_now, part_of
from vaultsync.embedding import with_embeds
from vaultsync.obsidian.names import is_source
from vaultsync.telling import askers_of, may_state
from vaultsync.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from vaultsync.bystanders import Parts
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.vault import Vault
    from vaultsync.rules.rule import View


_WANTING = frozenset({"L401", "L406"})


class Holds(NamedTuple):
    """Whether what was said still holds: of the vault whatever it states, and of what it states."""

    alone: bool
    stated: bool


NOTHING_HOLDS = Holds(False, False)


def stands(
    paths: Collection[str], parts: Parts, vault: Vault, view: View, alone: Iterable[Diagnostic]
) -> tuple[Holds, Parts]:
    """Return what still holds of what was said of the whole vault before these files changed.

    `alone` is what was said whatever it states. With it comes what the whole takes now from
    its notes, as far as it holds.
    """
    askers, around = askers_of(view), parts.around
    if not all(map(is_source, paths)) or copied_now(parts, paths, vault) != parts.copied:
        return NOTHING_HOLDS, parts
    stated = not any(
        path in parts.stating or path in around.agreed or may_state(path, vault, askers)
        for path in paths
    )
    if not around.placed.isdisjoint(paths):
        return Holds(False, stated), parts
    found = {path: part_of(path, vault, around) for path in paths}
    if None in found.values():  # it was perhaps first read after it had changed
        return Holds(False, stated), parts
    new = {path: part for path, part in found.items() if part != parts.of.get(path, ())}
    if not new:
        return Holds(True, stated), parts
    if any(parts.of.get(path, ()) is None for path in new):
        return Holds(False, stated), parts
    moved = with_embeds(parts, new, alone)
    return Holds(moved is not None, stated), moved or parts


def wanting(found: Mapping[str, Iterable[Diagnostic]]) -> set[str]:
    """Return the notes and canvases with links to no file: an alias may be what they want."""
    return {path for path, each in found.items() if any(one.code in _WANTING for one in each)}
