"""Pages that are read over an older reading: whether a twin takes an action's row.

The lock knows all rows, read in part; then a page is
pulled that shows, in the place of an action's row, another action's.
"""

from __future__ import annotations

import random
from itertools import product
from typing import TYPE_CHECKING

from tests.match.quality import CHANGES, Count, editions, twin
from tests.match.seeds import Listed, harbour, seed_list, stated
from tests.tracker.published import as_page
from vaultsync.match.pairing.areas import Areas
from vaultsync.match.pairing.pairing import pair_up
from vaultsync.match.rows.pull import pull
from vaultsync.tracker.entries import Identity
from vaultsync.tracker.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.match.pairing.verdict import Pair
    from vaultsync.tracker.lock import Lock

MONDAY, TUESDAY = "2026-11-23T08:00:00Z", "2026-11-24T08:00:00Z"
SURE = ("certain", "likely")
RELISTED = ("alone", "after three others", "the whole page", "one row less")


def read(actions: list[Listed], old: Lock | None, now: str, whole: bool = False) -> Lock:
    """The lock once a page that lists these actions was pulled."""
    entries = [
        {
            "action": action.tracker,
            "area_for_action": action.published_area,
            "priority": "Year 1",
            "action_status": "Behind" if old else "Completed",
        }
        for action in actions
    ]
    page = as_page(entries, len(entries) if whole else 99)
    return pull([("page.txt", page)], old, now, Vocabulary()).lock


def pairs_of(actions: list[Listed], lock: Lock) -> dict[str, Pair]:
    """What a vault that states the actions is paired with, by id."""
    claims = stated(actions)
    areas = Areas(claim.area for claim in claims)
    whole = lock.snapshot.complete is not None
    found = pair_up(claims, lock.snapshot.rows, lock.identities, areas, whole)
    return {actions[claim].id: pair for claim, pair in found.pairs.items()}


def synced(actions: list[Listed], lock: Lock) -> Lock:
    """The lock after a sync: what was certain is kept."""
    pairs = pairs_of(actions, lock).values()
    return lock._replace(
        identities=tuple(
            Identity(pair.action, pair.row.key, pair.row.text, "2026-11-23", "certain")
            for pair in pairs
            if pair.verdict.value == "certain"
        )
    )


def relisted(
    actions: list[Listed], page: str, change: str, sync: bool, chance: random.Random
) -> Count:
    """How each action fares once a page was pulled that shows a twin and not its row."""
    total = Count()
    listed = [action._replace(tracker=action.vault) for action in actions]
    first = read(listed, None, MONDAY)
    known = synced(listed, first) if sync else first
    for number, action in enumerate(listed):
        other = twin(action, change, chance)
        before, after = {
            "alone": ([], []),
            "after three others": (listed[max(0, number - 3) : number], []),
            "the whole page": (listed[:number], listed[number + 1 :]),
            "one row less": (listed[:number], listed[number + 2 :]),
        }[page]
        if page == "the whole page":  # the twin has an id of its own: the last of its area
            same = [each for each in after if each.id[:3] == action.id[:3]]
            before, after = [*before, *same], after[len(same) :]
        lock = read([*before, other, *after], known, TUESDAY)
        pair = pairs_of(listed, lock).get(action.id)
        taken = pair is not None and pair.row.text == other.tracker
        wrong = taken and pair is not None and pair.verdict.value in SURE
        total += Count(wrong=wrong, left=not wrong)
    return total


def reworded_page(actions: list[Listed], whole: bool, chance: random.Random) -> Count:
    """How a list fares that is read again, reworded, after a sync."""
    known = synced(actions, read(actions, None, MONDAY, whole))
    edition = editions(actions, chance, chance.randint(0, 2))
    names = {action.tracker.rstrip(" ."): action.id for action in edition}
    found = pairs_of(actions, read(edition, known, TUESDAY, whole))
    total = Count()
    for action in actions:
        pair = found.get(action.id)
        new = pair is not None and pair.row.read == TUESDAY
        sure = new and pair is not None and pair.verdict.value in SURE
        right = pair is not None and names.get(pair.row.text.rstrip(" .")) == action.id
        total += Count(right=sure and right, wrong=sure and not right, doubtful=not sure)
    return total


def measure_relisted(rounds: int, seed: int = 1) -> Iterator[tuple[str, Count]]:
    """Yield how many actions were taken for a twin that a later page shows."""
    lists = {"seed": seed_list(), "harbour": harbour()}
    ways = product(lists, RELISTED, (False, True), CHANGES)
    for name, page, sync, change in ways:
        chance = random.Random(seed)
        total = Count()
        for _ in range(rounds):
            total += relisted(lists[name], page, change, sync, chance)
        when = "after a sync" if sync else "after a pull"
        yield f"{name}, twin {change}, {page}, {when}", total


def measure_reworded(rounds: int, seed: int = 1) -> Iterator[tuple[str, Count]]:
    """Yield how a list fares that is read again, reworded, after a sync."""
    lists = {"seed": seed_list(), "harbour": harbour()}
    for name, whole in product(lists, (True, False)):
        chance = random.Random(seed)
        total = Count()
        for _ in range(rounds):
            total += reworded_page(lists[name], whole, chance)
        yield f"{name}, {'whole' if whole else 'partial'}, read again reworded", total
