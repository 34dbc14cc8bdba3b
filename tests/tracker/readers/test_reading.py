import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.tracker.published import SEED_PAGE, as_csv, data_set_rows
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.ids import id_parts
from vaultsync.tracker.readers import read_source
from vaultsync.tracker.readers.reading import cleaned
from vaultsync.tracker.vocabulary import Vocabulary

VOCABULARY = Vocabulary()


def error_of(data: bytes) -> TrackerError:
    with pytest.raises(TrackerError) as caught:
        read_source("source.txt", data, VOCABULARY)
    assert caught.value.message.startswith("source.txt")
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b" \t\r\n"])
def test_an_empty_source(data: bytes) -> None:
    assert "empty" in error_of(data).message


def test_bytes_that_are_not_utf_8() -> None:
    error = error_of("Action: x\nPriorité: 1\n".encode("latin-1"))
    assert error.line == 2
    assert "not UTF-8" in error.message


@pytest.mark.parametrize("data", [b"Action: x\nStatus: \0", b"Action\0:\n"])
def test_nul_characters(data: bytes) -> None:
    assert error_of(data).line == data.count(b"\n", 0, data.index(b"\0")) + 1


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04xl/", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1", b"\x89PNG\r\n"]
)
def test_other_files_are_named_for_what_they_are(data: bytes) -> None:
    assert "not text" in error_of(data).message


def test_the_form_is_found_by_content_not_by_name() -> None:
    assert read_source("page.csv", SEED_PAGE, VOCABULARY).form == "page text"
    assert read_source("list.txt", as_csv(data_set_rows()), VOCABULARY).form == "table"


@pytest.mark.parametrize(
    ("name", "declared"),
    [
        ("https://example.org/tracker?page=3", 43),
        ("https://example.org/tracker?page=3&sort=action_id+asc&search_text=", 43),
        ("https://example.org/tracker?action_status=In+Progress", None),
        ("https://example.org/tracker?search_text=trees&page=1", None),
        ("http://[broken?x=1", None),
        ("tracker?action_status=1.txt", 43),
    ],
)
def test_the_count_of_a_filtered_address_is_not_the_lists(name: str, declared: int | None) -> None:
    assert read_source(name, SEED_PAGE, VOCABULARY).declared == declared


def test_published_words_lose_what_cannot_be_seen() -> None:
    assert cleaned(" a\u00a0b\n\tc ") == "a b c"
    assert cleaned("data\u00adset \ufeffof\u200b \u202etrees") == "dataset of trees"
    assert cleaned("red\x1b[31m\x07") == "red [31m"
    assert cleaned("e\u0301te\u0301") == "été"
    assert (cleaned("-"), cleaned(" - "), cleaned("--")) == ("", "", "--")


PIECES = st.sampled_from(
    [
        *("Action:", "Action :\u00a0", "Status: ", "Area for action:", "Domaine d'action "),
        *("Priority:", "Found 3 actions", "3.1.b - x", "Completed", "Year 2", "x", "é", "-"),
        *("action_id,action,action_status,priority", ",", '"', "\n", "\r\n", "\t", "\x85"),
        *("\u2028", "<html>", "<strong>", "</strong>", "<p>", "&#0;", '{"action":', "[", "]", "}"),
    ]
)


@example(b"\xff\xfe\x00")
@example(b"action,priority\n" + b'"')
@example(b"Action: x\n" + b"9" * 5000 + b" actions")
@example(b"action_id,action\n" + b"9" * 5000 + b",x")
@given(st.binary(max_size=200) | st.lists(PIECES, max_size=40).map(lambda p: "".join(p).encode()))
def test_whatever_the_bytes_only_a_tracker_error_is_raised(data: bytes) -> None:
    try:
        reading = read_source("x", data, VOCABULARY)
    except TrackerError:
        return
    assert reading.rows
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for row in reading.rows:
        assert row.text == cleaned(row.text)
        assert 1 <= row.line <= lines
        assert row.id is None or id_parts(row.id)
        assert not (row.id or "").startswith("~")
    assert all(problem.source == "x" for problem in reading.problems)
