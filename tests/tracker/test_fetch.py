from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.tracker.published import IDS, as_csv, data_set_rows
from tests.tracker.site import (
    Answer,
    Asked,
    Reply,
    html_reply,
    json_reply,
    list_page,
    played,
    tracker_site,
)
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.failures import FetchError
from vaultsync.tracker.fetch import fetch
from vaultsync.tracker.fetched import ChangedWhileReadError, Fetched
from vaultsync.tracker.http import Client, Limits, Validators
from vaultsync.tracker.readers import Reading, read_source
from vaultsync.tracker.vocabulary import Vocabulary

VOCABULARY = Vocabulary()


def read(name: str, data: bytes) -> Reading:
    return read_source(name, data, VOCABULARY)


@pytest.fixture
def client() -> Iterator[Client]:
    limits = Limits(connect=2, silence=1, answer=5, pause=0)
    with Client(limits, sleep=lambda seconds: None, proxies={}) as made:
        yield made


def ids(fetched: tuple[Fetched, ...]) -> list[str | None]:
    return [row.id for each in fetched for row in read(each.name, each.data or b"").rows]


def names(fetched: tuple[Fetched, ...], top: str) -> list[str]:
    return [each.name.removeprefix(top) for each in fetched]


def test_pages_are_followed_until_every_row_was_seen(client: Client) -> None:
    with played(tracker_site) as site:
        top = site.address + "/en/datastrategy"
        fetched = fetch(top, client.get, read)
        # The address without a number and page 1 are one; the help is not asked.
        # All but the last are asked again, because the count alone shows no shift.
        asked = ["", "?page=1", "?page=2", "?page=3", "?page=4", "?page=5"]
        asked += ["", "?page=2", "?page=3", "?page=4"]
        assert site.paths() == ["/en/datastrategy" + each for each in asked]
    assert ids(fetched) == list(IDS)
    assert names(fetched, top) == ["", "?page=2", "?page=3", "?page=4", "?page=5"]
    assert {read(each.name, each.data or b"").declared for each in fetched} == {43}


def test_an_address_with_a_page_is_the_whole_list(client: Client) -> None:
    with played(tracker_site) as site:
        fetched = fetch(site.address + "/en?page=3#results", client.get, read)
    assert ids(fetched) == list(IDS)


def test_pages_may_count_from_nought(client: Client) -> None:
    def answer(asked: Asked) -> Reply:
        page = int(asked.query.get("page", "0"))
        body = list_page(data_set_rows(), page + 1)
        for number in range(1, 6):
            body = body.replace(b"page=%d" % number, b"page=%d" % (number - 1))
        return html_reply(body)

    with played(answer) as site:
        assert ids(fetch(site.address + "/list", client.get, read)) == list(IDS)


def test_a_filter_asks_for_a_part(client: Client) -> None:
    with played(tracker_site) as site:
        top = site.address + "/list?action_status=In+Progress"
        fetched = fetch(top, client.get, read)
    assert 10 < len(ids(fetched)) < len(IDS)
    assert names(fetched, top)[:2] == ["", "&page=2"]
    assert {read(each.name, each.data or b"").declared for each in fetched} == {None}


def test_a_page_that_fails_fails_all(client: Client) -> None:
    def answer(asked: Asked) -> Reply:
        return Reply(500) if asked.query.get("page") == "4" else tracker_site(asked)

    with (
        played(answer) as site,
        pytest.raises(FetchError, match=r"page=4 cannot be read"),
    ):
        fetch(site.address + "/list", client.get, read)


def test_a_page_without_actions_fails_all(client: Client) -> None:
    def answer(asked: Asked) -> Reply:
        page = asked.query.get("page")
        return html_reply(b"<p>Sorry</p>") if page == "3" else tracker_site(asked)

    with played(answer) as site, pytest.raises(TrackerError, match="page=3 is not a tracker page"):
        fetch(site.address + "/list", client.get, read)


def changing(after: int, for_ever: bool) -> Answer:
    """Take the first action away after so many pages were asked for."""
    count = 0

    def answer(asked: Asked) -> Reply:
        nonlocal count
        count += 1
        rows = data_set_rows()
        if count > after:
            rows = rows[(count if for_ever else 1) :]
        return html_reply(list_page(rows, int(asked.query.get("page", "1"))))

    return answer


def test_a_list_that_changes_while_it_is_read_is_read_again(client: Client) -> None:
    with played(changing(after=3, for_ever=False)) as site:
        fetched = fetch(site.address + "/list", client.get, read)
    assert ids(fetched) == list(IDS[1:])


def test_a_list_that_goes_on_changing_is_given_up(client: Client) -> None:
    with (
        played(changing(after=1, for_ever=True)) as site,
        pytest.raises(ChangedWhileReadError, match="changed while it was read") as raised,
    ):
        fetch(site.address + "/list", client.get, read)
    assert "first page counts" in raised.value.detail


def test_rows_that_move_between_pages_are_noticed(client: Client) -> None:
    def answer(asked: Asked) -> Reply:
        page = int(asked.query.get("page", "1"))
        rows = data_set_rows()
        moved = [rows[-1], *rows[:-1]] if page > 2 else rows
        return html_reply(list_page(moved, page))

    with (
        played(answer) as site,
        pytest.raises(ChangedWhileReadError, match="changed") as raised,
    ):
        fetch(site.address + "/list", client.get, read)
    assert "1 of them twice" in raised.value.detail


def shifting(after: str, gone: int, for_ever: bool = False) -> Answer:
    """Once a page was served, put another action at the end for the one that goes."""
    rows = data_set_rows()
    added = 0

    def answer(asked: Asked) -> Reply:
        nonlocal added
        page = asked.query.get("page", "1")
        body = list_page(rows, int(page))
        if page == after and (for_ever or not added):
            added += 1
            del rows[gone]
            rows.append({**rows[-1], "action_id": f"5.9.{'abcdefgh'[added]}", "action": "More"})
        return html_reply(body)

    return answer


@pytest.mark.parametrize(("after", "gone"), [("1", 0), ("2", 14), ("3", 3), ("4", 31)])
def test_a_row_that_goes_while_another_comes_is_noticed(
    client: Client, after: str, gone: int
) -> None:
    with played(shifting(after, gone)) as site:
        fetched = fetch(site.address + "/list", client.get, read)
    assert ids(fetched) == [*(each for each in IDS if each != IDS[gone]), "5.9.b"]


def test_rows_that_go_on_moving_are_given_up(client: Client) -> None:
    with (
        played(shifting("2", 14, for_ever=True)) as site,
        pytest.raises(ChangedWhileReadError, match="changed while it was read") as raised,
    ):
        fetch(site.address + "/list", client.get, read)
    assert "?page=2 shows other rows" in raised.value.detail


def test_pages_that_have_validators_are_not_sent_again(client: Client) -> None:
    sent = []

    def answer(asked: Asked) -> Reply:
        page = asked.query.get("page", "1")
        if asked.headers.get("If-None-Match") == f'"{page}"':
            return Reply(304)
        sent.append(page)
        return tracker_site(asked)._replace(headers={"ETag": f'"{page}"'})

    with played(answer) as site:
        assert ids(fetch(site.address + "/list", client.get, read)) == list(IDS)
    assert sent == ["1", "1", "2", "3", "4", "5"]


def test_a_page_that_differs_only_in_its_markup_has_not_changed(client: Client) -> None:
    count = 0

    def answer(asked: Asked) -> Reply:
        nonlocal count
        count += 1
        body = tracker_site(asked).body.replace(b"<body>", b"<body>\n" * count)
        return html_reply(body.replace(b"/record/", b"/%d/record/" % count))

    with played(answer) as site:
        assert ids(fetch(site.address + "/list", client.get, read)) == list(IDS)


def test_a_list_that_shows_fewer_rows_than_it_counts_is_partial(client: Client) -> None:
    page = list_page(data_set_rows(), 1).replace(b'<ul class="pagination">', b"<ul hidden>")
    page = page.replace(b"?page=", b"/other?page=")
    with played(lambda asked: html_reply(page)) as site:
        fetched = fetch(site.address + "/list", client.get, read)
    assert len(ids(fetched)) == 10


def test_links_on_a_page_lead_nowhere_else(client: Client) -> None:
    page = list_page(data_set_rows(), 1)
    for number in range(1, 6):
        elsewhere = b'href="http://127.0.0.1:1/list?page=%d"' % number
        page = page.replace(b'href="?page=%d"' % number, elsewhere)
    with played(lambda asked: html_reply(page)) as site:
        fetch(site.address + "/list", client.get, read)
        assert len(site.asked) == 1


def test_a_file(client: Client) -> None:
    with played(lambda asked: Reply(body=as_csv(data_set_rows()), headers={"ETag": '"1"'})) as site:
        (fetched,) = fetch(site.address + "/list.csv", client.get, read)
        assert site.paths() == ["/list.csv"]
    assert (fetched.validators.etag, ids((fetched,))) == ('"1"', list(IDS))


def test_what_is_not_a_list_is_refused(client: Client) -> None:
    with (
        played(lambda asked: html_reply(b"<h1>Maintenance</h1>")) as site,
        pytest.raises(TrackerError, match="is not a tracker page"),
    ):
        fetch(site.address + "/list", client.get, read)
    with pytest.raises(FetchError, match="not an address"):
        fetch("file:///etc/passwd", client.get, read)


class Tagged:
    """A list of pages with entity tags, which change as `edition` does."""

    edition = 1
    rows = data_set_rows()

    def __call__(self, asked: Asked) -> Reply:
        page = asked.query.get("page", "1")
        tag = f'"{self.edition}-{page}"'
        if asked.headers.get("If-None-Match") == tag:
            return Reply(304)
        return html_reply(list_page(self.rows, int(page)), ETag=tag)


def test_what_is_unchanged_is_not_read_again(client: Client) -> None:
    tagged = Tagged()
    with played(tagged) as site:
        top = site.address + "/list"
        first = fetch(top, client.get, read)
        known = {each.name: each.validators for each in first}
        known[site.address + "/another"] = Validators('"x"')
        again = fetch(top, client.get, read, known)
        assert [(each.name, each.data) for each in again] == [(each.name, None) for each in first]
        tagged.edition = 2
        assert ids(fetch(top, client.get, read, known)) == list(IDS)


def test_a_page_that_alone_changed_has_all_read_again(client: Client) -> None:
    tagged = Tagged()
    with played(tagged) as site:
        first = fetch(site.address + "/list", client.get, read)
        known = {each.name: each.validators for each in first}
        known[first[-1].name] = Validators('"old"')
        again = fetch(site.address + "/list", client.get, read, known)
    assert again == first


class Ckan:
    """A CKAN site with one data set, its resources and a datastore."""

    def __init__(
        self, *resources: dict[str, object], files: dict[str, bytes] | None = None
    ) -> None:
        self.resources = resources
        self.files = files or {}
        self.records: list[dict[str, str]] = data_set_rows()
        self.most = 20  # records a page, whatever is asked for

    def __call__(self, asked: Asked) -> Reply:
        if asked.path in self.files:
            return Reply(body=self.files[asked.path])
        if asked.path == "/api/3/action/package_show" and asked.query["id"] == "the-list":
            return json_reply({"id": "the-list", "resources": self.resources})
        if asked.path == "/api/3/action/datastore_search" and asked.query["resource_id"] == "r-1":
            offset = int(asked.query.get("offset", "0"))
            records = self.records[offset : offset + min(self.most, int(asked.query["limit"]))]
            return json_reply({"records": records, "total": len(self.records)})
        return Reply(404)


PACKAGE = "/api/3/action/package_show?id=the-list"
ACTIVE: dict[str, object] = {
    "id": "r-1",
    "format": "CSV",
    "url": "/r.csv",
    "datastore_active": True,
}


def test_a_data_set_in_the_datastore(client: Client) -> None:
    with played(Ckan({"id": "guide", "format": "HTML", "url": "/guide"}, ACTIVE)) as site:
        (fetched,) = fetch(site.address + PACKAGE, client.get, read)
        assert [asked.query.get("offset") for asked in site.asked] == [
            *(None, "0", "20", "40"),
            *("0", "20"),
        ]
    assert fetched.name == site.address + "/api/3/action/datastore_search?resource_id=r-1"
    assert ids((fetched,)) == list(IDS)
    reading = read(fetched.name, fetched.data or b"")
    assert reading.declared == 43
    assert [row.line for row in reading.rows[:3]] == [2, 3, 4]


def test_a_resource_of_the_datastore(client: Client) -> None:
    with played(Ckan()) as site:
        address = site.address + "/api/3/action/datastore_search?resource_id=r-1&limit=5"
        (fetched,) = fetch(address, client.get, read)
    assert ids((fetched,)) == list(IDS)


def test_a_data_set_with_files(client: Client) -> None:
    resources = (
        {"id": "a", "format": "CSV", "url": "/dictionary.csv", "datastore_active": False},
        {"id": "b", "format": "csv", "url": "/list.csv", "datastore_active": False},
    )
    files = {"/dictionary.csv": b"column,meaning\na,b\n", "/list.csv": as_csv(data_set_rows())}
    ckan = Ckan(*resources)
    ckan.files = files
    with played(ckan) as site:
        (fetched,) = fetch(site.address + PACKAGE, client.get, read)
        assert fetched.name == site.address + "/list.csv"
    assert ids((fetched,)) == list(IDS)


def test_a_data_set_without_a_list(client: Client) -> None:
    with played(Ckan({"id": "a", "format": "PDF", "url": "/a.pdf"})) as site:
        with pytest.raises(FetchError, match="no resource that is a list") as raised:
            fetch(site.address + PACKAGE, client.get, read)
        assert raised.value.detail == "Its formats: PDF."


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/list", "http://a:b@c/"])
def test_a_resource_that_lies_elsewhere(client: Client, url: str) -> None:
    with played(Ckan({"id": "a", "format": "CSV", "url": url})) as site, pytest.raises(FetchError):
        fetch(site.address + PACKAGE, client.get, read)


def test_a_datastore_that_changes_while_it_is_read(client: Client) -> None:
    ckan = Ckan(ACTIVE)

    def answer(asked: Asked) -> Reply:
        if asked.query.get("offset") == "20":
            ckan.records = ckan.records[1:]
        return ckan(asked)

    with played(answer) as site, pytest.raises(ChangedWhileReadError) as raised:
        fetch(site.address + PACKAGE, client.get, read)
    assert raised.value.detail == "It counted 42 records, then 41."


def test_a_record_that_goes_while_another_comes_is_noticed(client: Client) -> None:
    ckan = Ckan(ACTIVE)

    def answer(asked: Asked) -> Reply:
        reply = ckan(asked)
        if asked.query.get("offset") == "0":
            new = {**ckan.records[-1], "action": f"After {ckan.records[-1]['action']}"}
            ckan.records = [*ckan.records[1:], new]
        return reply

    with played(answer) as site, pytest.raises(ChangedWhileReadError) as raised:
        fetch(site.address + PACKAGE, client.get, read)
    assert raised.value.detail == "Its records from 0 on are others now."


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"success": false}', b'{"result": 1}'])
def test_an_answer_that_is_not_ckans(client: Client, body: bytes) -> None:
    with (
        played(lambda asked: Reply(body=body)) as site,
        pytest.raises(FetchError, match="does not answer as CKAN"),
    ):
        fetch(site.address + PACKAGE, client.get, read)


@pytest.mark.parametrize("page", [{"records": [], "total": 4}, {"records": 1}, {"records": []}])
def test_a_datastore_that_makes_no_sense(client: Client, page: dict[str, object]) -> None:
    body = json.dumps({"result": page}).encode()
    with played(lambda asked: Reply(body=body)) as site, pytest.raises(TrackerError):
        fetch(site.address + "/api/3/action/datastore_search?resource_id=r-1", client.get, read)
