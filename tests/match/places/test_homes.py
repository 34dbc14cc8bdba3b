"""The home of an action: what stays it though it cannot be read, what is too silent for it."""

from __future__ import annotations

from tests.vaults import page, spots, workspace_of
from vaultsync.agreement import State

TEXT = "TBS will publish a road map for open data with provinces and territories every spring"
OTHER = "PCO will train every analyst of the public service in statistics and in plain language"
ROWS = ((TEXT, "Open data", "In Progress", "Year 2"), (OTHER, "Open data", "Completed", "-"))
WITH_IDS = ((*ROWS[0], "1.1.a"), (*ROWS[1], "1.1.b"))
AREA = f"# Mission 1.1\nOpen data\n# Mission 1.1a\n{TEXT}\n# Mission 1.1b\n{OTHER}\n"
HOME = f"# Mission 1.1a\n{TEXT}\n"
FENCED = f"# Mission 1.1\nOpen data\n# Mission 1.1a\n```\ncode\n```\n# Mission 1.1b\n{OTHER}\n"


def test_a_note_that_cannot_be_read_stays_the_home() -> None:
    files: dict[str, str | bytes] = {"Mission 1.1.md": AREA, "Mission 1.1a.md": HOME}
    torn = {**files, "Mission 1.1a.md": HOME.encode() + b"\xff"}
    for rows in (ROWS, WITH_IDS):
        said = spots(torn, page(*rows))
        assert [spot for spot in said if "Mission 1.1a.md" in spot[0]] == [
            ("Mission 1.1a.md", 3, 1, "V605")
        ]
        assert {spot[3] for spot in said} == {"V605", "T201", "C901"}
        assert [spot for spot in said if spot[3] == "T201"] == [("Mission 1.1.md", 5, 3, "T201")]
        refused = spots(files, page(*rows), refused=["Mission 1.1a.md"])
        assert ("Mission 1.1a.md", 1, 1, "V606") in refused
        assert len([spot for spot in refused if spot[3] == "T201"]) == 1


def test_no_place_is_asked_for_while_a_note_cannot_be_read_that_may_be_it() -> None:
    files: dict[str, str | bytes] = {
        "Mission 1.1.md": "# Mission 1.1\nOpen data\n",
        "Mission 1.1a.md": b"\xff",
    }
    assert "T101" not in {spot[3] for spot in spots(files, page(ROWS[0]))}
    # A row with another id is another action.
    assert "T101" in {spot[3] for spot in spots(files, page(WITH_IDS[1]))}


def test_what_sounds_like_an_unreadable_home_does_not_become_one() -> None:
    files: dict[str, str | bytes] = {
        "Mission 1.1a.md": b"\xff",
        "Minutes.md": f"# Spring\n{TEXT}\n",
    }
    (published,) = workspace_of(files, page(ROWS[0])).sides
    assert [each.unread for each in published.agreements] == ["Mission 1.1a.md"]


def test_a_copy_speaks_for_a_home_that_cannot_be_read() -> None:
    files: dict[str, str | bytes] = {"Mission 1.1.md": AREA, "Mission 1.1a.md": b"\xff"}
    (side,) = workspace_of(files, page(*ROWS)).sides
    found = {each.home.path: each.pair for each in side.alignment.actions if each.home}
    pair = found["Mission 1.1a.md"]
    assert pair is not None
    assert (pair.row.text, pair.by) == (TEXT, "text")


def test_a_section_without_a_paragraph_is_the_place_of_its_row() -> None:
    said = spots({"Mission 1.1.md": FENCED}, page(*WITH_IDS))
    assert ("Mission 1.1.md", 3, 3, "T104") in said
    assert "T101" not in {spot[3] for spot in said}


def test_a_section_without_a_paragraph_gives_way() -> None:
    for files in (
        {"Mission 1.1.md": FENCED, "Mission 1.1a.md": HOME},
        {"Mission 1.1.md": FENCED, "Mission 1.md": "# Mission 1\n" + AREA},
        {"Mission 1.1.md": FENCED, "Road map.md": f"{TEXT}\n"},
    ):
        said = {spot[3] for spot in spots(files, page(*WITH_IDS))}
        assert not said & {"T101", "T105", "E305"}
        (published,) = workspace_of(files, page(*WITH_IDS)).sides
        (home,) = {each.match.home for each in published.agreements if each.state is State.ABSENT
                   and each.match.pair and each.match.pair.row.key == "1.1.a"}  # fmt: skip
        assert home is not None
        assert home.text == TEXT


def test_two_sections_that_say_nothing_are_no_rivals() -> None:
    said = spots({"Mission 1.1.md": FENCED, "Mission 1.md": FENCED}, page(*WITH_IDS))
    assert [spot for spot in said if spot[3] == "T105"] == []


def home_of(files: dict[str, str | bytes]) -> str | None:
    """The note in which the home of 1.1.a lies."""
    (side,) = workspace_of(files, page(*WITH_IDS)).sides
    (match,) = [each for each in side.alignment.actions if each.action == "Mission 1.1a"]
    return match.home and match.home.path


def test_of_sections_that_say_nothing_the_first_is_the_home() -> None:
    assert home_of({"B.md": FENCED, "A.md": FENCED, "C.md": FENCED}) == "A.md"


def test_the_note_of_the_area_has_a_better_right_than_that_of_the_mission() -> None:
    mission = "# Mission 1\n" + AREA
    assert home_of({"Mission 1.md": mission, "Mission 1.1.md": AREA}) == "Mission 1.1.md"
    assert home_of({"Mission 1.md": mission, "Minutes.md": AREA}) == "Mission 1.md"
    assert home_of({"Agenda.md": AREA, "Minutes.md": AREA}) is None
    tagged = AREA.replace(TEXT, f"{TEXT}\n#status/completed")
    files: dict[str, str | bytes] = {"Mission 1.1.md": AREA, "Minutes.md": tagged}
    assert home_of(files) == "Minutes.md"
