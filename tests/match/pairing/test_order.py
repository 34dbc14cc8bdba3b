from __future__ import annotations

import pytest

from tests.match.seeds import harbour, published, stated
from vaultsync.match.pairing.order import Order

ACTIONS = [action for action in harbour() if action.id < "1.3.c"]  # 1.1.a … 1.3.b
CLAIMS, ROWS = stated(ACTIONS), published(ACTIONS)
NUMBER = {action.id: number for number, action in enumerate(ACTIONS)}


def order(anchors: dict[str, str], whole: bool = False, left_out: str = "") -> Order:
    claims = [claim for claim in CLAIMS if claim.action != f"Mission {left_out}"]
    named = {NUMBER[claim]: NUMBER[row] for claim, row in anchors.items()}
    return Order(CLAIMS if not left_out else claims, ROWS, named, whole)


@pytest.mark.parametrize(
    ("claim", "row", "place"),
    [
        ("1.1.b", "1.1.b", "between"),
        ("1.1.b", "1.2.b", "crossing"),
        ("1.2.a", "1.2.a", "beside"),  # between two areas, of which either may go on
        ("1.2.b", "1.2.b", "between"),
        ("1.3.b", "1.3.a", ""),
        ("1.3.a", "1.3.a", "beside"),
        ("1.3.b", "1.3.b", ""),
        ("1.3.b", "1.1.b", "crossing"),
    ],
)
def test_places_between_anchors(claim: str, row: str, place: str) -> None:
    known = order({name: name for name in ("1.1.a", "1.1.c", "1.2.c")} | {"1.2.a": "1.2.a"})
    if claim == "1.2.a":
        known = order({name: name for name in ("1.1.a", "1.1.c", "1.2.b", "1.2.c")})
    assert known.of(NUMBER[claim], NUMBER[row]).place == place


def test_the_neighbours_are_named() -> None:
    known = order({"1.1.a": "1.1.a", "1.1.c": "1.1.c"})
    assert known.of(NUMBER["1.1.b"], NUMBER["1.1.b"]) == (
        "between",
        NUMBER["1.1.a"],
        NUMBER["1.1.c"],
    )


def test_the_start_is_an_anchor_only_in_a_list_read_whole() -> None:
    anchors = {"1.1.b": "1.1.b", "1.1.c": "1.1.c"}
    assert order(anchors, whole=True).of(0, 0).place == "between"
    assert order(anchors, whole=False).of(0, 0).place == "beside"


def test_a_list_in_another_order_says_nothing() -> None:
    backwards = {"1.1.a": "1.2.c", "1.1.c": "1.2.a", "1.2.b": "1.1.a"}
    assert order(backwards).of(NUMBER["1.1.b"], NUMBER["1.2.b"]).place == ""
    assert order({}).of(0, 0).place == ""
