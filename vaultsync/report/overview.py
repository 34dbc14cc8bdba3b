"""All actions and rows of a run in the order of missions and areas: what reports show.

`status` and `report` are both made from an `Overview`; the formats beside this
module only lay it out.
"""

from __future__ import annotations

from vaultsync.agreement import State
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple, Protocol
from vaultsync.match.pairing.verdict import Verdict
from vaultsync.report.missions import Conflict, Line, Places

if TYPE_CHECKING:
    from vaultsync.agreement import Agreement
    from vaultsync.match.pairing.alignment import Alignment
    from vaultsync.report.missions import Mission
    from vaultsync.tracker.lock import Lock
    from vaultsync.tracker.model import Row, Snapshot
    from vaultsync.tracker.vocabulary import Field, Vocabulary


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
    places = Places(sides.alignment.groups)
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
    from vaultsync.match.wording.words import wording

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
        match.label is not None,
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
