from __future__ import annotations

from tests.rules.actions import IN_STEP, ROAD_MAP, ROW_WITH_ID, action, area
from tests.vaults import diagnostics, page


def said(text: str) -> list[tuple[int, int, str]]:
    files = {**area(), **action(IN_STEP, text)}
    found = diagnostics(files, page(ROW_WITH_ID), "T209")
    return [(each.place.line, each.place.column, each.severity.word) for each in found]


def test_a_tag_within_a_sentence() -> None:
    assert said("TBS will publish a road map for open data, #status/completed by now.") == [
        (7, 44, "warning")
    ]


def test_a_tag_that_says_what_the_tracker_says() -> None:
    assert said(f"{ROAD_MAP} It is #status/in-progress now.") == [(7, 50, "info")]


def test_a_line_of_tags() -> None:
    assert said(f"{ROAD_MAP}\n#status/in-progress #priority/year-2") == []


def test_tags_of_the_users() -> None:
    assert said("TBS will publish a road map for open data, #status/seedling by now.") == []
