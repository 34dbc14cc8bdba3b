import pytest

from tests.tracker.published import FRENCH_PAGE, SEED_PAGE, seed_actions
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.model import Value
from vaultsync.tracker.readers import Reading, read_source
from vaultsync.tracker.vocabulary import Vocabulary

ROW = "Action: Count the trees\nArea for action: Forests\nPriority: Year 1 priority\n"


def read(text: str) -> Reading:
    return read_source("page.txt", text.encode(), Vocabulary())


def problems(reading: Reading) -> list[tuple[str, int]]:
    return [(problem.kind, problem.line) for problem in reading.problems]


def test_the_seed_page() -> None:
    reading = read_source("tracker-page.txt", SEED_PAGE, Vocabulary())
    assert reading.declared == 43
    assert reading.problems == ()
    assert [row.text for row in reading.rows] == [row["action"] for row in seed_actions()]
    assert [row.area for row in reading.rows] == [row["Area for action"] for row in seed_actions()]
    assert [row.line for row in reading.rows] == list(range(10, 50, 4))
    assert {row.id for row in reading.rows} == {None}
    assert {row.source for row in reading.rows} == {"tracker-page.txt"}
    assert [row.status.token for row in reading.rows] == [
        "not-started", "not-started", "completed", "in-progress", "not-started",
        "completed", "not-started", "in-progress", "in-progress", "completed",
    ]  # fmt: skip
    assert [row.priority.token for row in reading.rows] == [
        "year-3", "year-3", "year-3", "year-3", "year-3",
        "year-2", "year-3", "year-1", "year-2", "year-3",
    ]  # fmt: skip
    assert reading.rows[0].status == Value("Not Started", "not-started")


def test_the_french_page_says_the_same() -> None:
    english = read_source("en", SEED_PAGE, Vocabulary())
    french = read_source("fr", FRENCH_PAGE, Vocabulary())
    assert french.declared == 43
    assert french.problems == ()
    assert [(row.status.token, row.priority.token) for row in french.rows] == [
        (row.status.token, row.priority.token) for row in english.rows
    ]
    assert french.rows[0].text.startswith("Le SCT établira des attentes")
    assert all(row.area.startswith(("Stimuler", "Donner", "Établir")) for row in french.rows)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\t\r\n", " \n"])
def test_line_ends_and_trailing_white_space_do_not_matter(end: str) -> None:
    plain = read_source("page", SEED_PAGE, Vocabulary())
    copied = read_source("page", SEED_PAGE.replace(b"\n", end.encode()), Vocabulary())
    assert copied == plain


def test_values_wrap_over_lines() -> None:
    reading = read(
        "Action: Count the trees\nof every park,\n\nand the shrubs\n"
        "Area for action: Forests\n  and parks\nPriority: Year 1\npriority\nStatus: In\nProgress\n"
        "Report a problem on this page"
    )
    (row,) = reading.rows
    assert row.text == "Count the trees of every park, and the shrubs"
    assert row.area == "Forests and parks"
    assert row.priority == Value("Year 1 priority", "year-1")
    assert row.status == Value("In Progress", "in-progress")
    assert reading.problems == ()


def test_a_label_may_stand_alone_above_its_value() -> None:
    (row,) = read(
        "Action:\nCount the trees\nArea for action:\n\nForests\n"
        "Priority:\nYear 1\nStatus:\nBehind\n"
    ).rows
    assert (row.text, row.area) == ("Count the trees", "Forests")
    assert (row.priority.token, row.status.token) == ("year-1", "behind")


def test_what_follows_the_last_row_belongs_to_no_value() -> None:
    (row,) = read(ROW + "Status: Completed\nPrevious\n1\n2\nNext\nDate modified: 2026-11-21\n").rows
    assert row.status == Value("Completed", "completed")


def test_a_label_counts_only_at_the_start_of_a_line_and_capitalised() -> None:
    (row,) = read(
        "Action: Say that Status: Completed is no label, nor is\naction: in a wrapped line\n"
        "Status: Behind\n"
    ).rows
    assert row.text == "Say that Status: Completed is no label, nor is action: in a wrapped line"
    assert row.status.token == "behind"


def test_labels_may_come_from_a_markdown_clipper_and_end_in_a_wide_space() -> None:
    (row,) = read(
        "**Action:** Count the trees\n**Priorité\u00a0:** Année 2\n**Statut\u202f:** En cours"
    ).rows
    assert (row.text, row.priority.token, row.status.token) == (
        "Count the trees", "year-2", "in-progress",
    )  # fmt: skip


def test_the_line_with_the_id_is_read_where_it_survives() -> None:
    reading = read(
        "Found two actions\n3.1.b - Enabling data-driven services\n"
        + ROW
        + "Status: Completed\n3.10.a \u2013 Enabling\nservices\n"
        + ROW.replace("trees", "shrubs")
        + "Status: Behind"
    )
    assert [(row.id, row.mission) for row in reading.rows] == [
        ("3.1.b", "Enabling data-driven services"),
        ("3.10.a", "Enabling services"),
    ]
    assert [row.key for row in reading.rows] == ["3.1.b", "3.10.a"]
    assert reading.problems == ()


def test_several_pages_in_one_file() -> None:
    page = "Tracker\nFound 43 actions\n" + ROW + "Status: Completed\nPage 1 of 5\n"
    reading = read(page + page.replace("trees", "shrubs"))
    assert [row.text for row in reading.rows] == ["Count the trees", "Count the shrubs"]
    assert [row.line for row in reading.rows] == [3, 10]
    assert reading.declared == 43
    assert reading.problems == ()


def test_pages_that_count_differently_declare_nothing() -> None:
    page = "Found 43 actions\n" + ROW + "Status: Completed\n"
    reading = read(page + page.replace("trees", "shrubs").replace("43", "26"))
    assert reading.declared is None
    assert problems(reading) == [("count", 6)]


def test_a_page_without_count_declares_nothing() -> None:
    assert read(ROW + "Status: Completed").declared is None


def test_more_rows_than_counted() -> None:
    reading = read("Found one action\n" + ROW + "Status: Behind\nAction: Cut\nStatus: Behind")
    assert problems(reading) == [("count", 1)]
    assert "counts 1 action, 2 were read" in reading.problems[0].message


def test_fewer_rows_than_a_page_shows() -> None:
    # A page shows ten rows: one that counts seven has lost what is not on it.
    assert problems(read("Found seven actions\n" + ROW + "Status: Behind")) == [("count", 1)]
    assert problems(read("Found 43 actions\n" + ROW + "Status: Behind")) == []


def test_an_action_without_status_has_no_value() -> None:
    reading = read("Found 43 actions\n" + ROW + "Action: Cut\nStatus: Behind")
    assert problems(reading) == [("no-status", 2)]
    assert reading.rows[0].status == Value("", None)
    assert reading.problems[0].key == reading.rows[0].key


def test_a_status_without_action_is_no_row() -> None:
    reading = read(
        ROW
        + "Status: Completed\nArea for action: Forests\nPriority: 1\nStatus: Behind\n"
        + ROW
        + "Status: Paused"
    )
    assert problems(reading) == [("no-action", 7)]
    assert [row.status.token for row in reading.rows] == ["completed", "paused"]


def test_words_that_the_vocabulary_lacks_stay_as_published() -> None:
    reading = read("Action: Count\nPriority: Urgent\nStatus: Nearly there\nFooter")
    (row,) = reading.rows
    assert (row.status, row.priority) == (Value("Nearly there", None), Value("Urgent", None))
    assert problems(reading) == [("unknown-value", 3), ("unknown-value", 2)]
    assert "Nearly there" in reading.problems[0].message


def test_a_dash_is_no_value_and_no_problem() -> None:
    reading = read("Action: Count\nPriority: -\nStatus: -\n")
    assert reading.rows[0].priority == Value("", None)
    assert reading.problems == ()


@pytest.mark.parametrize("text", ["Dear all,\nsee attached", "x", "# Note\n\n- [ ] Action plan"])
def test_what_is_not_a_page_says_what_was_looked_for(text: str) -> None:
    with pytest.raises(TrackerError) as caught:
        read(text)
    assert caught.value.message == "page.txt is not a tracker page"
    assert (
        'No line "Action:", no count ("Found 43 actions") and no line that names'
        in caught.value.detail
    )
    assert "vaultsync pull --help" in caught.value.remedy


def test_a_count_without_rows_is_an_error_too() -> None:
    with pytest.raises(TrackerError, match=r"page\.txt shows no action") as caught:
        read("Tracker\nFound no actions\n")
    assert caught.value.line == 2


@pytest.mark.parametrize(
    "text",
    ["Action: x\n" + "Partners: y\n" * 20_000, "Action:" + "\nx" * 50_000, "Status: \n" * 20_000],
    ids=["labels", "lines", "statuses"],
)
def test_long_pages_take_linear_time(text: str) -> None:
    read("Action: first\n" + text)
