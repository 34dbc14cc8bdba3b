"""Twins that are said otherwise from end to end: another action in another's place.

Its own row has gone, and an editor's rewording of it stands there with another
thing in it: one exchanged, one put in, another verb.
"""

from __future__ import annotations

import json
import random
from itertools import product
from typing import TYPE_CHECKING

from tests.match.quality import Count, count, hand_rewordings, twin
from tests.match.seeds import DATA, Listed, harbour, paired

if TYPE_CHECKING:
    from collections.abc import Iterator

SURE = ("certain", "likely")
RETOLD = ("swapped", "added", "verb")
PLACES = ("in its place", "last after its own")


def town(worded: str = "reworded") -> list[Listed]:
    """An invented list, worded otherwise by hand, or a `twin` of each of its actions."""
    lines = (DATA / "matching" / "town.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Listed(entry["id"], entry["vault"], entry[worded], entry["area"], entry["area"])
        for entry in map(json.loads, lines)
    ]


def taken(
    actions: list[Listed], others: list[Listed], place: str, whole: bool, with_areas: bool
) -> Count:
    """Return how each action fares where one of `others` is listed and its own row is not."""
    listed = [action._replace(tracker=action.vault) for action in actions]
    total = Count()
    for number, (action, other) in enumerate(zip(listed, others, strict=True)):
        later = listed[number + 1 :]
        same = [each for each in later if each.id[:3] == action.id[:3]]
        behind = same if place == "last after its own" else []
        theirs = [*listed[:number], *behind, other._replace(id="twin"), *later[len(behind) :]]
        row, verdict = paired(listed, theirs, whole, with_areas).get(action.id, ("", "none"))
        wrong = row == "twin" and verdict in SURE
        total += Count(wrong=wrong, left=not wrong)
    return total


def retold(
    actions: list[Listed],
    place: str,
    change: str,
    whole: bool,
    with_areas: bool,
    chance: random.Random,
) -> Count:
    """Return how each action fares beside a twin made from the tracker's own words for it."""
    others = [twin(each._replace(vault=each.tracker), change, chance) for each in actions]
    return taken(actions, others, place, whole, with_areas)


def measure_retold(rounds: int, seed: int = 1) -> Iterator[tuple[str, Count]]:
    """Yield how many actions were taken for a twin that is said otherwise from end to end."""
    lists = {"harbour": [harbour()], "seed": [hand_rewordings(0), hand_rewordings(1)]}
    for name, place, change, whole in product(lists, PLACES, RETOLD, (True, False)):
        chance = random.Random(seed)
        total = Count()
        for _, actions, areas in product(range(rounds), lists[name], (True, False)):
            total += retold(actions, place, change, whole, areas, chance)
        yield f"{name}, {_read(whole)}, twin retold, {change}, {place}", total


def measure_town() -> Iterator[tuple[str, Count]]:
    """Yield how an invented list fares that was worded otherwise by hand, and its twins."""
    for whole, areas in product((True, False), (True, False)):
        how = f"{_read(whole)}, {'with' if areas else 'no'} areas"
        yield f"town, {how}, reworded by hand", count(town(), town(), whole, areas)
        twins = taken(town(), town("twin"), "in its place", whole, areas)
        yield f"town, {how}, twins by hand", twins


def _read(whole: bool) -> str:
    return "whole" if whole else "partial"
