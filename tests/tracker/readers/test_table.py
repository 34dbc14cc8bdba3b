import pytest

from tests.tracker.published import IDS, as_csv, data_set_rows
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.mapping import ListMapping
from vaultsync.tracker.model import NO_VALUE, Value
from vaultsync.tracker.readers import Reading, read_source
from vaultsync.tracker.vocabulary import Vocabulary


def read(data: bytes | str) -> Reading:
    return read_source("list.csv", data.encode() if isinstance(data, str) else data, Vocabulary())


def problems(reading: Reading) -> list[tuple[str, int]]:
    return [(problem.kind, problem.line) for problem in reading.problems]


def without(rows: list[dict[str, str]], *columns: str) -> list[dict[str, str]]:
    return [{key: row[key] for key in row if key not in columns} for row in rows]


@pytest.mark.parametrize("mark", [True, False])
def test_the_data_set(mark: bool) -> None:
    reading = read(as_csv(data_set_rows(), mark=mark))
    assert tuple(row.id for row in reading.rows) == IDS
    assert reading.declared == 43
    assert reading.problems == ()
    row = reading.rows[IDS.index("3.1.d")]
    assert row.key == "3.1.d"
    assert row.text.startswith("TBS will work with departments to identify best practices")
    assert row.status == Value("Completed", "completed")
    assert row.priority == Value("Year 3 priority", "year-3")
    assert (row.mission, row.lead) == ("Mission 3 title", "TBS")
    assert row.line == 2 + IDS.index("3.1.d")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", ":", "#", "\xa6", "\x1f"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    assert read(as_csv(data_set_rows(), delimiter)) == read(as_csv(data_set_rows()))


def test_excel_forms() -> None:
    text = as_csv(data_set_rows(), "\t", mark=False).decode()
    plain = read(as_csv(data_set_rows()))
    assert read(text.encode("utf-16")) == plain
    marked = read("sep=;\r\n" + as_csv(data_set_rows(), ";", mark=False).decode())
    assert [row._replace(line=row.line - 1) for row in marked.rows] == list(plain.rows)


def test_without_ids_rows_are_known_by_their_words() -> None:
    reading = read(as_csv(without(data_set_rows(), "action_id")))
    assert {row.id for row in reading.rows} == {None}
    assert len({row.key for row in reading.rows}) == 43
    assert all(row.key.startswith("~") for row in reading.rows)
    assert reading.declared is None


def test_only_the_data_set_itself_declares_how_many_rows_there_are() -> None:
    rows = data_set_rows()
    assert read(as_csv(rows[:7])).declared == 7
    assert read(as_csv(without(rows, "progress"))).declared is None
    assert read(as_csv([{**row, "my note": "x"} for row in rows])).declared is None
    assert read(as_csv([{**row, "reporting_period": "2025"} for row in rows])).declared == 43


def test_columns_may_stand_in_any_order_and_french_fills_what_english_lacks() -> None:
    reading = read(
        "action_status_fr,action_fr,action,action_id,action_status\n"
        "En cours,Compter les arbres,-,1.1.a,\n"
        "En cours,Couper,Cut,1.1.b,Completed\n"
    )
    assert [(row.id, row.text, row.status.token) for row in reading.rows] == [
        ("1.1.a", "Compter les arbres", "in-progress"),
        ("1.1.b", "Cut", "completed"),
    ]


def test_downloaded_search_results_have_labels_which_may_stand_twice() -> None:
    reading = read(
        "Action ID,Action Status,Action Status,Area for Action,Action,Action,Priority,Parners\n"
        "1.1.a,Behind,En arrière,Forests,Count the trees,Compter les arbres,2,TBS\n"
    )
    (row,) = reading.rows
    assert (row.id, row.text, row.area) == ("1.1.a", "Count the trees", "Forests")
    assert (row.status.token, row.priority.token) == ("behind", "year-2")
    assert reading.declared is None


def test_a_dash_and_an_empty_cell_are_no_value() -> None:
    reading = read("action_id,action,action_status,priority\n1.1.a,Count,-,\n")
    assert (reading.rows[0].status, reading.rows[0].priority) == (Value("", None), Value("", None))
    assert reading.problems == ()


def test_of_several_periods_the_newest_counts() -> None:
    reading = read(
        "action_id,reporting_period,action,action_status\n"
        "1.1.a,2024-2025,Count,In Progress\n"
        "1.1.b,2025-2026,Cut,Wrong word\n"
        "1.1.a,2025-2026,Count,Completed\n"
        "1.1.b,2026-2027,Cut,Behind\n"
        "1.1.a,2023-2024,Count,Not Started\n"
    )
    assert [(row.id, row.status.token, row.line) for row in reading.rows] == [
        ("1.1.a", "completed", 4),
        ("1.1.b", "behind", 5),
    ]
    assert reading.problems == ()


@pytest.mark.parametrize(
    "periods", [("Q4 2023", "Q1 2024"), ("2024", "2025"), ("9", "10"), ("", "2024")]
)
def test_periods_are_compared_as_people_do(periods: tuple[str, str]) -> None:
    old, new = periods
    for order in ((old, new), (new, old)):
        rows = "".join(f"1.1.a,{period},Count {period},2\n" for period in order)
        reading = read("action_id,period,action,priority\n" + rows)
        assert [row.period for row in reading.rows] == [new]


def test_without_periods_the_last_row_of_an_id_counts_and_it_is_said() -> None:
    reading = read(
        "action_id,action,action_status\n1.1.a,Count,Behind\n1.1.a,Count trees,Behind\n"
        "1.1.b,Cut,Behind\n1.1b,Cut,Behind\n2.1.a,Cut,Behind\n2.1.a,Cut,Behind\n"
    )
    assert [(row.id, row.text, row.status.token) for row in reading.rows] == [
        ("1.1.a", "Count trees", "behind"), ("1.1b", "Cut", "behind"), ("2.1.a", "Cut", "behind"),
    ]  # fmt: skip
    assert problems(reading) == [("repeated-id", 3), ("repeated-id", 5), ("duplicate-row", 7)]


def test_rows_of_one_id_that_contradict_each_other_have_no_value() -> None:
    reading = read(
        "action_id,action,action_status,priority\n1.1.a,Count,Behind,\n1.1.a,Count,Completed,2\n"
        "1.1.b,Cut,Half done,2\n1.1.b,Cut,en retard,Year 2\n1.1.b,Cut,,2\n"
    )
    assert [(row.id, row.status, row.priority.token) for row in reading.rows] == [
        ("1.1.a", NO_VALUE, "year-2"),
        ("1.1.b", NO_VALUE, "year-2"),
    ]
    assert problems(reading) == [("contradicting", 3), ("contradicting", 6)]
    assert [problem.message for problem in reading.problems] == [
        '1.1.a has the status "Behind" in line 2 and "Completed" in line 3; it counts as none',
        '1.1.b has the status "Half done" in line 4 and "en retard" in line 5; it counts as none',
    ]


def test_a_row_without_text_is_left_out_and_counted_as_missing() -> None:
    rows = data_set_rows()
    rows[4]["action"] = rows[4]["action_fr"] = "-"
    reading = read(as_csv(rows))
    assert len(reading.rows) == 42
    assert reading.declared == 43
    assert problems(reading) == [("no-text", 6)]


def test_a_row_whose_cells_are_shifted_is_left_out() -> None:
    reading = read("action_id,action,priority\n1.1.a,Count, measure, cut,2\n1.1.b,Cut,2,,\n")
    assert [row.id for row in reading.rows] == ["1.1.b"]
    assert problems(reading) == [("cells", 2)]


def test_lines_count_through_cells_with_line_ends() -> None:
    reading = read('action_id,action,priority\r\n1,"Count\r\nall trees",2\r\n\r\n2,Cut,9 of 9\r\n')
    assert [(row.text, row.line) for row in reading.rows] == [("Count all trees", 2), ("Cut", 5)]
    assert problems(reading) == [("unknown-value", 5)]


def test_an_open_quotation_mark_is_an_error_at_the_row_where_it_opens() -> None:
    with pytest.raises(TrackerError) as caught:
        read('action_id,action,priority\n1,Count,2\n2,"Cut,2\n3,Plant,2\n')
    assert caught.value.line == 3
    assert "list.csv is broken in the row that begins in line 3" in caught.value.message


def test_a_huge_cell_is_an_error() -> None:
    with pytest.raises(TrackerError, match=r"more than 131,072 letters .* line 2") as caught:
        read("action_id,action,priority\n1," + "x" * 200_000 + ",2\n")
    assert not caught.value.detail  # no quotation mark is to blame


def test_a_header_without_rows_is_an_error() -> None:
    with pytest.raises(TrackerError, match="has a header but no action"):
        read(as_csv(data_set_rows()).split(b"\n")[0] + b"\n")


def test_an_id_never_looks_like_the_key_of_a_row_without_id() -> None:
    reading = read("action_id,action,priority\n~1.1.a,Count,2\n--,Cut,2\n")
    assert [row.id for row in reading.rows] == ["1.1.a", None]


def test_a_rare_delimiter_is_found_by_the_names_of_a_mapping() -> None:
    columns = {"id": ("Nr",), "text": ("What",), "status": ("State",)}
    mapping = ListMapping(columns, needed=frozenset(columns))
    text = b"Nr^State^What\n1^Behind^Count, cut; and see\n"
    (row,) = read_source("l.csv", text, Vocabulary(), mapping).rows
    assert (row.id, row.text, row.status.token) == ("1", "Count, cut; and see", "behind")
    with pytest.raises(TrackerError, match="no column 'What' for the text") as raised:
        read_source("l.csv", text.replace(b"What", b"Task"), Vocabulary(), mapping)
    assert raised.value.detail == "Its columns: 'Nr', 'State', 'Task'."


def test_page_text_is_no_table_of_colons() -> None:
    assert read("Action: Status\nStatus: Behind\n").form == "page text"


@pytest.mark.parametrize(
    "delimiter",
    ["||", ";;", "\t ", "\t\t", " | ", "::", "<>", "|~|", "=>", " ;; ", "  ", "\xa4", "/"],
)
def test_a_delimiter_of_several_characters_is_found(delimiter: str) -> None:
    rows = [
        ["action_id", "area_for_action", "action", "action_status"],
        ["1.1.a", "Trees", "Count (all) trees; and/or cut, |: see".replace("/", ""), "Behind"],
        ["1.1.b", "", "Plant trees", ""],
    ]
    reading = read("\r\n".join(delimiter.join(row) for row in rows) + "\r\n")
    assert [[row.id, row.area, row.text, row.status.published] for row in reading.rows] == [
        [row[0], row[1], row[2], row[3]] for row in rows[1:]
    ]
    assert reading.problems == ()


def test_a_delimiter_of_several_characters_in_quotation_marks_parts_nothing() -> None:
    reading = read('action_id||action||priority\n1||"Count || see\nor cut"||2\n2||Cut||3\n')
    assert [(row.text, row.line) for row in reading.rows] == [
        ("Count || see or cut", 2),
        ("Cut", 4),
    ]


def test_the_whole_data_set_is_whole_whatever_parts_it() -> None:
    text = as_csv(data_set_rows(), "\x1f", mark=False).decode().replace("\x1f", "||")
    assert read(text).declared == 43


def test_a_first_line_may_say_what_parts_the_cells() -> None:
    reading = read("sep=;;\naction_id;;action;;priority\n1;;Count; cut;;2\n")
    assert [(row.id, row.text, row.line) for row in reading.rows] == [("1", "Count; cut", 3)]


def test_a_comma_and_a_space_part_what_a_comma_alone_does_not() -> None:
    reading = read('action_id, action, priority\n1, "Count, cut", 2\n2, 1,000 trees, 3\n')
    assert [row.text for row in reading.rows] == ["Count, cut", "1,000 trees"]


@pytest.mark.parametrize("delimiter", ["XX", "and", " - "])
def test_columns_that_nothing_known_parts_are_an_error_at_their_line(delimiter: str) -> None:
    rows = [
        ["action_id", "action", "action_status", "priority"],
        ["1", "Cut - or not", "Behind", "2"],
    ]
    with pytest.raises(TrackerError) as raised:
        read("\n".join(delimiter.join(row) for row in rows) + "\n")
    assert raised.value.message == (
        "list.csv names columns in line 1, and nothing that is known parts them"
    )
    assert "'action_id', 'action', 'action_status', 'priority'" in raised.value.detail
    assert "commas, semicolons or tabs" in raised.value.remedy
    assert raised.value.line == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_that_are_parted_and_not_known_are_named(delimiter: str) -> None:
    rows = [["Ref", "Mission", "What", "Status", "Priority", "Lead"], ["1", "", "Cut", "", "2", ""]]
    with pytest.raises(TrackerError) as raised:
        read("\n".join(delimiter.join(row) for row in rows) + "\n")
    assert raised.value.message == "list.csv has no column that is known for actions"
    assert raised.value.detail == (
        "Its columns: 'Ref', 'Mission', 'What', 'Status', 'Priority', 'Lead'."
    )
    assert "[tracker.mapping] text" in raised.value.remedy


def test_a_table_that_says_nothing_about_its_actions_is_no_list() -> None:
    with pytest.raises(TrackerError, match="no column that is known beside the text of actions"):
        read("Nr,Action,Owner\n1,Cut,me\n2,Sew,you\n")


def test_prose_with_commas_is_no_table() -> None:
    with pytest.raises(TrackerError, match="is not a tracker page"):
        read("Dear Ann,\nwe met, talked, and left.\nYours, Bo\n")


def test_the_columns_of_a_mapping_are_found_between_several_marks() -> None:
    columns = {"id": ("Nr",), "text": ("What",), "status": ("State",)}
    mapping = ListMapping(columns, needed=frozenset(columns))
    text = b"Nr<|>State<|>What\n1<|>Behind<|>Count, cut; and see\n"
    (row,) = read_source("l.csv", text, Vocabulary(), mapping).rows
    assert (row.id, row.text, row.status.token) == ("1", "Count, cut; and see", "behind")
    with pytest.raises(TrackerError, match="no column 'What' for the text") as raised:
        read_source("l.csv", text.replace(b"What", b"Task"), Vocabulary(), mapping)
    assert raised.value.detail == "Its columns: 'Nr', 'State', 'Task'."
