"""The status and the report of a vault in which every state occurs."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
from html.parser import HTMLParser

import pytest

from tests.report.goldens import FOLDER, FORMATS, rendered
from tests.report.showcase import showcase
from tests.vaults import page, workspace_of
from vaultsync.agreement import State
from vaultsync.report.overview import Overview, overview
from vaultsync.report.report_csv import COLUMNS, report_csv
from vaultsync.report.report_html import report_html
from vaultsync.report.report_markdown import report_markdown
from vaultsync.report.report_text import report_text
from vaultsync.report.status_json import status_json
from vaultsync.report.status_letters import LETTERS, MEANING, REMOVED
from vaultsync.report.status_text import status_text
from vaultsync.report.summary import standing
from vaultsync.report.tally import tally
from vaultsync.report.terminal import Paint, width


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_looks_as_it_should(name: str) -> None:
    assert rendered(name) == (FOLDER / name).read_bytes().decode()


@pytest.mark.parametrize("name", ["status.txt", "report.txt"])
def test_eighty_columns_are_enough(name: str) -> None:
    assert [line for line in rendered(name).splitlines() if width(line) > 80] == []


@pytest.mark.parametrize("room", [60, 72, 120])
def test_other_widths_are_kept_to(room: int) -> None:
    for lines in (status_text(showcase(), room), report_text(showcase(), room)):
        assert [line for line in lines if width(line) > room] == []


def test_every_state_has_letters_of_its_own() -> None:
    assert len(set(LETTERS.values())) == len(LETTERS)
    assert set(LETTERS) == set(State) - {State.NO_VALUE}
    assert set(MEANING) == {*LETTERS.values(), REMOVED}


def test_conflicts_show_all_three_values() -> None:
    text = " ".join(rendered("status.txt").split())
    assert "1.2a status here Completed, tracker Paused, written last In Progress" in text
    (conflicts,) = [
        action["conflicts"]
        for action in json.loads(rendered("status.json"))["actions"]
        if action["action"] == "Mission 1.2a"
    ]
    assert conflicts == [
        {"field": "status", "base": "in-progress", "vault": "completed", "tracker": "paused"}
    ]


def overview_of_note(row: str, note: str | bytes) -> Overview:
    text = (
        f"Found 1 actions\nAction: Some text.\nArea for action: Data\nPriority: -\nStatus: {row}\n"
    )
    text = text.replace("Action:", "1.1.a - Open government\nAction:", 1)
    (published,) = workspace_of({"Mission 1.1a.md": note}, text).sides
    return overview(published, lambda path, offset: 1)


@pytest.mark.parametrize(
    ("row", "note", "state", "reason"),
    [
        ("Dancing", "Some text.\n", "not-in-snapshot", "no value in the tracker"),
        ("Paused", b"\xff", "doubtful", "Mission 1.1a.md cannot be read"),
    ],
)
def test_what_is_held_to_nothing_does_not_agree(
    row: str, note: str | bytes, state: str, reason: str
) -> None:
    found = overview_of_note(row, note)
    text = "\n".join(status_text(found))
    assert reason in text
    assert "1 action: 0 agree, 0 to write, 1 held to nothing" in text
    (action,) = json.loads("\n".join(status_json({"default": found})))["actions"]
    assert (action["state"], action["reason"]) == (state, reason)
    assert reason in "\n".join(report_text(found))


def test_colour_changes_no_letters() -> None:
    painted = "\n".join(status_text(showcase(), 80, Paint(True)))
    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[\d*m", "", painted) == "\n".join(status_text(showcase(), 80))


def test_status_json_has_the_documented_shape() -> None:
    found = json.loads(rendered("status.json"))
    assert found["version"] == 1
    assert found["snapshot"] == {
        "declared": 43,
        "rows": 9,
        "complete": False,
        "read": "2026-11-21",
    }
    states = {action["action"]: action["state"] for action in found["actions"]}
    assert states == {
        "Mission 1.1a": "agreed",
        "Mission 1.1b": "absent",
        "Mission 1.1c": "update",
        "Mission 1.1d": "edited-here",
        "Mission 1.2a": "conflict",
        "Mission 1.2b": "kept",
        "Mission 1.2c": "foreign",
        "Mission 1.2d": "not-in-snapshot",
    }
    first = found["actions"][0]
    assert first["home"] == "Mission 1.1a.md"
    assert first["verdict"] == "certain"
    assert first["vault"] == {"status": "in-progress", "priority": "year-2"}
    assert first["tracker"]["key"] == first["tracker"]["id"] == "1.1.a"
    assert first["tracker"]["status"] == "in-progress"
    assert [row["id"] for row in found["unclaimed"]] == ["1.2.e", "2.1.a"]


def test_the_numbers_of_a_check() -> None:
    from tests.report.showcase import workspace

    (published,) = workspace().sides
    found = standing(map(tally, published.agreements), published.lock.snapshot)
    assert (found.differ, found.unseen, found.writable) == (5, 1, 3)
    assert (found.extent, found.read) == ("9 of 43 rows", "2026-11-21")


def test_the_table_reads_back() -> None:
    rows = list(csv.reader(io.StringIO(rendered("report.csv"))))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta", "br", "rect"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_page_is_whole_and_runs_and_loads_nothing() -> None:
    text = rendered("report.html")
    tags = _Tags()
    tags.feed(text)
    assert tags.open == []
    assert not tags.seen & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert not tags.attributes & {"src", "href", "style", "onload", "onclick"}
    assert "url(" not in text


def test_the_style_sheet_is_the_one_that_the_policy_allows() -> None:
    text = rendered("report.html")
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in text


HOSTILE = "<img src=x onerror=alert(1)>\"' &amp; [x](javascript:1) |a `b` \x1b[2J\u202e=1+1"


def hostile() -> object:
    files = {
        "Mission 1.1.md": "Area\n",
        "Mission 1.1a.md": f"TBS will publish {HOSTILE} for open data.\n",
    }
    text = f"TBS will publish {HOSTILE} for open data."
    made = workspace_of(files, page((text, HOSTILE, HOSTILE, "=1+1")))
    (published,) = made.sides
    return overview(published, lambda _path, _offset: 1)


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_hostile_gets_through(form: str) -> None:
    text = "\n".join(FORMATS[form]({"default": hostile()}))  # type: ignore[dict-item]  # an overview
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_no_markup_reaches_the_page() -> None:
    text = "\n".join(report_html({"default": hostile()}))  # type: ignore[arg-type]  # an overview
    tags = _Tags()
    tags.feed(text)
    assert "img" not in tags.seen
    assert "<img" not in text
    assert "\x1b" not in text


def test_no_markup_reaches_the_markdown() -> None:
    text = "\n".join(report_markdown({"default": hostile()}))  # type: ignore[arg-type]  # an overview
    assert "<img" not in text.replace("\\<", "")
    assert "[x](" not in text.replace("\\[", "").replace("\\]", "")


def test_no_formula_reaches_the_table() -> None:
    for row in csv.reader(io.StringIO("\n".join(report_csv({"default": hostile()})))):  # type: ignore[arg-type]  # an overview
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_a_vault_that_states_nothing() -> None:
    made = workspace_of({"Home.md": "text\n"}, page(("TBS will.", "Area", "Completed", "Year 1")))
    (published,) = made.sides
    found = overview(published, lambda _path, _offset: 1)
    assert list(status_text(found))[-1] == "1 row of areas that the vault does not describe"
    assert "no place states it" in "\n".join(report_text(found))
