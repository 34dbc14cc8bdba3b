from __future__ import annotations

from tests.rules.actions import ROW, TRAINING, action, area
from tests.vaults import diagnostics, page


def test_an_action_of_which_nothing_is_known() -> None:
    files = {**area(), **action(), **action("", TRAINING, "Mission 1.1b")}
    (found,) = diagnostics(files, page(ROW), "T1")
    assert (found.place.path, found.code, found.severity.word) == (
        "Mission 1.1b.md",
        "T103",
        "info",
    )
    assert found.message == "Mission 1.1b is not in this snapshot (1 of 43 rows)"


def test_an_action_with_a_row() -> None:
    assert diagnostics({**area(), **action()}, page(ROW), "T1") == ()
