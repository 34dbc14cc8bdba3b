from vaultsync.match.rows.merge import merge_rows
from vaultsync.tracker.model import NO_VALUE, Row, Value
from vaultsync.tracker.vocabulary import Vocabulary

TEXT = "TBS will count the trees that grow in every park of the capital and publish the number"


def row(status: str = "Behind", text: str = TEXT, source: str = "p1", **other: object) -> Row:
    value = Vocabulary().value("status", status)
    base = Row(None, text, "Forests", value, source=source, line=1)
    return base._replace(**other)  # type: ignore[arg-type]


def kinds(rows: list[Row]) -> list[tuple[str, str, int]]:
    return [(p.kind, p.source, p.line) for p in merge_rows(rows).problems]


def test_equal_rows_are_one() -> None:
    again = row(text=TEXT.upper() + ".", line=9)
    assert merge_rows([row(), again]).rows == (row(),)
    assert kinds([row(), again]) == [("duplicate-row", "p1", 9)]


def test_a_row_on_two_pages_of_one_pull_is_nothing_to_report() -> None:
    assert merge_rows([row(), row(source="p2")]).rows == (row(),)
    assert kinds([row(), row(source="p2")]) == []


def test_equal_rows_with_different_values_have_none() -> None:
    merged = merge_rows([row("Behind"), row("Completed", line=9)])
    assert merged.rows[0].status == Value("", None)
    (problem,) = merged.problems
    assert (problem.kind, problem.key) == ("contradicting", row().key)
    assert '"Behind" in line 1 and "Completed" in line 9' in problem.message


def test_contradictions_between_sources_name_both() -> None:
    merged = merge_rows([row("Behind"), row("Completed", source="p2")])
    assert '"Behind" in line 1 of p1 and "Completed" in line 1 of p2' in merged.problems[0].message


def test_two_words_of_one_token_do_not_contradict() -> None:
    assert kinds([row("Blocked"), row("En pause", source="p2")]) == []


def test_a_value_counts_where_another_reading_has_none() -> None:
    merged = merge_rows([row("-"), row("Behind", source="p2")])
    assert merged.rows[0].status.token == "behind"
    assert merged.problems == ()


def test_the_newest_period_counts_across_sources() -> None:
    old = row("Behind", period="2024-2025", id="1.1.a")
    new = row("Completed", period="2025-2026", id="1.1a", source="p2")
    assert merge_rows([old, new]).rows == (new,)
    assert kinds([old, new]) == []


def test_periods_that_have_no_order_contradict_each_other() -> None:
    fall = row("Behind", period="Fall 2024", id="1.1.a")
    winter = row("Completed", period="Winter 2024", id="1.1.a", source="p2")
    merged = merge_rows([fall, winter])
    assert merged.rows[0].status == NO_VALUE
    assert [problem.kind for problem in merged.problems] == ["contradicting"]


def test_a_row_without_id_is_the_one_with_the_id_in_another_source() -> None:
    page = row(source="page", text=TEXT.replace("publish the number", "publish that number"))
    merged = merge_rows([page, row(source="csv", id="1.1.a", lead="TBS")])
    assert [(found.id, found.text, found.lead) for found in merged.rows] == [("1.1.a", TEXT, "TBS")]
    assert merged.renamed == {page.key: "1.1.a"}


def test_within_one_source_they_are_two() -> None:
    assert len(merge_rows([row(), row(id="1.1.a")]).rows) == 2


def test_a_doubtful_pair_of_two_sources_is_reported() -> None:
    page = row(source="page", text=TEXT.replace("every park of the capital", "all our cities"))
    merged = merge_rows([page, row(source="csv", id="1.1.a", area="Something else")])
    assert len(merged.rows) == 2
    assert [(p.kind, p.key, p.rival) for p in merged.problems] == [
        ("doubtful-row", page.key, "1.1.a")
    ]
