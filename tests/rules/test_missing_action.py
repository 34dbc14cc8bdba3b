from __future__ import annotations

from tests.rules.actions import IN_STEP, OTHER_ROW, ROW, TRAINING, action, area
from tests.vaults import diagnostics, page


def test_a_row_that_no_place_states_at_its_line() -> None:
    files = {**area(), **action(IN_STEP)}
    (found,) = diagnostics(files, page(ROW, OTHER_ROW), "T1")
    assert (found.place.path, found.place.line, found.code) == ("tracker.txt", 6, "T101")
    assert found.severity.word == "warning"
    assert TRAINING in found.message


def test_a_part_of_the_list_can_show_it() -> None:
    files = {**area(), **action(IN_STEP)}
    assert [each.code for each in diagnostics(files, page(OTHER_ROW), "T101")] == ["T101"]


def test_every_row_is_stated() -> None:
    files = {**area(), **action(IN_STEP), **action("", TRAINING, "Mission 1.1b")}
    assert diagnostics(files, page(ROW, OTHER_ROW), "T1") == ()
