"""Embeds that came or went, where nothing has to be said of them: told from what was kept.

Circles of embeds, and chains that are too deep, are looked for over the whole vault. Which
note embeds which is known of all notes from an earlier run. If there was nothing to be said,
and the longest way through a note that changed is short enough even if every embed
showed all of its target, then there is still nothing to be said. Nor is there when an embed
only moves within a note on such ways: so it need not be told who shows which of them.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.leads.extents import DEEPEST
from vaultsync.workspace.bystanders import EMBED, SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.workspace.bystanders import Part, Parts

_OF_EMBEDS = frozenset({"E304", "E309"})


def with_embeds(
    parts: Parts, new: Mapping[str, Part | None], alone: Iterable[Diagnostic]
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
    embedders: dict[str, list[str]] = {}
    for source, part in of.items():
        for target in _embedded(part):
            embedders.setdefault(target, []).append(source)
    for path in new:
        below = _levels(path, lambda path: _embedded(of.get(path)))
        if below + _levels(path, lambda path: embedders.get(path, ())) > DEEPEST:
            return None
    return parts._replace(of={path: part for path, part in of.items() if part != ()})


def _but_embeds(part: Part | None) -> list[tuple[str, ...]]:
    return [each for each in part or () if each[0] not in (EMBED, SHOWN)]


def _embedded(part: Part | None) -> Iterator[str]:
    """Yield the target of each embed that shows something."""
    for kind, *told in part or ():
        if kind == EMBED:
            target, subpath, names, hidden = told
            if not hidden and (names or not subpath):
                yield target


def _levels(path: str, onward: Callable[[str], Iterable[str]]) -> int:
    """Return how many steps the longest way from a note has, counted no further than too many."""
    reached = {path}
    for level in range(DEEPEST + 1):
        reached = {each for one in reached for each in onward(one)}
        if not reached:
            return level
    return DEEPEST + 1
