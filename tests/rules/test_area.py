from __future__ import annotations

import pytest

from tests.rules.actions import IN_STEP, ROAD_MAP, action, area
from tests.vaults import diagnostics, page


def said(area_text: str, row_area: str) -> list[tuple[str, str, str]]:
    files = {
        **area(text=area_text),
        **area("Mission 1.2", "Skills and training for everybody"),
        **action(IN_STEP),
    }
    found = diagnostics(files, page((ROAD_MAP, row_area, "In Progress", "Year 2")), "T203")
    return [(each.place.path, each.severity.word, each.message) for each in found]


@pytest.mark.parametrize("words", ["Open data", "open data.", "Open  data .", "1.1 – Open data"])
def test_the_same_area(words: str) -> None:
    assert said("Open data", words) == []


def test_another_area_of_the_vault() -> None:
    assert said("Open data", "Skills and training for everybody.") == [
        (
            "Mission 1.1a.md",
            "warning",
            (
                "the tracker has Mission 1.1a in another area:"
                " Mission 1.2, Skills and training for everybody."
            ),
        )
    ]


def test_other_words_for_the_area_are_information_at_the_area() -> None:
    assert said("Improve the data skills of the service", "Improve data skills of the service") == [
        (
            "Mission 1.1.md",
            "info",
            "the area is worded otherwise than in the tracker (cosmetic)",
        )
    ]
