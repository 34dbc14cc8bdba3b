"""All actions and rows of a run in the order of missions and areas: what reports show.

`status` and `report` are both made from an `Overview`; the formats beside this
module only lay it out.
"""

from __future__ import annotations

from vaultsync.agreement import State
from vaultsync.match.verdict import Verdict
from vaultsync.obsidian.names import basename, without_suffix
from vaultsync.typed import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vaultsync.agreement import Agreement
    from vaultsync.match.alignment import Alignment
    from vaultsync.match.claim import Group
    from vaultsync.match.words import Wording
    from vaultsync.tracker.lock import Lock
    from vaultsync.tracker.model import Row, Snapshot
    from vaultsync.tracker.vocabulary import Field, Vocabulary

STATES = (
    State.CONFLICT, State.EDITED_HERE, State.FIRST_MEETING, State.FOREIGN, State.UPDATE,
    State.ABSENT, State.DOUBTFUL, State.UNLISTED, State.NOT_IN_SNAPSHOT, State.KEPT, State.AGREED,
)  # fmt: skip
"""The states of actions that reports tell apart, the most pressing first."""


class Sides(Protocol):
    """The vault held against its tracker, as the rules' `Published` has it."""

    @property
    def lock(self) -> Lock: ...  # noqa: D102 - see the rules' Published
    @property
    def vocabulary(self) -> Vocabulary: ...  # noqa: D102 - as above
    @property
    def alignment(self) -> Alignment: ...  # noqa: D102 - as above
    @property
    def agreements(self) -> tuple[Agreement, ...]: ...  # noqa: D102 - as above


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


class Overview(NamedTuple):
    """All that a run knows of actions; `out_of_scope` are rows of areas the vault lacks.

    `untold` are rows that may be stated in a folder that cannot be listed,
    `in_doubt` those that may be another wording of a row that is stated.
    """

    missions: tuple[Mission, ...]
    out_of_scope: tuple[Row, ...]
    snapshot: Snapshot
    vocabulary: Vocabulary
    untold: tuple[Row, ...] = ()
    in_doubt: tuple[Row, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return all actions, in order."""
        return tuple(line for mission in self.missions for line in mission.lines)

    @property
    def missing(self) -> tuple[Row, ...]:
        """Return the rows in scope that no place states."""
        return tuple(
            row for mission in self.missions for area in mission.areas for row in area.missing
        )

    def word(self, field: Field, token: str | None) -> str:
        """Return the canonical word of a token, or an empty string."""
        return self.vocabulary.word(field, token) if token else ""


def overview(sides: Sides, line_of: LineOf) -> Overview:
    """Return the overview of a run; `line_of` gives the line of an offset in a note."""
    places = _Places(sides.alignment.groups)
    for agreement in sides.agreements:
        places.add(agreement, _line(agreement, line_of))
    in_doubt = []
    for row in sides.alignment.missing:
        if row.key in sides.lock.doubted:
            in_doubt.append(row)
        else:
            places.add_missing(row)
    snapshot, untold = sides.lock.snapshot, sides.alignment.untold
    return Overview(
        places.missions(),
        sides.alignment.out_of_scope,
        snapshot,
        sides.vocabulary,
        untold,
        tuple(in_doubt),
    )


class LineOf(Protocol):
    """Gives the number of the line, from 1, at an offset of a note's text."""

    def __call__(self, path: str, offset: int) -> int: ...  # noqa: D102 - see the class


def shown_state(agreement: Agreement) -> State:
    """Return the state under which an action is counted.

    An action that is claimed twice is doubtful. One whose row holds no value
    that is known does not agree with anything: what it should say is not in
    this snapshot.
    """
    if agreement.match.home is None:
        return State.DOUBTFUL
    return State.NOT_IN_SNAPSHOT if agreement.state is State.NO_VALUE else agreement.state


def _reason(agreement: Agreement) -> str:
    """Return why an action is held to nothing, where its state does not tell."""
    if agreement.unread:
        done = "listed" if agreement.unread.endswith("/") else "read"
        return f"{agreement.unread} cannot be {done}"
    if agreement.shared_unread:
        return f"may be one of {agreement.shared_with} too, which was never pulled"
    if agreement.shared_with:
        return f"an action of {agreement.shared_with} too, under the same names"
    return "no value in the tracker" if agreement.state is State.NO_VALUE else ""


def _line(agreement: Agreement, line_of: LineOf) -> Line:
    from vaultsync.match.words import wording

    match = agreement.match
    home = match.home or (match.claimed_twice[0] if match.claimed_twice else None)
    row = match.pair.row if match.pair else None
    text = home.text if home else ""
    return Line(
        match.action,
        match.home.path if match.home else "",
        line_of(home.path, home.start) if match.home and home else 0,
        text,
        match.pair.verdict if match.pair else Verdict.NONE,
        shown_state(agreement),
        _held(agreement, "status"),
        _held(agreement, "priority"),
        row,
        wording(text, row.text) if row and row.text and text else None,
        _conflicts(agreement),
        any(state.state is State.ABSENT and state.base is not None for state in agreement.fields),
        _reason(agreement),
    )


def _conflicts(agreement: Agreement) -> tuple[Conflict, ...]:
    """Return the conflicts of an action at its home and its copies, each once."""
    places = (agreement.fields, *(states for _, states in agreement.copies))
    found = {
        Conflict(state.field, state.base or "", state.vault or "", state.tracker or ""): None
        for states in places
        for state in states
        if state.state is State.CONFLICT
    }
    return tuple(found)


def _held(agreement: Agreement, field: Field) -> str | None:
    """Return the token that the home holds: the property's, else the tag's."""
    tokens = [
        state.vault
        for state in agreement.fields
        if state.field == field and state.vault is not None
    ]
    return tokens[0] if tokens else None


class _Places:
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
        self._area_of: dict[str, tuple[str, ...]] = {}
        self._mission_of: dict[tuple[str, ...], tuple[str, ...]] = {}

    def add(self, agreement: Agreement, line: Line) -> None:
        from vaultsync.match.words import plain

        label = agreement.match.label
        home = agreement.match.home or (*agreement.match.claimed_twice, None)[0]
        text = home.area if home else ""
        key = label.id[:-1] if label else ("", plain(text))
        if key not in self._areas:
            group = self._by_id.get(key) if label else None
            shown = group.label.text if group and group.label else ""
            if not shown and home and home.area_label:
                shown = home.area_label.text
            self._areas[key] = (shown, text or (group.text if group else ""))
            self._mission_of[key] = key[:-1] if label else ()
        self._lines.setdefault(key, []).append(line)

    def add_missing(self, row: Row) -> None:
        from vaultsync.match.words import plain

        name = plain(row.area)
        if name not in self._area_of:
            areas = [(key, text) for key, (_, text) in self._areas.items()]
            equal = [key for key, text in areas if plain(text) == name][:1]
            self._area_of[name] = (equal or [_nearest(row.area, areas) or ("", name)])[0]
        key = self._area_of[name]
        self._areas.setdefault(key, ("", row.area))
        self._mission_of.setdefault(key, ())
        self._missing.setdefault(key, []).append(row)

    def missions(self) -> tuple[Mission, ...]:
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
    from vaultsync.match.words import KEPT_MEANING, likeness

    scored = [(likeness(text, other), key) for key, other in areas if text and other]
    best = max(scored, default=(0.0, ()))
    return best[1] if best[0] > KEPT_MEANING else None
