"""Whether a claim and a row belong to the same area."""

from __future__ import annotations

from vaultsync.lean.letters import ratio
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.wording.words import LONGEST, sorted_words
from vaultsync.tracker.ids import id_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.match.places.claim import Claim
    from vaultsync.tracker.model import Row

SAME_AREA = 0.82
"""Areas drift by small words and marks: so alike, two names mean one area."""

OTHER_AREA = 0.65
"""So little alike, two names mean two areas; between the two nothing is known."""

_BESIDE_BEST = 0.05


class Areas:
    """The areas that a vault names, for asking which of them a row's area is."""

    def __init__(self, names: Iterable[str]) -> None:
        # Each claim names its own, and many claims share one.
        named = {name[:LONGEST] for name in names}
        self._names = sorted({sorted_words(name) for name in named} - {""})
        self._known = set(self._names)
        self._spelled: dict[str, str] = {}
        self._found: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def __eq__(self, other: object) -> bool:
        """Return whether two vaults name the same areas."""
        return isinstance(other, Areas) and self._names == other._names

    def __hash__(self) -> int:
        """Return the hash of the names."""
        return hash(tuple(self._names))

    def same(self, ours: str, published: str) -> bool | None:
        """Return whether two areas are one; None where that is not known.

        A published area that is like several of the vault's is the one that
        it is most like.
        """
        if not ours or not published:
            return None
        mine = self._spelled.get(ours)
        if mine is None:
            mine = self._spelled[ours] = sorted_words(ours[:LONGEST])
        same, perhaps = self._like(published)
        if mine in perhaps:
            return None
        return mine in same

    def describe(self, published: str) -> bool:
        """Return whether the vault names a published area."""
        return bool(self._like(published)[0])

    def _like(self, published: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the vault's names for a published area: those that are it, and may be it."""
        found = self._found.get(published)
        if found is None:
            found = self._found[published] = self._search(sorted_words(published[:LONGEST]))
        return found

    def _search(self, published: str) -> tuple[frozenset[str], frozenset[str]]:
        nothing: frozenset[str] = frozenset()
        if not published:
            return nothing, nothing
        if published in self._known:
            return frozenset((published,)), nothing
        scored = [(ratio(published, name) / 100, name) for name in self._names]
        best = max(scored, default=(0.0, ""))[0]
        near = frozenset(name for likeness, name in scored if likeness >= best - _BESIDE_BEST)
        if best >= SAME_AREA:
            return near, nothing
        return nothing, near if best >= OTHER_AREA else nothing


def area_agrees(claim: Claim, row: Row, areas: Areas) -> bool | None:
    """Return whether a claim stands in the area of a row; None where that is not known.

    The id of the row counts before the names.
    """
    if row.id and claim.area_label:
        prefix, parts = claim.area_label.id, id_parts(row.id)
        if len(prefix) == len(parts) - 1 and shape(prefix) == shape(parts[:-1]):
            return prefix == parts[:-1]
    return areas.same(claim.area, row.area)


def shape(parts: tuple[str, ...]) -> tuple[bool, ...]:
    """Return the form of an id, number or name for each component: ids of one form compare."""
    return tuple(part.isdecimal() for part in parts)
