"""What is sent to the publisher of a list."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.vaults import page, workspace_of
from vaultsync.cli import run
from vaultsync.report.corrections import (
    COLUMNS,
    Correction,
    corrections,
    corrections_csv,
    corrections_markdown,
)
from vaultsync.tracker.lock import Kept

ROAD = "TBS will publish a road map for open data with provinces and territories every spring."
TRAIN = "PCO will train all analysts of the public service in statistics and in plain language."
COLD = "SSC will pilot cold storage for the archives of weather stations in the far north."
FILES = {
    "Mission 1.1.md": "# Mission 1.1\nOpen data for all\n",
    "Mission 1.1a.md": ROAD,
    "Mission 1.1b.md": TRAIN,
}


def found(text: str, *kept: Kept) -> list[Correction]:
    (published,) = workspace_of(FILES, text, kept=kept).sides
    return list(corrections(published.lock, published.alignment, published.vocabulary))


def test_a_list_in_order_has_nothing_to_correct() -> None:
    rows = [(text, "Open data for all", "Completed", "Year 1") for text in (ROAD, TRAIN)]
    assert found(page(*rows)) == []


def test_rows_that_contradict_each_other() -> None:
    rows = [(ROAD, "Open data for all", status, "Year 1") for status in ("Completed", "Paused")]
    (one,) = found(page(*rows))
    assert (one.kind, one.text, one.proposed) == ("contradiction", ROAD, "")
    assert '"Completed" in line' in one.why
    assert (one.source, one.line) == ("tracker.txt", 2)


def test_values_that_nobody_knows() -> None:
    (one,) = found(page((ROAD, "Open data for all", "Almost there", "Year 1")))
    assert (one.kind, one.why) == (
        "value",
        'the status "Almost there" is unknown and counts as none',
    )


@pytest.mark.parametrize(
    "other", ["Open data, for all", "For all: open data", "Opening data to all"]
)
def test_one_area_in_several_wordings(other: str) -> None:
    rows = [(ROAD, "Open data for all"), (TRAIN, "Open data for all"), (COLD, other)]
    (one,) = found(page(*((text, area, "Completed", "Year 1") for text, area in rows)))
    assert one.kind == "area"
    assert one.published == f"Open data for all (2 rows) / {other} (1 row)"
    assert one.proposed == "Open data for all"


def test_ids_tell_that_two_names_are_one_area_and_no_majority_is_made_up() -> None:
    (one,) = found(
        page(
            (ROAD, "Open data for all", "Completed", "Year 1", "1.1.a"),
            (TRAIN, "Let everybody see", "Completed", "Year 1", "1.1.b"),
            (COLD, "Another area", "Completed", "Year 1", "1.2.a"),
        )
    )
    assert (one.kind, one.proposed) == ("area", "")


@pytest.mark.parametrize("other", ["open data for all", "Open  data for all", "Open data for all."])
def test_case_spaces_and_a_final_point_are_no_other_wording(other: str) -> None:
    rows = [(ROAD, "Open data for all"), (TRAIN, other)]
    assert found(page(*((text, area, "Completed", "Year 1") for text, area in rows))) == []


@pytest.mark.parametrize(
    ("tracker", "reason", "told"),
    [
        ("completed", "it was stopped in May", True),
        ("completed", " ", False),
        ("paused", "x", False),
    ],
)
def test_what_the_vault_knows_better_for_a_reason(tracker: str, reason: str, told: bool) -> None:
    kept = Kept("Mission 1.1a", "status", "in-progress", tracker, "2026-05-04", reason)
    listed = found(page((ROAD, "Open data for all", "Completed", "Year 1")), kept)
    assert bool(listed) == told
    if told:
        (one,) = listed
        assert one.kind == "vault"
        assert (one.published, one.proposed) == ("status: Completed", "status: In Progress")
        assert one.why == "it was stopped in May (Mission 1.1a, 2026-05-04)"


def test_the_formats() -> None:
    rows = [(ROAD, "Open *data*", status, "Year 1") for status in ("Completed", "=Paused")]
    workspace = workspace_of(FILES, page(*rows))
    (published,) = workspace.sides
    lock, vocabulary = published.lock, published.vocabulary
    listed = corrections(lock, published.alignment, vocabulary)
    markdown = list(corrections_markdown({"default": listed}, {"default": lock.snapshot}))
    assert markdown[:3] == [
        "# Corrections", "", "To the list as it was read on 2026-11-21: 1 of 43 rows.",
    ]  # fmt: skip
    assert "## The list contradicts itself" in markdown
    assert "\\=Paused" in "\n".join(markdown)
    table = list(csv.reader(io.StringIO("\n".join(corrections_csv({"default": listed})))))
    assert tuple(table[0]) == COLUMNS
    assert {len(line) for line in table} == {len(COLUMNS)}
    assert (
        list(corrections_markdown({"a": ()}, {"a": lock.snapshot}))[-1]
        == "Nothing to correct was found."
    )


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vaultsync.toml").write_text("")
    (tmp_path / "page.txt").write_text(page((ROAD, "Open data", "Almost there", "Year 1")))
    assert run(["pull", "page.txt"]) == 0
    capsys.readouterr()
    assert run(["report", "--corrections"]) == 0
    shown = capsys.readouterr().out
    assert "Almost there" in shown
    assert run(["report", "--corrections", "--format", "markdown", "-o", "c.md"]) == 0
    assert (tmp_path / "c.md").read_text() == shown
    assert run(["report", "--corrections", "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("kind,row,text,")
    assert run(["report", "--corrections", "--format", "json"]) == 2
    assert run(["report", "--corrections", "page.txt"]) == 2
