import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.tracker.ids import id_order, id_parts, natural_order
from vaultsync.tracker.model import (
    Complete,
    Partial,
    Row,
    SourceRead,
    coverage,
    normalised,
    snapshot_of,
)

MONDAY, TUESDAY = "2026-11-23T08:00:00Z", "2026-11-24T08:00:00Z"


def source(name: str, read: str, declared: int | None) -> SourceRead:
    return SourceRead(name, "0" * 64, read, declared, 0)


def rows(count: int, read: str, name: str = "p1") -> tuple[Row, ...]:
    return tuple(
        Row(None, f"text {name} {at}", "area", source=name, line=at, read=read)
        for at in range(count)
    )


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("3.1.b", "3.1b", True),
        ("Mission 3.1B", "mission 3.1.b", True),
        ("C05.2.08", "c5.2.8", True),
        ("3.1.b", "3.11.b", False),
        ("٣.1", "3.1", True),
    ],
)
def test_ids_are_one_when_their_parts_are(one: str, other: str, equal: bool) -> None:
    assert (id_parts(one) == id_parts(other)) is equal


@given(st.text(st.characters(max_codepoint=127)))
def test_texts_of_ascii_are_normalised_as_all_others(text: str) -> None:
    assert normalised(f"{text} É") == f"{normalised(text)} é".lstrip()


def test_an_endless_number_is_an_id_like_any_other() -> None:
    assert id_parts("0" * 9 + "9" * 9000) == ("9" * 9000,)


def test_ids_and_names_sort_as_people_count() -> None:
    assert sorted(["3.10.a", "3.2.b", "3.2.a"], key=id_order) == ["3.2.a", "3.2.b", "3.10.a"]
    names = ["page 10.txt", "page 2.txt", "page.txt", "a", "10"]
    assert sorted(names, key=natural_order) == ["10", "a", "page 2.txt", "page 10.txt", "page.txt"]


def test_one_reading_that_reaches_its_count_is_complete() -> None:
    assert coverage(rows(3, MONDAY), [source("p1", MONDAY, 3)]) == Complete(3)
    pages = [source("p1", MONDAY, 3), source("p2", MONDAY, 3)]
    assert coverage((*rows(2, MONDAY), *rows(1, MONDAY, "p2")), pages) == Complete(3)


@pytest.mark.parametrize(
    ("listed", "sources", "expected"),
    [
        (rows(2, MONDAY), [source("p1", MONDAY, 3)], Partial(3)),
        (rows(4, MONDAY), [source("p1", MONDAY, 3)], Partial(3)),
        (rows(3, MONDAY), [source("p1", MONDAY, None)], Partial(None)),
        (rows(3, MONDAY), [source("p1", MONDAY, 3), source("p2", MONDAY, None)], Partial(3)),
        (rows(3, MONDAY), [source("p1", MONDAY, 3), source("p2", MONDAY, 4)], Partial(None)),
        ((), [], Partial(None)),
        # Two days never add up, nor does a complete Monday with one page of Tuesday.
        (
            (*rows(2, MONDAY), *rows(1, TUESDAY, "p2")),
            [source("p1", MONDAY, 3), source("p2", TUESDAY, 3)],
            Partial(3),
        ),
        (rows(3, MONDAY), [source("p1", MONDAY, 3), source("p2", TUESDAY, None)], Partial(3)),
    ],
)
def test_everything_else_is_partial(
    listed: tuple[Row, ...], sources: list[SourceRead], expected: Partial
) -> None:
    assert coverage(listed, sources) == expected


def test_the_extent_counts_older_rows_apart() -> None:
    monday, tuesday = source("p1", MONDAY, 43), source("p2", TUESDAY, 43)
    assert snapshot_of(rows(10, MONDAY), [monday]).extent() == "10 of 43 rows"
    assert snapshot_of(rows(43, MONDAY), [monday]).extent() == "43 of 43 rows"
    assert snapshot_of(rows(5, MONDAY), [source("p1", MONDAY, None)]).extent() == "5 rows"
    assert snapshot_of(rows(1, MONDAY), [source("p1", MONDAY, None)]).extent() == "1 row"
    assert snapshot_of(rows(1, MONDAY), [source("p1", MONDAY, 1)]).extent() == "1 of 1 row"
    both = snapshot_of((*rows(33, MONDAY), *rows(10, TUESDAY, "p2")), [monday, tuesday])
    assert both.extent() == "10 of 43 rows and 33 older"


def test_rows_come_in_the_published_order() -> None:
    listed = [Row(key, key, "", source="s", line=1) for key in ("3.10.a", "3.2.b", "3.2.a")]
    assert [row.id for row in snapshot_of(listed, []).rows] == ["3.2.a", "3.2.b", "3.10.a"]
    pages = [*rows(2, MONDAY, "page 10"), *reversed(rows(2, MONDAY, "page 9"))]
    assert [(row.source, row.line) for row in snapshot_of(pages, []).rows] == [
        ("page 9", 0), ("page 9", 1), ("page 10", 0), ("page 10", 1),
    ]  # fmt: skip
