"""Embeds that came or went, where nothing has to be said of them: told from what was kept.

Circles of embeds, and chains that are too deep, are looked for over the whole vault. Which
note embeds which is known of all notes from an earlier run. If there was nothing to be said,
and the longest way through a note that changed is short enough even if every embed
showed all of its target, then there is still nothing to be said.
"""

from __future__ import annotations

from vaultsync.bystanders import EMBED, SHOWN, part_of
from vaultsync.obsidian.extents import DEEPEST
from vaultsync.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from vaultsync.bystanders import Part, Parts
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.vault import Vault

_OF_EMBEDS = frozenset({"E304", "E309"})


def with_embeds(
    parts: Parts, new: Mapping[str, Part | None], vault: Vault, alone: Iterable[Diagnostic]
) -> Parts | None:
    """Return the parts of all notes once these have others; None if anything may have to be said.

    That is where more differs than embeds, or where a circle or a deep chain was found
    before (`alone`) or may be there now.
    """
    same = all(
        _but_embeds(part) == _but_embeds(parts.of.get(path, ())) for path, part in new.items()
    )
    if not same or any(each.code in _OF_EMBEDS for each in alone):
        return None
    of = {**parts.of, **new}
    embedding: dict[str, list[tuple[str, str]]] = {}
    for source, part in of.items():
        for target, subpath in _embeds(part):
            embedding.setdefault(target, []).append((source, subpath))

    def embedded(path: str) -> Iterator[str]:
        return (target for target, _ in _embeds(of.get(path)))

    def embedders(path: str) -> Iterator[str]:
        return (source for source, _ in embedding.get(path, ()))

    for path in new:
        if _levels(path, embedded) + _levels(path, embedders) > DEEPEST:
            return None
    near = {
        target for path in new for of_ in (parts.of, of) for target, _ in _embeds(of_.get(path))
    }
    shown = dict(parts.around.shown)
    for path in near.union(new):
        subpaths = {subpath for _, subpath in embedding.get(path, ())}
        if subpaths and next(embedded(path), None) is not None:
            shown[path] = tuple(sorted(subpaths))
        else:
            shown.pop(path, None)
    around = parts.around._replace(shown=shown)
    of.update((path, part_of(path, vault, around)) for path in near.union(new))
    return parts._replace(around=around, of={path: part for path, part in of.items() if part != ()})


def _but_embeds(part: Part | None) -> list[tuple[str, ...]]:
    return [each for each in part or () if each[0] not in (EMBED, SHOWN)]


def _embeds(part: Part | None) -> Iterator[tuple[str, str]]:
    """Yield target and subpath of each embed that shows something."""
    for kind, *told in part or ():
        if kind == EMBED:
            target, subpath, names, hidden = told
            if not hidden and (names or not subpath):
                yield target, subpath


def _levels(path: str, onward: Callable[[str], Iterable[str]]) -> int:
    """Return how many steps the longest way from a note has, counted no further than too many."""
    reached = {path}
    for level in range(DEEPEST + 1):
        reached = {each for one in reached for each in onward(one)}
        if not reached:
            return level
    return DEEPEST + 1
