from __future__ import annotations

from tests.rules.actions import AREA, IN_STEP, OTHER_ROW, ROAD_MAP, ROW, TRAINING, action, area
from tests.vaults import diagnostics, page
from vaultsync.config import Config, Names
from vaultsync.tracker.lock import Base


def said(properties: str, row: tuple[str, ...] = ROW, **more: object) -> list[tuple[str, str]]:
    files = {**area(), **action(properties)}
    return [
        (found.place.path, found.message) for found in diagnostics(files, page(row), "T201", **more)
    ]


def test_missing_in_both_places_is_said_once() -> None:
    assert said("") == [("Mission 1.1a.md", "status is missing; the tracker says In Progress")]


def test_missing_in_one_place() -> None:
    assert said("status: In Progress") == [
        ("Mission 1.1a.md", "status is missing as a tag; the tracker says In Progress")
    ]
    assert said("tags: [status/in-progress]") == [
        ("Mission 1.1a.md", "status is missing as a property; the tracker says In Progress")
    ]


def test_a_value_that_was_never_synced() -> None:
    assert said("status: Completed\ntags: [status/completed]") == [
        ("Mission 1.1a.md", "status is Completed; the tracker says In Progress")
    ]


def test_a_value_that_the_tracker_left_behind() -> None:
    base = [Base("Mission 1.1a", "status", "not-started")]
    assert said("status: Not Started\ntags: [status/not-started]", base=base) == [
        ("Mission 1.1a.md", "status is Not Started; the tracker now says In Progress")
    ]


def test_other_words_for_the_same() -> None:
    assert said("status: EN COURS\ntags: [status/in-progress]") == []


def test_a_tracker_without_a_value() -> None:
    assert said("", (ROAD_MAP, AREA, "-", "Year 2")) == []


def test_the_help_says_what_to_write_and_how() -> None:
    files = {**area(), **action()}
    (found,) = diagnostics(files, page(ROW), "T201")
    assert found.severity.word == "warning"
    assert found.help.splitlines()[0] == (
        "add  status: In Progress   (and the tag status/in-progress)"
    )
    assert found.help.splitlines()[1].startswith("vaultsync sync --dry-run   row ~")


def test_what_stays_is_not_among_what_to_write() -> None:
    files = {**area(), **action("status: evergreen\ntags: [status/completed]")}
    (found,) = diagnostics(files, page(ROW), "T201")
    assert found.message == "status is Completed; the tracker says In Progress"
    assert found.help.splitlines()[0] == "write  the tag status/in-progress"


def test_one_value_in_two_words_is_one_value() -> None:
    assert said("status: Terminé\ntags: [status/completed]") == [
        ("Mission 1.1a.md", "status is Terminé; the tracker says In Progress")
    ]


def test_a_section_has_tags_only() -> None:
    text = f"# Mission 1.1a\n{ROAD_MAP}\n# Mission 1.1b\n{TRAINING}\n#status/completed\n"
    (found,) = diagnostics({"Mission 1.md": text}, page(ROW, OTHER_ROW), "T201")
    assert (found.place.line, found.place.column) == (1, 3)
    assert found.help.splitlines()[0] == "add  the tag status/in-progress"


def test_a_copy_is_held_to_what_it_carries() -> None:
    copy = f"# Mission 1.1a\n{ROAD_MAP}\n#status/completed\n# Mission 1.1b\n{TRAINING}\n"
    files = {**area(), **action(IN_STEP), "Mission 1.md": copy}
    (found,) = diagnostics(files, page(ROW), "T201")
    assert (found.place.path, found.place.line) == ("Mission 1.md", 1)
    assert found.message == "the copy's status is Completed; the tracker says In Progress"


def test_a_copy_without_tags_stays_without() -> None:
    copy = f"# Mission 1.1a\n{ROAD_MAP}\n# Mission 1.1b\n{TRAINING}\n"
    assert diagnostics({**area(), **action(IN_STEP), "Mission 1.md": copy}, page(ROW), "T2") == ()


def test_names_are_the_users_choice() -> None:
    names = Names(status_property="state", status_tag="state/")
    files = {**area(), **action("state: In Progress\ntags: [state/in-progress]")}
    assert diagnostics(files, page(ROW), "T201", config=Config(names=names)) == ()
