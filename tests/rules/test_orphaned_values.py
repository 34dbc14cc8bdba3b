from __future__ import annotations

import pytest

from tests.rules.actions import IN_STEP, ROAD_MAP, ROW_WITH_ID, TRAINING, area
from tests.vaults import diagnostics, page
from vaultsync.tracker.lock import Base

BASE = (Base("Mission 1.1a", "status", "in-progress"), Base("Mission 1.1a", "priority", "year-2"))
SECTION = {"Mission 1.1.md": f"# Mission 1.1\nOpen data\n# Mission 1.1a\n{ROAD_MAP}\n"}


def orphans(text: str, name: str = "Foo.md", base: tuple[Base, ...] = BASE) -> list[str]:
    files = {**area(), **SECTION, name: text}
    found = diagnostics(files, page(ROW_WITH_ID), "T210", base=base)
    return [f"{each.place.path}:{each.place.line}: {each.message}" for each in found]


def front(properties: str, body: str) -> str:
    return f"---\n{properties}\n---\n{body}\n"


@pytest.mark.parametrize("body", [f"# Mission 1.1a\n{ROAD_MAP}", f"# Foo\n{ROAD_MAP}"])
def test_a_renamed_home(body: str) -> None:
    assert orphans(front(IN_STEP, body)) == [
        "Foo.md:2: status of Mission 1.1a was written here, but Mission 1.1.md is its home now"
    ]


def test_it_is_said_too_when_the_tracker_has_moved() -> None:
    stale = IN_STEP.replace("In Progress", "Paused").replace("in-progress", "paused")
    assert len(orphans(front(stale, f"# Mission 1.1a\n{ROAD_MAP}"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        front("status: In Progress", f"# Mission 1.1a\n{ROAD_MAP}"),
        front("tags: [status/in-progress]", f"# Mission 1.1a\n{ROAD_MAP}"),
        front("status: evergreen\ntags: [status/evergreen]", f"# Mission 1.1a\n{ROAD_MAP}"),
        front(IN_STEP, f"# Foo\n{TRAINING}"),
        front(IN_STEP, "# Mission 1.1a\n\n# Mission 1.2b\n"),
        f"# Mission 1.1a\n{ROAD_MAP}\n",
    ],
)
def test_what_was_not_written_for_the_action(text: str) -> None:
    assert orphans(text) == []


@pytest.mark.parametrize(
    "tags", ['tags: ["\\x73tatus/in-progress"]', "Tags:\n  - STATUS/in-progress", "x: y"]
)
def test_a_tag_is_found_however_it_is_written(tags: str) -> None:
    below = "\n#status/in-progress\n" if tags == "x: y" else ""
    text = front(f"Status: In Progress\n{tags}", f"# Mission 1.1a\n{ROAD_MAP}\n{below}")
    assert len(orphans(text)) == 1


def test_a_home_is_no_orphan() -> None:
    assert orphans(front(IN_STEP, ROAD_MAP), "Mission 1.1a.md") == []


def test_nothing_was_written_for_the_action() -> None:
    assert orphans(front(IN_STEP, f"# Mission 1.1a\n{ROAD_MAP}"), base=()) == []


WITHDRAWN = [
    "Foo.md:2: status was written here, but no row of the tracker certainly is Foo any more"
]
WRITTEN = (Base("Foo", "status", "in-progress"),)


def test_a_note_without_a_label_whose_row_is_gone() -> None:
    """Nothing else says so: without the row's text no place states it."""
    assert orphans(front(IN_STEP, f"# Foo\n{TRAINING}"), base=WRITTEN) == WITHDRAWN


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (front(IN_STEP, f"# Foo\n{TRAINING}"), "Bar.md"),
        (front("status: In Progress", f"# Foo\n{TRAINING}"), "Foo.md"),
        (f"# Foo\n{TRAINING}\n", "Foo.md"),
    ],
)
def test_what_is_not_what_was_written(text: str, name: str) -> None:
    assert orphans(text, name, WRITTEN) == []


def test_a_note_that_still_is_a_row_is_no_orphan() -> None:
    files = {**area(), "Foo.md": front(IN_STEP, f"# Foo\n{ROAD_MAP}")}
    assert diagnostics(files, page(ROW_WITH_ID), "T210", base=WRITTEN) == ()


def test_nothing_is_known_of_texts_where_a_note_cannot_be_read() -> None:
    files = {"Foo.md": front(IN_STEP, f"# Foo\n{TRAINING}"), "Mission 1.1a.md": b"\xff"}
    assert diagnostics(files, page(ROW_WITH_ID), "T210", base=WRITTEN) == ()
