from __future__ import annotations

from tests.rules.actions import AREA, IN_STEP, OTHER_ROW, ROAD_MAP, ROW, action, area
from tests.vaults import diagnostics, page

FILES = {**area(), **action(IN_STEP)}


def test_rows_that_contradict_each_other_have_no_value() -> None:
    other = (ROAD_MAP, AREA, "Completed", "Year 2")
    found = diagnostics(FILES, page(ROW, other), "C902 T2")
    assert [(each.code, each.severity.word) for each in found] == [("C902", "warning")]


def test_rows_that_say_the_same_are_information() -> None:
    found = diagnostics(FILES, page(ROW, ROW), "C902 T2")
    assert [(each.code, each.severity.word) for each in found] == [("C902", "info")]


def test_rows_of_their_own() -> None:
    assert diagnostics(FILES, page(ROW, OTHER_ROW), "C902") == ()
