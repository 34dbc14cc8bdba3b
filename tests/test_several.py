"""Several trackers held against one vault: which of them a place belongs to."""

from __future__ import annotations

import random

import pytest

from tests.vaults import diagnostics, page, workspace_of
from vaultsync.config import Config
from vaultsync.config_file import read_config

FIRST = ("TBS will publish a road map for open data.", "Open data", "Completed", "Year 1", "1.1.a")
SECOND = ("DFO will count the fish of the great lakes.", "Fish", "Behind", "Year 2", "1.1.b")
THIRD = ("Nobody finds the road map for open data.", "Open data", "Behind", "Year 2", "7.1.a")
RISK = r"label = 'Risk (?P<mission>\d+)\.(?P<area>\d+)(?P<action>[a-z])'"
NAMES = """
[tracker.other.names]
status-property = "other-status"
priority-property = "other-priority"
status-tag = "other-status/"
priority-tag = "other-priority/"
"""


def config(*lines: str) -> Config:
    return read_config("\n".join(["[tracker.other]", *lines]).encode(), "vaultsync.toml")


ALIKE, APART, RISKS = config(), config(NAMES), config(RISK)


def found(
    files: dict[str, str], first: str, other: str, settings: Config, select: str = "T1 T2"
) -> list[str]:
    said = diagnostics(files, first, select, config=settings, others={"other": other})
    return [f"{each.place.path} {each.code} {each.tracker}" for each in said]


def test_one_numbering_in_two_lists() -> None:
    files = {"Mission 1.1a.md": FIRST[0], "Mission 1.1b.md": SECOND[0]}
    assert found(files, page(FIRST, count=1), page(SECOND, count=1), ALIKE) == [
        "Mission 1.1a.md T201 default",
        "Mission 1.1a.md T202 default",
        "Mission 1.1b.md T201 other",
        "Mission 1.1b.md T202 other",
    ]


@pytest.mark.parametrize(
    ("first", "other", "said"),
    [
        (1, 1, "T102 default"),
        (9, 1, "T103 default"),
        (1, 9, "T103 other"),
        (9, 9, "T103 default"),
    ],
)
def test_what_no_list_shows_is_said_once(first: int, other: int, said: str) -> None:
    files = {"Mission 1.1z.md": "Somebody will do something."}
    lists = page(FIRST, count=first), page(SECOND, count=other)
    assert [each for each in found(files, *lists, APART) if "1.1z" in each] == [
        f"Mission 1.1z.md {said}"
    ]


def test_who_is_sure_settles_the_doubt_of_the_other() -> None:
    close = (FIRST[0].replace("road map", "plan"), *FIRST[1:4])
    files = {"Mission 1.1.md": "Open data", "Mission 1.1a.md": FIRST[0]}
    lists = page(FIRST, count=1), page(close)
    assert "Mission 1.1a.md T104 other" in found(files, *lists, APART)
    assert "Mission 1.1a.md T104 other" not in found(files, *lists, ALIKE)


def test_a_text_is_nobodys_where_a_label_is_somebodys() -> None:
    lists = page(FIRST, count=1), page(THIRD, count=1)
    assert "Risk 7.1a.md T201 default" not in found({"Risk 7.1a.md": FIRST[0]}, *lists, RISKS)
    assert "Mapped.md T201 default" in found({"Mapped.md": FIRST[0]}, *lists, RISKS)


def test_an_id_in_a_property_of_both_is_of_the_list_of_the_label() -> None:
    files = {"Risk 7.1a.md": f"---\naction_id: 1.1.a\n---\n{THIRD[0]}\n"}
    lists = page(FIRST, count=1), page(THIRD, count=1)
    assert "Risk 7.1a.md T201 default" not in found(files, *lists, RISKS)
    apart = config(RISK, "names = { id-property = 'risk' }")
    assert "Risk 7.1a.md T107 default" in found(files, *lists, apart)


def test_a_section_within_the_lines_of_a_note() -> None:
    """The note is of one list, its only section with a paragraph of the other: one line of tags."""
    text = f"---\naction_id: 1.1.a\n---\n# Risk 7.1a\n{THIRD[0]}\n# Risk 7.1b\nNobody looks.\n"
    said = found({"Plan.md": text}, page(FIRST, count=1), page(THIRD, count=1), RISKS)
    assert "Plan.md T107 default" in said


PIECES = (
    "# Mission 1.1a\n", "# Risk 7.1a\n", f"{FIRST[0]}\n", f"{SECOND[0]}\n", f"{THIRD[0]}\n",
    "---\naction_id: 1.1.a\n---\n", "---\naction_id: 7.1.a\nstatus: Behind\n---\n", "[[A]]\n",
    "#status/behind\n", "%% vaultsync: ignore[T] why %%\n", "![[Risk 7.1a]]\n",
    "[Risk 7.1a](A.md)\n",
)  # fmt: skip
PATHS = ("A.md", "Mission 1.1a.md", "Risk 7.1a.md", "Mission 1.1.md", "Risk 7.1.md")


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("settings", [RISKS, APART])
def test_a_vault_that_lives_on_is_judged_as_one_read_anew(seed: int, settings: Config) -> None:
    chance = random.Random(seed)
    lists = page(FIRST, SECOND), {"other": page(THIRD, count=1)}

    def text() -> bytes:
        return "".join(chance.choices(PIECES, k=chance.randint(0, 5))).encode()

    contents = {path: text() for path in chance.sample(PATHS, 3)}
    workspace = workspace_of(contents, lists[0], config=settings, others=lists[1])
    held = workspace.vault.files.contents  # type: ignore[attr-defined]  # files in memory
    for _ in range(8):
        path = chance.choice(PATHS)
        if path in held and chance.random() < 0.3:
            del held[path]
        else:
            held[path] = text()
        workspace.change([path])
        fresh = workspace_of(dict(held), lists[0], config=settings, others=lists[1])
        assert workspace.diagnostics() == fresh.diagnostics()


SHARED_RISK = config(RISK, "names = { id-property = 'risk' }")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Mission 1.1a.md", f"---\nrisk: 7.1.a\n---\n{FIRST[0]}\n"),
        ("Risk 7.1a.md", f"---\naction_id: 1.1.a\n---\n{FIRST[0]}\n"),
    ],
)
def test_what_may_be_an_unread_trackers_too_is_not_written_under_its_names(
    path: str, text: str
) -> None:
    files = {path: text, "Mission 1.1b.md": SECOND[0]}
    lists = page(FIRST, SECOND, count=2)
    said = diagnostics(files, lists, "T1 T2", config=SHARED_RISK)
    found = [(each.place.path, each.code) for each in said]
    assert (path, "T107") in found
    assert (path, "T201") not in found
    assert ("Mission 1.1b.md", "T201") in found
    (message,) = [each.message for each in said if each.code == "T107"]
    assert "a label or id of the tracker other, which was never pulled" in message


def test_an_unread_tracker_with_names_of_its_own_is_in_nobodys_way() -> None:
    settings = config(RISK, NAMES, 'id-property = "risk"')
    files = {"Mission 1.1a.md": f"---\nrisk: 7.1.a\n---\n{FIRST[0]}\n"}
    said = diagnostics(files, page(FIRST, count=1), "T1 T2", config=settings)
    assert [each.code for each in said] == ["T201", "T202"]


def test_a_text_is_not_taken_from_an_unread_tracker_that_has_its_label() -> None:
    files = {"Risk 7.1a.md": FIRST[0], "Mission 1.1.md": "Open data"}
    said = diagnostics(files, page(FIRST, count=1), "T1 T2", config=RISKS)
    assert ("Risk 7.1a.md", "T201") not in [(each.place.path, each.code) for each in said]


def test_what_a_whole_list_lacks_may_be_an_unread_trackers() -> None:
    files = {"Mission 1.1a.md": FIRST[0], "Mission 1.1z.md": "Somebody will do something."}
    whole = page(FIRST, count=1)
    assert "T102" in [each.code for each in diagnostics(files, whole, "T1")]
    assert "T102" not in [each.code for each in diagnostics(files, whole, "T1", config=APART)]


@pytest.mark.parametrize("names", ["[tracker.other.names]", NAMES])
def test_an_id_whose_row_was_dropped_speaks_beside_an_action_of_another_list(names: str) -> None:
    settings = config(RISK, names, 'id-property = "risk"')
    files = {"Mission 1.1a.md": f"---\nrisk: 7.1.z\n---\n{FIRST[0]}\n"}
    risks = page(THIRD, count=1)
    assert "Mission 1.1a.md T102 other" in found(files, page(FIRST, count=1), risks, settings)


def test_what_a_list_had_a_row_for_is_its_own_when_the_row_is_dropped() -> None:
    from tests.match.seeds import aligned, claims_of, rows_of, snapshot_of
    from vaultsync.several import Aligned, actions_apart

    claims = claims_of({"Mission 1.1z.md": "Somebody will do something."})
    mine = aligned(claims, snapshot_of(*rows_of(FIRST[0]), whole=True))
    theirs = aligned(claims, snapshot_of(*rows_of(SECOND[0])))
    names = (ALIKE.names, APART.of("other").names)
    known = frozenset({"Mission 1.1z"})
    for mine_knows, said in ((frozenset[str](), [0, 1]), (known, [1, 0])):
        apart = actions_apart(
            [Aligned(mine, True, names[0], True, mine_knows), Aligned(theirs, False, names[1])]
        )
        assert [len(each.actions) for each in apart] == said
