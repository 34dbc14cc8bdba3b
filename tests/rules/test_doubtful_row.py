from __future__ import annotations

from tests.rules.actions import AREA, IN_STEP, ROAD_MAP, ROW, action, area
from tests.vaults import diagnostics, page

FILES = {**area(), **action(IN_STEP)}
WITHOUT_STATUS = f"Found 43 actions\nAction: {ROAD_MAP}\nArea for action: {AREA}\nPriority: 2\n"


def test_a_row_without_a_status() -> None:
    (found,) = diagnostics(FILES, WITHOUT_STATUS, "C904")
    assert (found.place.path, found.place.line, found.severity.word) == (
        "tracker.txt",
        2,
        "warning",
    )


def test_a_whole_row() -> None:
    assert diagnostics(FILES, page(ROW), "C904") == ()
