"""What `vaultsync report` lists, in whatever format: the mismatched and the missing.

Each entry is one action or row with what is to be said of it; formats differ
in layout only.
"""

from __future__ import annotations

from collections import Counter

from vaultsync.agreement import State
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.report.missions import Area, Line, Mission
    from vaultsync.report.overview import Overview
    from vaultsync.tracker.model import Row

WORDS = {
    State.AGREED: "agrees",
    State.ABSENT: "no value in the vault",
    State.UPDATE: "the tracker moved",
    State.EDITED_HERE: "changed in the vault",
    State.CONFLICT: "changed on both sides",
    State.FIRST_MEETING: "differs, never synced",
    State.KEPT: "kept on purpose",
    State.FOREIGN: "the name holds something else",
    State.NOT_IN_SNAPSHOT: "not in this snapshot",
    State.UNLISTED: "not in the tracker",
    State.DOUBTFUL: "no certain row",
}
_QUIET = (State.AGREED, State.KEPT)


class Entry(NamedTuple):
    """An action or row that a report lists, in words for people.

    `place` is `path:line` of the action's home, empty for a row that no place
    states. `vault` and `tracker` hold the status and priority of either side,
    empty where there is none. `remarks` says what else differs.
    """

    mission: str
    area: str
    action: str
    state: str
    vault: tuple[str, str]
    tracker: tuple[str, str]
    row: str
    text: str
    place: str
    remarks: str


class Group(NamedTuple):
    """The entries of an area, under its title."""

    title: str
    entries: tuple[Entry, ...]


class Part(NamedTuple):
    """The groups of a mission, under its title; `counts` says how its actions stand."""

    title: str
    counts: str
    groups: tuple[Group, ...]


def parts(found: Overview) -> tuple[Part, ...]:
    """Return all that is listed, by mission and area; places where all agrees are left out."""
    made = []
    for mission in found.missions:
        groups = tuple(
            Group(_title(area.label, area.text) or "No area", entries)
            for area in mission.areas
            if (entries := tuple(_entries(found, mission, area)))
        )
        if groups:
            title = _title(mission.label, mission.title) or "Without a mission"
            made.append(Part(title, _counts(mission), groups))
    if found.out_of_scope:
        rows = tuple(_row_entry(found, row, "", row.area) for row in found.out_of_scope)
        title = "Areas that the vault does not describe"
        made.append(Part(title, plural(len(rows), "row"), (Group("", rows),)))
    return tuple(made)


def statuses(found: Overview) -> tuple[tuple[str, str, int], ...]:
    """Return the published statuses with their counts: token, word, number of rows.

    Rows without a known status are counted under an empty token.
    """
    counts = Counter(row.status.token or "" for row in found.snapshot.rows)
    tokens = [token for token in found.vocabulary.tokens("status") if counts[token]]
    tokens += sorted(token for token in counts if token and token not in tokens)
    named = [(token, found.word("status", token), counts[token]) for token in tokens]
    if counts[""]:
        named.append(("", "Unknown", counts[""]))
    return tuple(named)


def area_statuses(area: Area) -> Counter[str]:
    """Return how often each status token is published in an area; empty for unknown ones."""
    rows = [line.row for line in area.lines if line.row is not None] + list(area.missing)
    return Counter(row.status.token or "" for row in rows)


def _entries(found: Overview, mission: Mission, area: Area) -> Iterator[Entry]:
    for line in area.lines:
        if line.state not in _QUIET or line.wording == "substantive":
            yield _line_entry(found, line, mission, area)
    for row in area.missing:
        yield _row_entry(found, row, _title(mission.label, mission.title), _named(area))


def _line_entry(found: Overview, line: Line, mission: Mission, area: Area) -> Entry:
    row = line.row if line.state is not State.DOUBTFUL else None
    return Entry(
        _title(mission.label, mission.title),
        _named(area),
        line.action,
        line.reason or WORDS[line.state],
        (found.word("status", line.vault_status), found.word("priority", line.vault_priority)),
        _values(found, row) if row else ("", ""),
        line.row.key if line.row else "",
        line.text,
        f"{line.path}:{line.line}" if line.path else "",
        f"wording: {line.wording}" if line.wording not in (None, "same") else "",
    )


def _row_entry(found: Overview, row: Row, mission: str, area: str) -> Entry:
    return Entry(
        mission or row.mission,
        area,
        row.id or "",
        "no place states it",
        ("", ""),
        _values(found, row),
        row.key,
        row.text,
        "",
        "",
    )


def _values(found: Overview, row: Row) -> tuple[str, str]:
    """Return a row's status and priority in canonical words, unknown ones as published."""
    status = found.word("status", row.status.token) or row.status.published
    return status, found.word("priority", row.priority.token) or row.priority.published


def _counts(mission: Mission) -> str:
    states = Counter(line.state for line in mission.lines)
    agreed = sum(states[state] for state in _QUIET)
    missing = sum(len(area.missing) for area in mission.areas)
    said = [
        plural(len(mission.lines), "action"),
        f"{agreed} {'agrees' if agreed == 1 else 'agree'}",
    ]
    if missing:
        said.append(f"{plural(missing, 'row')} that no place states")
    return ", ".join(said)


def _title(label: str, text: str) -> str:
    return ": ".join(part for part in (label, text) if part)


def _named(area: Area) -> str:
    return _title(area.label, area.text)
