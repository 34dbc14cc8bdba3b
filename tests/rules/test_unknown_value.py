from __future__ import annotations

from tests.rules.actions import AREA, IN_STEP, ROAD_MAP, action, area
from tests.vaults import diagnostics, page

FILES = {**area(), **action(IN_STEP)}


def test_a_status_that_nobody_knows() -> None:
    row = (ROAD_MAP, AREA, "Almost there", "Year 2")
    (found,) = diagnostics(FILES, page(row), "C903")
    assert (found.place.path, found.place.line, found.severity.word) == (
        "tracker.txt",
        2,
        "warning",
    )
    assert "Almost there" in found.message


def test_an_empty_one_is_no_value() -> None:
    assert diagnostics(FILES, page((ROAD_MAP, AREA, "-", "Year 2")), "C903") == ()
