import json

import pytest

from tests.tracker.published import IDS, as_csv, data_set_rows
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.readers import Reading, read_source
from vaultsync.tracker.vocabulary import Vocabulary


def read(content: object, **form: object) -> Reading:
    text = content if isinstance(content, str) else json.dumps(content, **form)  # type: ignore[arg-type]
    return read_source("list.json", text.encode(), Vocabulary())


def envelope(records: list[dict[str, str]], **result: object) -> dict[str, object]:
    return {"help": "x", "success": True, "result": {"fields": [], "records": records, **result}}


def test_a_list_of_records_says_what_the_csv_says() -> None:
    table = read_source("list.json", as_csv(data_set_rows()), Vocabulary())
    reading = read(data_set_rows(), indent=1)
    assert reading.form == "JSON"
    assert reading.declared is None
    assert [row._replace(line=0) for row in reading.rows] == [
        row._replace(line=0) for row in table.rows
    ]
    lines = json.dumps(data_set_rows(), indent=1).split("\n")
    assert all(f'"{row.id}"' in lines[row.line] for row in reading.rows)


def test_ckan_says_how_many_records_its_resource_has() -> None:
    reading = read(envelope(data_set_rows(), total=43), indent=2)
    assert tuple(row.id for row in reading.rows) == IDS
    assert reading.declared == 43
    assert len({row.line for row in reading.rows}) == 43
    assert read(envelope(data_set_rows()[:10], total=43)).declared == 43
    assert read(envelope(data_set_rows())).declared is None
    filtered = envelope(data_set_rows()[:5], total=5, filters={"action_status": "Completed"})
    assert read(filtered).declared is None


def test_of_several_periods_the_newest_counts_once() -> None:
    records = [
        {"action_id": "1.1.a", "action": "Count", "reporting_period": year, "priority": number}
        for number, year in enumerate(("2024", "2026", "2025"), 1)
    ]
    reading = read(envelope(records, total=3))  # type: ignore[arg-type]
    assert [(row.period, row.priority.token) for row in reading.rows] == [("2026", "year-2")]
    assert reading.declared == 1


def test_records_may_have_holes() -> None:
    reading = read([{"action": "Count", "action_status": None}, {"action_id": "1", "action": ""}])
    assert [row.text for row in reading.rows] == ["Count"]
    assert [problem.kind for problem in reading.problems] == ["no-text"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[]", "no list of actions"),
        ('{"a": 1}', "no list of actions"),
        ("[[1, 2]]", "no list of actions"),
        ([{"number": 1, "title": "x"}], "no column that is known for actions"),
        ('[{"action": "x",\n]', "broken JSON in line 2"),
        ("[" * 100_000, "no list of actions"),
        ('{"a": ' + "9" * 9000 + "}", "no list of actions"),
    ],
)
def test_other_json_is_an_error(content: object, says: str) -> None:
    with pytest.raises(TrackerError, match=says):
        read(content)


def test_a_package_names_its_files() -> None:
    package = {"result": {"resources": [{"url": "https://x.org/a.csv"}, {}, None]}}
    with pytest.raises(TrackerError, match="names the files of a data set") as caught:
        read(package)
    assert "https://x.org/a.csv" in caught.value.detail


def test_page_text_that_begins_with_a_bracket_is_page_text() -> None:
    assert read("[Mission 3](x.md)\nAction: x\nStatus: Behind").form == "page text"


def test_whole_numbers_may_be_written_with_a_point_and_nothing_as_nan() -> None:
    reading = read(
        '[{"action_id": NaN, "action": "Count", "area_for_action": "A", "priority": 2.0},'
        ' {"action_id": 7.0, "action": "Cut", "area_for_action": Infinity, "priority": 1e300}]'
    )
    first, second = reading.rows
    assert (first.id, first.priority.token) == (None, "year-2")
    assert (second.id, second.area, second.priority.token) == ("7", "", None)


def test_a_list_without_records_takes_nothing_away() -> None:
    """A board that is empty today, or an answer that failed: nobody can tell."""
    with pytest.raises(TrackerError) as raised:
        read_source("issues.json", b"[]", Vocabulary())
    assert raised.value.detail == "It holds no record at all."
