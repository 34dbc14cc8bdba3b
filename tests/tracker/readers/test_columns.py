from __future__ import annotations

import json

import pytest

from tests.tracker.published import as_csv, data_set_rows
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.mapping import NO_MAPPING, ListMapping, mapping_of
from vaultsync.tracker.presets import PRESETS
from vaultsync.tracker.readers import Reading, read_source
from vaultsync.tracker.vocabulary import Vocabulary


def read(text: str, mapping: ListMapping = NO_MAPPING) -> Reading:
    return read_source("list", text.encode(), Vocabulary(published=mapping.values), mapping)


def test_an_id_is_joined_and_a_group_is_parted() -> None:
    mapping = ListMapping(
        {"id": ("number", "owner"), "text": ("what_en",), "group": ("theme", "topic", "detail")}
    )
    text = (
        "number;owner;what_en;what_fr;theme;topic;detail\n"
        "C1.2;tbs;Sweep;Balayer;A;B;\n"
        "C1.3;;;Laver;A;;\n"
    )
    first, second = read(text, mapping).rows
    assert (first.id, first.text, first.mission, first.area) == ("C1.2.tbs", "Sweep", "A", "B")
    assert (second.id, second.text, second.mission, second.area) == (None, "Laver", "", "A")


def test_french_can_come_first() -> None:
    plain = as_csv(data_set_rows()).decode()
    rows = read(plain, ListMapping(language="fr")).rows
    assert (rows[0].text, rows[0].area) == ("Texte français 0", "Domaine 1.1")
    assert rows[0].status.published == "En cours"
    mapping = ListMapping({"text": ("what_en",), "id": ("n",)}, language="fr")
    assert read("n,what_en,what_fr\n1,Sweep,Balayer\n", mapping).rows[0].text == "Balayer"


def test_a_column_that_is_missing_is_named() -> None:
    mapping = ListMapping(
        {"id": ("Key",), "text": ("Summary",), "status": ("State",)},
        frozenset({"id", "text", "status"}),
    )
    with pytest.raises(TrackerError, match="no column 'State' for the status") as raised:
        read("Key,Summary,Statee\nA-1,Sweep,Done\n", mapping)
    assert raised.value.remedy.startswith("Did you mean 'Statee'?")
    with pytest.raises(TrackerError, match="no column 'Key' for the id"):
        read("One,Two\n1,2\n", mapping)
    with pytest.raises(TrackerError, match="no column 'Key' for the id"):
        read('[{"One": 1}]', mapping)


def test_a_value_outside_the_map_is_reported_and_not_guessed() -> None:
    mapping = mapping_of(
        "", {"id": ("n",), "text": ("t",), "status": ("s",)}, "", {"status": {"NS": "not-started"}}
    )
    reading = read("n,t,s\n1,Sweep,ns\n2,Mop,Completed\n3,Dust,\n", mapping)
    assert [row.status.token for row in reading.rows] == ["not-started", None, None]
    assert [(each.kind, each.line, each.key) for each in reading.problems] == [
        ("unknown-value", 3, "2")
    ]


def test_the_newest_period_counts() -> None:
    mapping = mapping_of("ai-strategy", {}, "", {})
    text = (
        "reporting_period,ref_number,activity,priority_area,key_action,sub_action,status\n"
        "2025-2026,1.2,Newer words,P,K,S,CO\n"
        "2024-2025,1.2,Older words,P,K,S,XX\n"
    )
    reading = read(text, mapping)
    (row,) = reading.rows
    assert (row.id, row.text, row.status.token) == ("1.2", "Newer words", "completed")
    assert (row.mission, row.area, row.period) == ("P", "S", "2025-2026")
    assert reading.problems == ()


GITHUB = [
    {
        "number": 12,
        "title": "Publish the list",
        "state": "OPEN",
        "stateReason": "",
        "milestone": {"number": 1, "title": "Spring", "description": "", "dueOn": None},
        "assignees": [{"id": "x", "login": "ann"}, {"id": "y", "login": "bo"}],
        "url": "https://github.com/o/r/issues/12",
    },
    {"number": 9, "title": "Sweep", "state": "CLOSED", "stateReason": "NOT_PLANNED",
     "milestone": None, "assignees": [], "url": ""},
    {"number": 8, "title": "Mop", "state": "CLOSED", "stateReason": "COMPLETED",
     "milestone": None, "assignees": [], "url": ""},
]  # fmt: skip


def test_github_issues() -> None:
    reading = read(json.dumps(GITHUB), PRESETS["github-issues"])
    first, second, third = reading.rows
    assert (first.id, first.text, first.area, first.lead) == (
        "12", "Publish the list", "Spring", "ann, bo"
    )  # fmt: skip
    assert first.url == "https://github.com/o/r/issues/12"
    assert [row.status.token for row in reading.rows] == ["open", "not-planned", "completed"]
    assert (second.area, third.area) == ("", "")


def test_github_issues_with_fewer_fields() -> None:
    text = '[{"number": 1, "title": "Sweep", "state": "OPEN"}]'
    assert read(text, PRESETS["github-issues"]).rows[0].status.token == "open"


def test_jira() -> None:
    text = (
        "Summary,Issue key,Issue Type,Status,Priority,Labels,Labels,Epic\n"
        '"Sweep the ""hall""",HALL-7,Task,In Review,High,a,b,Cleaning\n'
        "Mop,HALL-8,Task,Waiting for parts,,,,Cleaning\n"
    )
    reading = read(text, PRESETS["jira"])
    first, second = reading.rows
    assert (first.id, first.text, first.area) == ("HALL-7", 'Sweep the "hall"', "Cleaning")
    assert (first.status.token, first.priority.token) == ("in-progress", "high")
    assert second.status.unknown
    assert [problem.line for problem in reading.problems] == [3]


@pytest.mark.parametrize(
    ("text", "preset"),
    [
        ("Issue key,Summary,Status\nA-1,Sweep,Done\n", "jira"),
        (json.dumps(GITHUB), "github-issues"),
        ("cip_serial;short_desc_en;status\n1;Sweep;completed\n", "defence-capability"),
    ],
)
def test_a_list_that_a_preset_knows_is_named(text: str, preset: str) -> None:
    with pytest.raises(TrackerError, match=f"list of the kind '{preset}'") as raised:
        read(text)
    assert f'preset = "{preset}"' in raised.value.remedy


def test_columns_beside_a_preset_replace_its_own() -> None:
    mapping = mapping_of("jira", {"group": ("Team",)}, "", {"status": {"Parked": "paused"}})
    (row,) = read("Issue key,Summary,Status,Team,Epic\nA-1,Sweep,Parked,T,E\n", mapping).rows
    assert (row.area, row.status.token) == ("T", "paused")


def test_the_digest_is_of_what_makes_rows() -> None:
    assert NO_MAPPING.digest() == ""
    assert ListMapping(values={"status": {"a": "completed"}}).digest() == ""
    assert len({ListMapping(language="fr").digest(), PRESETS["jira"].digest(), ""}) == 3


def test_a_link_is_an_address_of_the_web_or_nothing() -> None:
    mapping = ListMapping({"text": ("t",), "url": ("u",)})
    rows = read("t,u\nSweep,https://e.ca/1\nMop,javascript:alert(1)\n", mapping).rows
    assert [row.url for row in rows] == ["https://e.ca/1", ""]
