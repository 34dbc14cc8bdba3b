"""Which of the areas that a vault describes a claim belongs to."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.sections import title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.match.places.claim import Claim, Group
    from vaultsync.match.places.labels import LabelPattern
    from vaultsync.obsidian.vault import Vault


class AreaFinder:
    """The areas that a vault names, for asking which of them a claim belongs to."""

    def __init__(self, vault: Vault, groups: Sequence[Group], labels: LabelPattern) -> None:
        self._vault = vault
        self._labels = labels
        self._by_id: dict[tuple[str, ...], list[Group]] = {}
        self._by_place: dict[tuple[str, int], Group] = {}
        for group in groups:
            self._by_place[group.path, group.heading] = group
            if group.label is not None:
                self._by_id.setdefault(group.label.id, []).append(group)

    @property
    def places(self) -> set[tuple[str, int]]:
        """Return the path and heading of each place that stands for an area or mission."""
        return set(self._by_place)

    def placed(self, claim: Claim) -> Claim:
        """Return a claim with its area: the place of its id's prefix, else the heading above."""
        found = self._by_id.get(claim.id[:-1]) if len(claim.id) > 1 else None
        if found:
            # An area's own note says best what it is called; then a section near by.
            best = min(
                found, key=lambda g: (not g.text, not g.is_note, g.path != claim.path, g.path)
            )
            return claim._replace(area=best.text, area_label=best.label)
        note = self._vault.note(claim.path)
        if claim.is_note or note is None:
            return claim
        level = note.headings[claim.heading].level
        for index in range(claim.heading - 1, -1, -1):
            if note.headings[index].level < level:
                said = title(note.headings[index].text)
                group = self._by_place.get((claim.path, index)) or self._whole(claim.path, said)
                if group is None:
                    return claim._replace(area=said)
                if group.label and group.label.kind == "area":
                    return claim._replace(area=group.text, area_label=group.label)
                break
        return claim

    def _whole(self, path: str, heading: str) -> Group | None:
        """Return what a note stands for, if one of its headings only says so again."""
        own = self._by_place.get((path, -1))
        if own is None or own.label is None:
            return None
        label = self._labels.leading(heading)
        return own if label is not None and label.id == own.label.id else None
