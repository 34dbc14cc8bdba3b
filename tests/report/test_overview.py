from __future__ import annotations

import json

from tests.rules.actions import AREA, ROW, action, area
from tests.vaults import page, tracker_of
from vaultsync.config import Config
from vaultsync.match.rows.pull import pull
from vaultsync.obsidian.files import MemoryFiles
from vaultsync.report.overview import Overview, overview
from vaultsync.report.status_json import status_json
from vaultsync.report.status_text import status_summary, status_text
from vaultsync.tracker.vocabulary import Vocabulary
from vaultsync.workspace.workspace import Workspace

TEXT = (
    "ISC, in collaboration with Indigenous partners, will establish guidelines on training"
    " opportunities focusing on training related to Indigenous Data Sovereignty"
)


def test_a_row_in_doubt_is_not_counted_as_one_that_no_place_states() -> None:
    """Nobody can say yet that it is an action of its own; `check` does not, either."""
    tracker = tracker_of(page((TEXT, *ROW[1:])))
    twin = page((TEXT.replace("training", "funding"), *ROW[1:])).encode()
    later = pull([("page-2.txt", twin)], tracker.lock, "2026-11-28T08:00:00Z", Vocabulary()).lock
    files = {path: said.encode() for path, said in {**area(), **action("", TEXT)}.items()}
    workspace = Workspace(Config(), MemoryFiles(files), [tracker._replace(lock=later)])
    published = workspace.view.published
    assert published is not None
    found = overview(published, lambda path, offset: 1)
    assert found.missing == ()
    assert [row.text for row in found.in_doubt] == [TEXT.replace("training", "funding")]
    summary = "\n".join(status_summary(found))
    assert "1 row in doubt" in summary
    assert "no place states" not in summary
    (row,) = json.loads("".join(status_json({"default": found})))["unclaimed"]
    assert row["key"] == found.in_doubt[0].key


def overview_of(files: dict[str, str], *rows: tuple[str, ...]) -> Overview:
    notes = {path: said.encode() for path, said in files.items()}
    workspace = Workspace(Config(scope="all"), MemoryFiles(notes), [tracker_of(page(*rows))])
    published = workspace.view.published
    assert published is not None
    return overview(published, lambda path, offset: 1)


def areas_of(found: Overview) -> list[tuple[str, str, int, int]]:
    return [
        (mission.label, area.text, len(area.lines), len(area.missing))
        for mission in found.missions
        for area in mission.areas
    ]


def test_an_area_that_the_vault_does_not_name_has_the_name_that_is_published() -> None:
    files = {"Mission 1.md": "# Mission 1\nServe.\n", **action()}
    row = (*ROW[:4], "1.1.a")
    other = ("DFO will count the fish in every lake.", *ROW[1:4], "1.1.b")
    assert areas_of(overview_of(files, row, other)) == [("Mission 1", ROW[1], 1, 1)]


def test_a_row_of_an_area_that_no_action_is_of_stands_in_its_mission_by_its_id() -> None:
    files = {"Mission 1.md": "# Mission 1\nServe.\n", **area(), **action()}
    other = ("DFO will count the fish in every lake.", "Fish and lakes", *ROW[2:4], "1.2.a")
    assert areas_of(overview_of(files, (*ROW[:4], "1.1.a"), other)) == [
        ("Mission 1", ROW[1], 1, 0),
        ("Mission 1", "Fish and lakes", 0, 1),
    ]


def test_rows_without_an_area_stand_each_where_its_own_id_says() -> None:
    files = {"Mission 1.md": "# Mission 1\nServe.\n", "Mission 2.md": "# Mission 2\nCount.\n"}
    said = ("count the fish in every lake.", "plant trees along the railway.", "open a museum.")
    ids = ("1.1.a", "2.3.b", "2.4.a")
    rows = [(f"DFO will {text}", "", *ROW[2:4], at) for text, at in zip(said, ids, strict=True)]
    found = overview_of(files, *rows)
    assert [
        (mission.label, [row.id for row in area.missing])
        for mission in found.missions
        for area in mission.areas
    ] == [("Mission 1", ["1.1.a"]), ("Mission 2", ["2.3.b"]), ("Mission 2", ["2.4.a"])]


def test_of_areas_that_are_called_alike_a_row_stands_in_the_one_that_its_id_names() -> None:
    text = "DFO will count the fish in every lake."
    files = {**area(), **action(), **area("Mission 2.1"), **action("", text, "Mission 2.1a")}
    rows = [(*ROW[:4], "1.1.a"), (text, *ROW[1:4], "2.1.a")]
    other = ("DFO will plant trees along the railway.", *ROW[1:4], "2.1.b")
    assert areas_of(overview_of(files, *rows, other)) == [
        ("", AREA, 1, 0),
        ("", AREA, 1, 1),
    ]


def test_a_note_without_a_label_is_called_by_its_whole_name() -> None:
    """`by 2026` is what two plans may end in, and no name of either."""
    fish = ("DFO will count the fish in every lake by the coast.", *ROW[1:])
    files = {**area(), **action(), "Fish by 2026.md": fish[0]}
    lines = [" ".join(line.split()) for line in status_text(overview_of(files, ROW, fish))]
    assert [line for line in lines if "–" in line] == [
        "1.1a – A In Progress Year 2",
        "Fish by 2026 – A In Progress Year 2",
    ]
