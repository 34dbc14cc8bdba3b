from __future__ import annotations

from tests.rules.actions import IN_STEP, ROW, action, area
from tests.vaults import diagnostics, page


def test_a_part_of_the_list() -> None:
    (found,) = diagnostics({**area(), **action(IN_STEP)}, page(ROW))
    assert (found.place.path, found.place.line, found.code) == ("tracker.txt", 1, "C901")
    assert (found.severity.word, found.message) == (
        "info",
        "the snapshot is partial: 1 of 43 rows",
    )


def test_all_of_it() -> None:
    assert diagnostics({**area(), **action(IN_STEP)}, page(ROW, count=1)) == ()


def test_no_tracker() -> None:
    assert diagnostics({**area(), **action(IN_STEP)}) == ()
