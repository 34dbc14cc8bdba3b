from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.tracker.addresses import (
    is_address,
    is_filtered,
    page_numbers,
    with_query,
    without,
)


@pytest.mark.parametrize(
    ("name", "filtered"),
    [
        ("page.txt", False),
        ("https://e.ca/list", False),
        ("https://e.ca/list?page=3&sort=action_id", False),
        ("https://e.ca/list?action_status=", False),
        ("https://e.ca/list?action_status=In+Progress", True),
        ("https://e.ca/datastore_search?resource_id=r-1&limit=5", False),
        ("https://e.ca/datastore_search?resource_id=r-1&filters={}", True),
        ("https://[", True),
    ],
)
def test_which_addresses_ask_for_a_part(name: str, filtered: bool) -> None:
    assert is_filtered(name) is filtered


def test_queries() -> None:
    assert without("https://e.ca/l?a=1&page=2&b=#x", "page") == "https://e.ca/l?a=1&b="
    assert without("https://e.ca/l?q=%20x") == "https://e.ca/l?q=%20x"
    assert with_query("https://e.ca/l?page=1&a=1", page=2) == "https://e.ca/l?a=1&page=2"
    assert is_address("HTTPS://E.CA")
    assert not is_address("page.txt")


def test_links_to_pages() -> None:
    page = """
    <a href="?page=2">2</a> <a class=x href='/list?page=3&amp;sort='>3</a> <a href="?page=4&q=x">
    <a href="https://e.ca/list?page=5"> <a href="//f.ca/list?page=6"> <a href="?page=x">
    <a href="/list/other?page=7"> <A HREF = " ?page=8 "> <b href="?page=9">
    <a href="?page=99999999">
    """
    assert list(page_numbers(page, "https://e.ca/list?page=1")) == [2, 3, 5, 8]


@given(st.text("<a href=\"'?page=1>&;[/:#\n"))
def test_whatever_stands_on_a_page(text: str) -> None:
    assert all(number >= 0 for number in page_numbers(text, "https://e.ca/list"))


def test_pages_of_nothing_but_openings_take_no_time() -> None:
    assert list(page_numbers("<a " * 200_000, "https://e.ca/list")) == []
