from __future__ import annotations

from tests.rules.actions import ROW, action, area
from tests.vaults import diagnostics, page

DOUBTFUL = "SSC will publish a plan for open roads."


def test_an_action_that_may_be_a_row() -> None:
    (found,) = diagnostics({**area(), **action("", DOUBTFUL)}, page(ROW), "T1")
    assert (found.place.path, found.code, found.severity.word) == (
        "Mission 1.1a.md",
        "T104",
        "warning",
    )
    assert 'vaultsync match "Mission 1.1a"' in found.help


def test_nothing_else_is_said_of_it() -> None:
    assert diagnostics({**area(), **action("", DOUBTFUL)}, page(ROW), "T2") == ()


def test_a_certain_one() -> None:
    assert diagnostics({**area(), **action()}, page(ROW), "T104") == ()


BY = "SSC will publish the list of its contracts by {}."
NOTES = {
    **area(),
    **action("", BY.format(2025)),
    **action("", BY.format(2026), "Mission 1.1b"),
}


def doubted(*years: int) -> list[str]:
    """The notes in doubt whose actions a year tells apart, once their rows name these years."""
    text = "SSC is going to publish a list of all its contracts by {}."
    rows = [
        (text.format(year), "Open data", "Behind", "Year 1", f"1.1.{letter}")
        for letter, year in zip("ab", years, strict=True)
    ]
    return [found.place.path for found in diagnostics(NOTES, page(*rows), "T104")]


def test_near_twins_whose_rows_changed_places_and_were_reworded() -> None:
    assert doubted(2026, 2025) == ["Mission 1.1a.md", "Mission 1.1b.md"]


def test_near_twins_whose_rows_were_reworded_where_they_are() -> None:
    assert doubted(2025, 2026) == []
