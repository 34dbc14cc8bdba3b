import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.tracker.model import NO_VALUE
from vaultsync.tracker.readers import Reading, read_source
from vaultsync.tracker.readers.periods import Periods
from vaultsync.tracker.vocabulary import Vocabulary


def compared(one: str, other: str, *others: str) -> int | None:
    periods = Periods((one, other, *others))
    there, back = periods.compared(one, other), periods.compared(other, one)
    assert there == (None if back is None else -back)
    return there


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("January 2025", "April 2025"),
        ("March 2024", "December 2024"),
        ("31/03/2024", "30/09/2024"),
        ("03/31/2024", "09/30/2024"),
        ("2024-03-31", "2024-12-01"),
        ("2024-03-31T00:00:00", "2024-04-01"),
        ("31.3.2024", "1.4.2024"),
        ("03/2024", "11/2024"),
        ("2024-02", "2024-11"),
        ("Sept. 2024", "oct 2024"),
        ("F\u00e9vrier 2024", "ao\u00fbt 2024"),
        ("d\u00e9cembre 2023", "janvier 2024"),
        ("April to June 2024", "July - September 2024"),
        ("1er avril 2024 au 30 juin 2024", "1 juillet 2024 au 30 septembre 2024"),
        ("March 31, 2024", "30 September 2024"),
        ("As of March 31, 2024", "As of September 30, 2024"),
        ("Dec-24", "Apr-25"),
        ("2024 April", "2024 October"),
        ("Q4 2023", "Q1 2024"),
        ("T1 2024", "T4 2024"),
        ("2024-Q2", "2024-Q3"),
        ("2024Q2", "2025Q1"),
        ("4th quarter 2023", "first quarter 2024"),
        ("Q3 2024-25", "Q4 2024-25"),
        ("Q1 FY2024", "Q4 FY2024"),
        ("Trimestre 1 2024", "2e trimestre 2024"),
        ("H1 2024", "H2 2024"),
        ("2023-24", "2024-25"),
        ("2023\u201324", "2024\u20132025"),
        ("2023/24", "2024-25"),
        ("FY 2023-24", "FY 2024-25"),
        ("FY24-25", "FY25-26"),
        ("FY 2024", "FY 2025"),
        ("2024", "2025"),
        ("2023-24", "2024"),
        ("2024", "2024-25"),
        ("Spring 2024", "Fall 2024"),
        ("\u00c9t\u00e9 2024", "automne 2024"),
        ("Fall 2024", "Winter 2025"),
        ("Winter 2024", "Winter 2025"),
        ("Fall 2024", "Winter 2024-25"),
        ("Phase 9", "Phase 10"),
        ("Report 2 of 2024", "Report 1 of 2025"),
        ("Interim 2023", "Final 2024"),
        ("9", "10"),
        ("", "January 2024"),
    ],
)
def test_what_comes_later(earlier: str, later: str) -> None:
    assert compared(later, earlier) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fall 2024", "Winter 2024"),
        ("Winter 2024", "January 2024"),
        ("03/04/2024", "04/03/2024"),
        ("05/02/2024", "03/06/2024"),
        ("2024", "July 2024"),
        ("April", "January"),
        ("Interim 2024", "Final 2024"),
        ("2024", "now"),
        ("Q4 2024", "January 2025"),
        ("2024-25", "FY 2025"),
        ("Week 9, day 2", "Week 2, day 9"),
    ],
)
def test_what_cannot_be_told(one: str, other: str) -> None:
    assert compared(one, other) is None


def test_the_column_tells_what_its_numbers_mean() -> None:
    assert compared("03/04/2024", "04/03/2024", "31/12/2023") == 1
    assert compared("03/04/2024", "04/03/2024", "12/31/2023") == -1
    assert compared("03/04/2024", "04/03/2024", "12/31/2023", "31/12/2023") is None
    assert compared("2011-12", "2011-03") == 1
    assert compared("2012-13", "2011-12") == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("april 2024", "April 2024"), ("avril 2024", "Apr. 2024"), ("2024-04", "April 2024")],
)
def test_one_time_in_two_wordings(one: str, other: str) -> None:
    assert compared(one, other) == 0


@given(st.text(alphabet="0123456789/-. QTFYaprilnmws", max_size=30), st.text(max_size=20))
def test_whatever_stands_there_is_compared(one: str, other: str) -> None:
    compared(one, other)
    assert compared(one, one) == 0


def table(*rows: str) -> Reading:
    text = "action_id,action,action_status,priority,period\n" + "\n".join(rows) + "\n"
    return read_source("list.csv", text.encode(), Vocabulary())


def test_rows_whose_periods_have_no_order_lose_what_they_contradict() -> None:
    reading = table(
        "1.1.a,Count,Behind,Year 1,Fall 2024",
        "1.1.b,Cut,Behind,Year 1,Fall 2024",
        "1.1.a,Count,Completed,Year 1,Winter 2024",
        "1.1.b,Cut,Behind,Year 1,Winter 2024",
        "1.1.a,Count,Not Started,Year 1,Spring 2024",
    )
    first, second = reading.rows
    assert (first.status, first.priority.token) == (NO_VALUE, "year-1")
    assert second.status.token == "behind"
    assert [(each.kind, each.line, each.key) for each in reading.problems] == [
        ("contradicting", 4, "1.1.a"),
        ("repeated-id", 5, "1.1.b"),
    ]
    assert reading.problems[0].message == (
        '1.1.a: line 2 has the period "Fall 2024", line 4 "Winter 2024", '
        "and which is later cannot be told; the status counts as none"
    )


@pytest.mark.parametrize("turned", [False, True])
def test_the_newest_of_many_counts(turned: bool) -> None:
    months = ["December 2024", "April 2025", "January 2025", "March 2024"]
    rows = [f"1.1.a,Count,Behind,Year {at},{month}" for at, month in enumerate(months, 1)]
    (row,) = table(*(rows[::-1] if turned else rows)).rows
    assert row.priority.token == "year-2"
