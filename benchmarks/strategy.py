"""The notes of missions, areas and actions, in the shape that a publishing plugin gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.actions import FOLDER
from benchmarks.links import percent_encoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.actions import Action, Area, Mission

_INDEX = "Missions (ds2026)"


def strategy_notes(missions: Sequence[Mission]) -> Iterator[tuple[str, str]]:
    """Yield path and text of each note."""
    listed = "\n".join(f"- {_link(mission.name)}" for mission in missions)
    yield f"{FOLDER}/{_INDEX}.md", f"{_head(_INDEX, '')}---\n# {_INDEX}\n{listed}\n"
    for mission in missions:
        yield f"{FOLDER}/{mission.name}.md", _mission_note(mission)
        for area in mission.areas:
            yield f"{FOLDER}/{area.label}.md", _area_note(area, mission.name)
            for action in area.actions:
                if action.is_note:
                    yield action.note, _action_note(action, area.label)


def _link(name: str) -> str:
    return f"[{name}]({percent_encoded(name)}.md)"


def _embed(action: Action) -> str:
    label = action.label
    anchor = label.lower().replace(" ", "-").replace(".", "")
    return f"![{label} > {label}]({percent_encoded(label)}.md#{anchor})"


def _head(title: str, up: str, more: str = "") -> str:
    """Return the opening fence and the properties; the caller closes them."""
    above = f'up:\n  - "[{up}](./{percent_encoded(up)}.md)"\n' if up else ""
    return (
        f"---\ntitle: {title}\ncreated: 2024-08-19\nmodified: 2024-08-30\n{above}"
        f"tags:\n  - ds2026_mission\n  - gcdata\n{more}share: true\n"
    )


def _tag(words: str) -> str:
    return words.lower().replace(" ", "-")


def _action_note(action: Action, area: str) -> str:
    tags = values = ""
    if action.tagged:
        tags = f"  - status/{_tag(action.status)}\n  - priority/year-{action.priority}\n"
        values = f"status: {action.status}\npriority: Year {action.priority}\n"
    return (
        f"{_head(action.label, area, tags)}{values}---\n{_link(area)}⤴️\n"
        f"# {_link(action.label)}\n{action.text}\n"
    )


def _area_note(area: Area, mission: str) -> str:
    pieces = [f"{_head(area.label, mission)}---\n{_link(mission)}⤴️\n# {_link(area.label)}"]
    pieces.append(area.text)
    for action in area.actions:
        if action.is_note:
            pieces.append(_embed(action))
        else:
            pieces.append(f"## {action.label}\n{action.text}")
            if action.tagged:
                pieces.append(f"#status/{_tag(action.status)} #priority/year-{action.priority}")
    return "\n".join(pieces) + "\n"


def _mission_note(mission: Mission) -> str:
    """Return a note that embeds each action and, for its first area, says them once more."""
    pieces = [f"{_head(mission.name, _INDEX)}---\n# {mission.name}\n{mission.text}"]
    for number, area in enumerate(mission.areas):
        pieces.append(f"# {_link(area.label)}\n\n{area.text}")
        pieces += [_embed(action) for action in area.actions if action.is_note]
        if number == 0:
            pieces += [
                f"# {_link(action.label)}\n{action.text}"
                for action in area.actions
                if action.is_note
            ]
    return "\n".join(pieces) + "\n"
