"""Missions, their areas and the actions in these; sorting actions and rows into them."""

from __future__ import annotations

from vaultsync.agreement import State
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.names import basename, without_suffix
from vaultsync.tracker.ids import id_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vaultsync.agreement import Agreement
    from vaultsync.match.pairing.verdict import Verdict
    from vaultsync.match.places.claim import Group
    from vaultsync.match.wording.words import Wording
    from vaultsync.tracker.model import Row
    from vaultsync.tracker.vocabulary import Field


class Conflict(NamedTuple):
    """A field that was changed on both sides, as tokens: what was written last, and both."""

    field: Field
    base: str
    vault: str
    tracker: str


class Line(NamedTuple):
    """One action: what the vault says, what the tracker says, and how they stand.

    `path` and `line` say where its home is, empty and 0 without one.
    `vault_status` and `vault_priority` are tokens, as in `status` and
    `priority` of the row's values; None where the vault has none. `wording`
    compares the two texts; it is None where there is nothing to compare.
    `conflicts` are the fields that nobody but the user can settle. `removed`
    says that what is absent had been written, and was taken away here. `reason`
    says why the action is held to nothing, where `state` does not tell.
    `labelled` says that `action` is a label, and no name of a note.
    """

    action: str
    path: str
    line: int
    text: str
    verdict: Verdict
    state: State
    vault_status: str | None
    vault_priority: str | None
    row: Row | None
    wording: Wording | None
    conflicts: tuple[Conflict, ...] = ()
    removed: bool = False
    reason: str = ""
    labelled: bool = False


class Area(NamedTuple):
    """An area: its label and text, its actions, and the rows that no place states."""

    label: str
    text: str
    lines: tuple[Line, ...]
    missing: tuple[Row, ...]


class Mission(NamedTuple):
    """A mission: its label and title, empty for areas without one, and its areas."""

    label: str
    title: str
    areas: tuple[Area, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the actions of all areas."""
        return tuple(line for area in self.areas for line in area.lines)


class Places:
    """Sorts actions and rows into missions and areas, in the order of the alignment."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._by_id: dict[tuple[str, ...], Group] = {}
        for group in groups:
            if group.label is not None:
                known = self._by_id.get(group.label.id)
                if known is None or (group.is_note and not known.is_note):
                    self._by_id[group.label.id] = group
        self._areas: dict[tuple[str, ...], tuple[str, str]] = {}
        self._lines: dict[tuple[str, ...], list[Line]] = {}
        self._missing: dict[tuple[str, ...], list[Row]] = {}
        self._area_of: dict[tuple[str, tuple[str, ...] | None], tuple[str, ...]] = {}
        self._mission_of: dict[tuple[str, ...], tuple[str, ...]] = {}

    def add(self, agreement: Agreement, line: Line) -> None:
        """Put an action to its area."""
        from vaultsync.match.wording.words import plain

        label = agreement.match.label
        home = agreement.match.home or (*agreement.match.claimed_twice, None)[0]
        text = home.area if home else ""
        key = label.id[:-1] if label else ("", plain(text))
        if not text and len(key) > 1 and line.row and line.state is not State.DOUBTFUL:
            text = line.row.area if label else ""  # nothing in the vault says what the area is
        if not any(self._areas.get(key, ())):
            group = self._by_id.get(key) if label else None
            shown = group.label.text if group and group.label else ""
            if not shown and home and home.area_label:
                shown = home.area_label.text
            self._areas[key] = (shown, text or (group.text if group else ""))
            self._mission_of[key] = key[:-1] if label else ()
        self._lines.setdefault(key, []).append(line)

    def add_missing(self, row: Row) -> None:
        """Put a row that no place states to the area that it names, after all actions."""
        from vaultsync.match.wording.words import plain

        name, own = plain(row.area), self._by_row(row)
        if (name, own) not in self._area_of:
            areas = [(key, text) for key, (_, text) in self._areas.items()]
            # That two areas say nothing makes them no more the same.
            equal = [key for key, text in areas if name and plain(text) == name]
            best = own if own in equal else next(iter(equal), own)
            self._area_of[name, own] = best or _nearest(row.area, areas) or ("", name)
        key = self._area_of[name, own]
        self._areas.setdefault(key, ("", row.area))
        self._mission_of.setdefault(key, ())
        self._missing.setdefault(key, []).append(row)

    def _by_row(self, row: Row) -> tuple[str, ...] | None:
        """Return the area that a row's id names, in a mission that the vault has, or None."""
        area = id_parts(row.id)[:-1] if row.id else ()
        if len(area) < 2 or not (area in self._areas or area[:-1] in self._by_id):
            return None
        self._mission_of.setdefault(area, area[:-1])
        return area

    def missions(self) -> tuple[Mission, ...]:
        """Return the missions with their areas, in the order in which these came."""
        found: dict[tuple[str, ...], list[Area]] = {}
        for key, (label, text) in self._areas.items():
            area = Area(
                label, text, tuple(self._lines.get(key, ())), tuple(self._missing.get(key, ()))
            )
            found.setdefault(self._mission_of[key], []).append(area)
        return tuple(
            Mission(*_named(self._by_id.get(key)), tuple(areas)) for key, areas in found.items()
        )


def _named(group: Group | None) -> tuple[str, str]:
    """Return the label and title of a mission: the rest of its note's name, else what it says."""
    if group is None or group.label is None:
        return "", ""
    label = group.label.text
    if group.is_note:
        name = without_suffix(basename(group.path))
        if name.startswith(label) and name != label:
            return label, name[len(label) :].strip(" -–—:")
    return label, group.text


def _nearest(text: str, areas: Sequence[tuple[tuple[str, ...], str]]) -> tuple[str, ...] | None:
    from vaultsync.match.wording.words import KEPT_MEANING, likeness

    scored = [(likeness(text, other), key) for key, other in areas if text and other]
    best = max(scored, default=(0.0, ()))
    return best[1] if best[0] > KEPT_MEANING else None
