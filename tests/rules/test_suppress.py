from __future__ import annotations

import pytest

from tests.vaults import diagnostics, spots
from vaultsync.obsidian.note import Note
from vaultsync.rules.suppress import suppressions


def parsed(text: str) -> list[tuple[tuple[str, ...], str, int, int]]:
    note = Note("Home.md", text.encode())
    return [(found.codes, found.reason, found.first, found.last) for found in suppressions(note)]


def test_a_comment_speaks_for_its_own_line() -> None:
    text = "One\n[[Two]] %% vaultsync: ignore[L401] planned %% and on\n"
    assert parsed(text) == [(("L401",), "planned", 2, 2)]


def test_a_comment_alone_on_its_line_speaks_for_the_next_that_is_not_blank() -> None:
    assert parsed("%% vaultsync: ignore[L401] planned %%\n\n[[Two]]\n") == [
        (("L401",), "planned", 3, 3)
    ]


def test_comments_that_stand_one_above_the_other_speak_for_the_same_line() -> None:
    text = "%% vaultsync: ignore[L401] a %%\n%% vaultsync: ignore[L405] b %%\n[[Two]]\n"
    assert [found[2:] for found in parsed(text)] == [(3, 3), (3, 3)]


def test_a_comment_may_take_several_lines() -> None:
    text = "%%\nvaultsync: ignore[L401, T2] planned\nfor spring\n%%\n[[Two]]\n"
    assert parsed(text) == [(("L401", "T2"), "planned\nfor spring", 5, 5)]


def test_a_section_reaches_to_the_next_heading_of_its_level() -> None:
    text = (
        "# One\n## Deep\n%% vaultsync: ignore-section[L4] why %%\ntext\n### Deeper\nx\n## Next\ny\n"
    )
    assert parsed(text) == [(("L4",), "why", 2, 6)]


def test_a_section_before_the_first_heading() -> None:
    assert parsed("%% vaultsync: ignore-section[L4] why %%\ntext\n# One\n") == [
        (("L4",), "why", 1, 2)
    ]


def test_a_note() -> None:
    assert parsed("a\nb\n%% vaultsync: ignore-note[T] why %%\n") == [(("T",), "why", 1, 4)]


def test_a_property() -> None:
    text = "---\nvaultsync-ignore:\n  - L401 planned for spring\n  - T2\n---\n[[Two]]\n"
    assert parsed(text) == [(("L401",), "planned for spring", 1, 7), (("T2",), "", 1, 7)]


@pytest.mark.parametrize("name", ["Vaultsync-Ignore", '"vault\\x73ync-ignore"'])
def test_a_property_is_found_however_it_is_written(name: str) -> None:
    assert parsed(f"---\n{name}: L401 planned\n---\n") == [(("L401",), "planned", 1, 4)]


def test_a_property_that_is_one_text() -> None:
    assert parsed("---\nvaultsync-ignore: L401, E3 planned\n---\n") == [
        (("L401", "E3"), "planned", 1, 4)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`%% vaultsync: ignore[L401] x %%`\n",
        "```\n%% vaultsync: ignore[L401] x %%\n```\n",
        "vaultsync: ignore[L401] x\n",
        "%% vaultsync is fine %%\n",
    ],
)
def test_what_is_no_suppression(text: str) -> None:
    assert parsed(text) == []


def test_what_is_suppressed_is_not_said() -> None:
    text = "[[Two]] %% vaultsync: ignore[L401] planned %%\n[[Three]]\n"
    assert spots({"Home.md": text}) == [("Home.md", 2, 3, "L401")]


def test_an_agreement_finding_is_suppressed_at_its_note() -> None:
    from tests.vaults import page

    row = ("TBS will publish a road map for open data.", "Open data", "Completed", "Year 1")
    body = "# Mission 1.1a\nTBS will publish a road map for open data.\n"
    note = "---\nvaultsync-ignore: T2 decided in May\n---\n" + body
    assert spots({"Mission 1.1a.md": note}, page(row), "T2 X") == []
    assert len(spots({"Mission 1.1a.md": body}, page(row), "T2 X")) == 2


@pytest.mark.parametrize(("codes", "idle"), [("T201", 0), ("T, C9", 0), ("T999", 1), ("L", 1)])
def test_what_only_a_tracker_could_show_is_left_in_peace_without_one(codes: str, idle: int) -> None:
    text = f"One %% vaultsync: ignore[{codes}] decided in May %%\n"
    assert [spot[3] for spot in spots({"Home.md": text})] == ["X001"] * idle


def test_what_only_the_whole_list_could_show_is_left_in_peace_without_it() -> None:
    from tests.vaults import page

    row = ("TBS will publish a road map for open data.", "Open data", "Completed", "Year 1")
    files = {"One.md": "One %% vaultsync: ignore[T102] ours alone %%\n"}
    assert spots(files, page(row), "X001") == []
    assert spots(files, page(row, count=1), "X001") == [("One.md", 1, 5, "X001")]


def test_a_suppression_of_a_part_of_which_is_idle() -> None:
    text = "[[Two]] %% vaultsync: ignore[L401, L405] planned %%\n"
    (found,) = diagnostics({"Home.md": text})
    assert (found.code, found.message) == ("X001", "nothing is suppressed here: L405")
    assert found.fix is None


def test_an_idle_suppression_stays_idle_whatever_is_selected() -> None:
    text = "[[Two]] %% vaultsync: ignore[L401] planned %%\n"
    assert diagnostics({"Home.md": text}, None, "T X") == ()


def test_of_two_equal_suppressions_the_second_is_superfluous() -> None:
    text = "%% vaultsync: ignore-note[L401] a %%\n%% vaultsync: ignore-note[L401] b %%\n[[Two]]\n"
    assert spots({"Home.md": text}) == [("Home.md", 2, 1, "X001")]


def test_many_suppressions_and_findings_cost_little() -> None:
    lines = 3000
    text = "%% vaultsync: ignore-note[L401] a %% [[Two]]\n" * lines
    assert len(spots({"Home.md": text}, None, "X001")) == lines - 1


def test_many_comments_above_one_another_cost_little() -> None:
    text = "%% vaultsync: ignore[L401] a %%\n" * 20_000 + "[[Two]]\n"
    assert {found[2:] for found in parsed(text)} == {(20_001, 20_001)}


def test_many_sections_cost_little() -> None:
    text = "# H\n%% vaultsync: ignore-section[L401] a %%\n" * 10_000
    assert parsed(text)[-1][2:] == (19_999, 20_001)


def test_a_comment_below_the_last_line_speaks_for_itself() -> None:
    assert parsed("One\n%% vaultsync: ignore[L401] a %%")[0][2:] == (2, 2)
