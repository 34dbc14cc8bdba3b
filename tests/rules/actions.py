"""A vault of one area and its tracker, for the tests of what agrees and what does not."""

from __future__ import annotations

ROAD_MAP = "TBS will publish a road map for open data."
TRAINING = "PCO will train every analyst in statistics."
AREA = "Open data"
ROW = (ROAD_MAP, AREA, "In Progress", "Year 2")
ROW_WITH_ID = (*ROW, "1.1.a")
OTHER_ROW = (TRAINING, AREA, "Completed", "Year 1")
IN_STEP = "status: In Progress\npriority: Year 2\ntags: [status/in-progress, priority/year-2]"


def action(
    properties: str = "", text: str = ROAD_MAP, name: str = "Mission 1.1a"
) -> dict[str, str]:
    """A note of an action."""
    front = f"---\n{properties}\n---\n" if properties else ""
    return {f"{name}.md": f"{front}# {name}\n{text}\n"}


def area(name: str = "Mission 1.1", text: str = AREA) -> dict[str, str]:
    """A note of an area."""
    return {f"{name}.md": f"# {name}\n{text}\n"}
