from __future__ import annotations

import pytest

from tests.match.seeds import Listed, aligned, harbour, published, seed_list, stated
from vaultsync.match.pairing.merged import merged_into
from vaultsync.match.places.claim import Claims
from vaultsync.tracker.model import Complete, Snapshot

LISTS = {"seed": seed_list(), "harbour": harbour()}


def said_together(name: str, actions: list[Listed], theirs: list[Listed]) -> list[tuple[str, str]]:
    rows = tuple(published(theirs, with_ids=True))
    snapshot = Snapshot(rows, Complete(len(rows)), ())
    alignment = aligned(Claims(tuple(stated(actions)), ()), snapshot, scope="all")
    found = merged_into(alignment.actions)
    return [(action, match.action) for action, match in found.items()]


@pytest.mark.parametrize("name", LISTS)
def test_a_row_that_says_two_actions_is_named_for_the_one_that_has_none(name: str) -> None:
    actions = [action._replace(tracker=action.vault) for action in LISTS[name]]
    for number in range(0, len(actions) - 1, 4):
        one, other = actions[number : number + 2]
        both = one._replace(tracker=f"{one.vault.rstrip('.')}, and {other.vault}")
        theirs = [both if each is one else each for each in actions if each is not other]
        expected = [(f"Mission {other.id[:3]}{other.id[4]}", f"Mission {one.id[:3]}{one.id[4]}")]
        assert [
            (action.replace(".", ""), whole.replace(".", ""))
            for action, whole in said_together(name, actions, theirs)
        ] == [(action.replace(".", ""), whole.replace(".", "")) for action, whole in expected]


@pytest.mark.parametrize("name", LISTS)
def test_a_row_that_was_dropped_was_merged_into_none(name: str) -> None:
    actions = LISTS[name]
    for action in actions[::4]:
        assert said_together(name, actions, [each for each in actions if each is not action]) == []
