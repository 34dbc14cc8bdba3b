"""The part of a vault that describes published actions, and the published list itself.

Missions, areas and actions stand as in the knowledge base in `vault/`. The list
has moved on since: some statuses and priorities changed, some texts were
reworded, some actions are new, some are gone.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from random import Random

    from benchmarks.prose import Prose

FOLDER = "Strategy"
_STATUSES = ("Not Started", "In Progress", "Completed", "Paused", "Behind")
_LEADS = ("TBS", "PCO", "SSC", "ISC", "StatCan", "CSPS", "DFO", "NRCan", "ECCC", "HC", "IRCC")
_SAME = {
    "improve": "enhance", "share": "exchange", "guidance": "direction", "framework": "structure",
    "implement": "put in place", "shared": "common", "establish": "set up", "plan": "roadmap",
    "review": "examine", "assessment": "evaluation", "develop": "create", "standard": "norm",
    "including": "among them", "across": "throughout",
}  # fmt: skip


class Action(NamedTuple):
    """An action: what the vault says of it, and what is published of it now.

    `note` is the path of the note that is its home; without `is_note` it is a
    section there. `published` is None for an action that is gone from the list.
    """

    id: tuple[int, int, str]
    text: str
    status: str
    priority: int
    is_note: bool
    tagged: bool
    note: str
    published: Published | None

    @property
    def label(self) -> str:
        """Return what the vault calls it."""
        return "Mission {}.{}{}".format(*self.id)


class Published(NamedTuple):
    """A row of the published list."""

    text: str
    status: str
    priority: int


class Area(NamedTuple):
    """An area: its label, what it says, its actions, and the rows that the vault lacks."""

    label: str
    text: str
    actions: tuple[Action, ...]
    lacking: tuple[Published, ...]


class Mission(NamedTuple):
    """A mission: its label, its name, what it says, its areas."""

    label: str
    name: str
    text: str
    areas: tuple[Area, ...]


class Drift(NamedTuple):
    """How the list moved on: `code` is what vaultsync calls it, `path` where it shows."""

    path: str
    action: str
    kind: str
    code: str


def plan_missions(rng: Random, prose: Prose, count: int) -> list[Mission]:
    """Return missions that hold `count` actions."""
    missions: list[Mission] = []
    left = count
    while left > 0:
        number = len(missions) + 1
        areas: list[Area] = []
        for area in range(1, rng.randrange(3, 6)):
            if left > 0:
                areas.append(_area(rng, prose, number, area, min(left, rng.randrange(2, 7))))
                left -= len(areas[-1].actions)
        name = f"Mission {number} Enabling {prose.official.phrase()}"
        missions.append(Mission(f"Mission {number}", name, prose.official.sentence(), tuple(areas)))
    return missions


def _area(rng: Random, prose: Prose, mission: int, area: int, size: int) -> Area:
    label = f"Mission {mission}.{area}"
    in_notes = (mission + area) % 5 != 0
    actions = tuple(
        _action(rng, prose, (mission, area, chr(ord("a") + at)), in_notes) for at in range(size)
    )
    lacking = (_row(rng, prose),) if rng.random() < 0.08 else ()
    return Area(label, _purpose(prose), actions, lacking)


def _purpose(prose: Prose) -> str:
    say = prose.official
    return (
        f"{say.verb().capitalize()} {say.adjective()} {prose.rare_word()} {say.noun()} and "
        f"{say.verb()} the {say.noun()} that each {say.adjective()} {say.noun()} needs"
    )


def action_text(rng: Random, prose: Prose) -> str:
    """Return what an action says, without a final point, as strategies have it."""
    lead, other = rng.sample(_LEADS, 2)
    say = prose.official
    return (
        f"{lead} and {other} will {say.verb()} the {say.adjective()} {prose.rare_word()} "
        f"{say.noun()}, including {say.phrase()}, to {say.verb()} {say.noun()} {say.noun()} "
        f"across the {prose.rare_word()} and {say.verb()} {say.adjective()} {say.noun()}"
    )


def _row(rng: Random, prose: Prose) -> Published:
    return Published(action_text(rng, prose), rng.choice(_STATUSES), rng.randrange(1, 4))


def _action(rng: Random, prose: Prose, id_: tuple[int, int, str], is_note: bool) -> Action:
    here = _row(rng, prose)
    chance = rng.random()
    there: Published | None = here._replace(text=here.text + ".")
    if chance < 0.02:
        there = None
    elif chance < 0.14:
        others = [status for status in _STATUSES if status != here.status]
        there = here._replace(status=rng.choice(others))
    elif chance < 0.2:
        there = here._replace(priority=here.priority % 3 + 1)
    elif chance < 0.35:
        there = here._replace(text=reworded(here.text))
    label = "Mission {}.{}{}".format(*id_)
    note = f"{FOLDER}/{label}.md" if is_note else f"{FOLDER}/Mission {id_[0]}.{id_[1]}.md"
    tagged = rng.random() > 0.1
    return Action(id_, here.text, here.status, here.priority, is_note, tagged, note, there)


def reworded(text: str) -> str:
    """Return a text with some of its words exchanged for others that mean the same."""
    return " ".join(_SAME.get(word, word) for word in text.split()) + "."


def drifts(missions: Iterable[Mission]) -> Iterator[Drift]:
    """Yield how the published list differs from what the vault says, note by note."""
    for action in _actions(missions):
        there, path = action.published, action.note
        if there is None:
            yield Drift(path, action.label, "gone from the list", "T102")
            continue
        if not action.tagged:
            yield Drift(path, action.label, "status never written", "T201")
            yield Drift(path, action.label, "priority never written", "T202")
        elif there.status != action.status:
            yield Drift(path, action.label, "status moved", "T201")
        elif there.priority != action.priority:
            yield Drift(path, action.label, "priority moved", "T202")
        if there.text.rstrip(".") != action.text:
            yield Drift(path, action.label, "reworded", "T204")


def _actions(missions: Iterable[Mission]) -> Iterator[Action]:
    for mission in missions:
        for area in mission.areas:
            yield from area.actions


def lacking(missions: Iterable[Mission]) -> int:
    """Return how many rows no place of the vault states."""
    return sum(len(area.lacking) for mission in missions for area in mission.areas)


def tracker_page(missions: Sequence[Mission]) -> str:
    """Return the list as it is copied from its page: without ids."""
    rows = list(_published(missions))
    lines = ["Data Strategy Tracker", f"Found {len(rows)} actions"]
    for _, area, row in rows:
        lines += [
            f"Action: {row.text}",
            f"Area for action: {area}",
            f"Priority: Year {row.priority} priority",
            f"Status: {row.status}",
        ]
    return "\n".join(lines) + "\n"


def tracker_csv(missions: Sequence[Mission]) -> str:
    """Return the list as its data set has it: with ids."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ("action_id", "mission", "area_for_action", "action", "action_status", "priority", "lead",
         "partners", "progress")
    )  # fmt: skip
    for id_, area, row in _published(missions):
        lead = row.text.split(" ", 1)[0]
        mission = f"Mission {id_.split('.', 1)[0]}"
        status = "Blocked" if row.status == "Paused" else row.status
        writer.writerow(
            (id_, mission, area, row.text, status, f"Year {row.priority} priority", lead, "-", "-")
        )
    return out.getvalue()


def _published(missions: Iterable[Mission]) -> Iterator[tuple[str, str, Published]]:
    """Yield id, area and row in published order."""
    for mission in missions:
        for area in mission.areas:
            for action in area.actions:
                if action.published is not None:
                    yield "{}.{}.{}".format(*action.id), area.text, action.published
            for at, row in enumerate(area.lacking):
                number = f"{area.label.removeprefix('Mission ')}.{'zy'[at]}"
                yield number, area.text, row
