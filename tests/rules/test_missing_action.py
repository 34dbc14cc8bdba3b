from __future__ import annotations

from tests.rules.actions import IN_STEP, OTHER_ROW, ROW, TRAINING, action, area
from tests.vaults import diagnostics, page, tracker_of
from vaultsync.config import Config
from vaultsync.match.rows.pull import pull
from vaultsync.obsidian.files import MemoryFiles
from vaultsync.rules.registry import judge
from vaultsync.tracker.vocabulary import Vocabulary
from vaultsync.workspace.workspace import Workspace


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


def test_a_row_that_may_be_another_wording_is_not_said_to_be_nowhere() -> None:
    """Nobody can say yet that it is an action of its own; C904 tells of it."""
    text = (
        "ISC, in collaboration with Indigenous partners, will establish guidelines on training"
        " opportunities focusing on training related to Indigenous Data Sovereignty"
    )
    files = {**area(), **action("", text)}
    tracker = tracker_of(page((text, *ROW[1:])))
    twin = page((text.replace("training", "funding"), *ROW[1:])).encode()
    later = pull([("page-2.txt", twin)], tracker.lock, "2026-11-28T08:00:00Z", Vocabulary()).lock
    listed = {path: said.encode() for path, said in files.items()}
    view = Workspace(Config(), MemoryFiles(listed), [tracker._replace(lock=later)]).view
    assert [each.code for each in judge(view, ["T1", "C904"])] == ["C904"]
