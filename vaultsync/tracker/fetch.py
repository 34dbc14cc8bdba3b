"""Addresses -> the bytes of a whole list.

An address is one of three: a page of a list, whose other pages are followed
until as many rows were seen as it counts; a data set or a resource of CKAN
(docs.ckan.org, "API guide"), read from its datastore or as a file; or a file.
Nothing is given back unless all of it was read.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple, Protocol
from urllib.parse import urljoin

from vaultsync.tracker.addresses import (
    is_address,
    page_number,
    page_numbers,
    query_value,
    with_query,
    without,
)
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.http import Answer, FetchError, Validators, check_address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vaultsync.tracker.model import Row
    from vaultsync.tracker.readers.reading import Reading

    Read = Callable[[str, bytes], Reading]
    Tell = Callable[[str, int, int], None]

MOST_PAGES = 300
"""The most pages of a list that are followed, and pages of a datastore."""

_DATASTORE_PAGE = 1000
_MOST_RESOURCES = 8
_FORMATS = ("CSV", "TSV", "JSON", "XLSX")
_ACTION = re.compile(r"/action/(package_show|datastore_search)(?=[/?#]|\Z)")
_RESOURCE_ID = re.compile(r"[\w-]{1,100}")


class Get(Protocol):
    """Reads one address: `vaultsync.tracker.http.Client.get`, or a test's."""

    def __call__(self, address: str, known: Validators = ...) -> Answer:
        """Return what stands there. Raises `FetchError`."""


class Fetched(NamedTuple):
    """A source that was read from an address, or None for data that is as it was."""

    name: str
    data: bytes | None
    validators: Validators = Validators()


class ChangedWhileReadError(FetchError):
    """The list changed between two of its pages."""

    def __init__(self, address: str, detail: str) -> None:
        super().__init__(
            f"{address} changed while it was read",
            "Nothing was changed. Pull again.",
            detail=detail,
        )


def fetch(
    address: str,
    get: Get,
    read: Read,
    known: Mapping[str, Validators] | None = None,
    tell: Tell = lambda what, done, total: None,
) -> tuple[Fetched, ...]:
    """Return the sources that make the list at an address, all read anew or all unchanged.

    `read` is asked what a source says: how many rows the list has, and which
    rows these are. `known` are the validators of what was read before; where
    all still hold, each source comes without data. `tell` is told how many rows
    were read, and how many there are. Raises `TrackerError`.
    """
    check_address(address)
    top = without(address, "page")
    unchanged = _unchanged(top, get, known or {})
    if unchanged:
        return unchanged
    try:
        return _whole(top, get, read, tell)
    except ChangedWhileReadError:
        return _whole(top, get, read, tell)


def _unchanged(top: str, get: Get, known: Mapping[str, Validators]) -> tuple[Fetched, ...]:
    """Return the known sources of an address, or nothing where one of them has changed."""
    names = [name for name in known if is_address(name) and without(name, "page") == top]
    for name in names:
        if not any(known[name]) or get(name, known[name]).data is not None:
            return ()
    return tuple(Fetched(name, None, known[name]) for name in names)


def _whole(top: str, get: Get, read: Read, tell: Tell) -> tuple[Fetched, ...]:
    answer = get(top)
    data = answer.data or b""
    action = _ACTION.search(top)
    if action:
        content = _result(top, data)
        resources = content.get("resources")
        if action[1] == "datastore_search" and isinstance(content.get("records"), list):
            return (_datastore(without(top, "limit", "offset"), get, tell),)
        if action[1] == "package_show" and isinstance(resources, list):
            return _package(top, resources, get, read, tell)
    return _pages(top, answer, get, read, tell)


def _pages(top: str, first: Answer, get: Get, read: Read, tell: Tell) -> tuple[Fetched, ...]:
    """Return the pages of a list, or the one file that stands at an address."""
    data = first.data or b""
    reading = read(top, data)
    pages = [Fetched(top, data, first.validators)]
    declared = reading.counted
    seen = {row.key: top for row in reading.rows}
    if declared is None or len(seen) >= declared:
        return tuple(pages)
    ahead = _ahead(data, first.address)
    again = 0  # rows that two pages show
    done: set[int] = set()
    while (left := sorted(ahead - done)) and len(seen) < declared:
        number = left[0]
        done.add(number)
        if len(done) > MOST_PAGES:
            raise FetchError(
                f"{top} has more than {MOST_PAGES} pages", "Pull its data set instead."
            )
        name = with_query(top, page=number)
        answer = get(name)
        data = answer.data or b""
        reading = read(name, data)
        if reading.counted != declared:
            raise ChangedWhileReadError(
                top, f"Its first page counts {declared} rows, page {number} another number."
            )
        ahead.update(_ahead(data, answer.address))
        new = [row.key for row in reading.rows if row.key not in seen]
        if new:
            # The address without a number and its page 0 or 1 are one.
            again += len(reading.rows) - len(new)
            pages.append(Fetched(name, data, answer.validators))
        seen.update(dict.fromkeys(new, name))
        tell("rows read", len(seen), declared)
    if again and len(seen) < declared:
        raise ChangedWhileReadError(
            top, f"It counts {declared} rows; {len(seen)} were seen, and {again} of them twice."
        )
    if len(seen) >= declared:
        _check_still(top, pages, get, read)
    return tuple(pages)


def _check_still(top: str, pages: Sequence[Fetched], get: Get, read: Read) -> None:
    """Raise `ChangedWhileReadError` unless every page but the last is as it was read.

    Where a row goes and another comes, the count stays: rows move over the border
    of two pages, and one between a page that was read and the next is never seen.
    Only the page before that border shows it, so none can be left out.
    """
    for page in pages[:-1]:
        data = get(page.name, page.validators).data
        if data is None or data == page.data:
            continue
        before, after = (read(page.name, each or b"") for each in (page.data, data))
        if (before.counted, _said(before)) != (after.counted, _said(after)):
            raise ChangedWhileReadError(top, f"{page.name} shows other rows than a moment before.")


def _said(reading: Reading) -> list[Row]:
    # Where rows stand on a page, and how it links to them, may differ each time.
    return [row._replace(line=0, url="") for row in reading.rows]


def _ahead(data: bytes, address: str) -> set[int]:
    own = page_number(address)
    return set(page_numbers(data.decode("utf-8", "replace"), address)) - {own}


def _package(
    top: str, resources: list[object], get: Get, read: Read, tell: Tell
) -> tuple[Fetched, ...]:
    """Return the first resource of a data set that is a list: the datastore's before files."""
    listed = [resource for resource in resources if isinstance(resource, dict)]
    active = [each for each in listed if each.get("datastore_active") is True]
    files = [each for each in listed if str(each.get("format", "")).upper() in _FORMATS]
    failed: TrackerError | None = None
    for resource in [*active, *(each for each in files if each not in active)][:_MOST_RESOURCES]:
        try:
            fetched = _resource(top, resource, get, tell)
            if fetched is not None:
                read(fetched.name, fetched.data or b"")
                return (fetched,)
        except FetchError:
            # Another resource would be another list than the one that could not be read.
            raise
        except TrackerError as error:
            failed = error
    formats = ", ".join(sorted({str(each.get("format", ""))[:20] for each in listed})) or "none"
    raise FetchError(
        f"{top} names no resource that is a list of actions",
        "Download the resource that is, and pull that file.",
        detail=f"{failed.message}." if failed else f"Its formats: {formats}.",
    )


def _resource(top: str, resource: Mapping[str, object], get: Get, tell: Tell) -> Fetched | None:
    number, url = resource.get("id"), resource.get("url")
    if resource.get("datastore_active") is True and isinstance(number, str):
        if not _RESOURCE_ID.fullmatch(number):
            return None
        api = without(_ACTION.sub("/action/datastore_search", top), "id")
        return _datastore(with_query(api, resource_id=number), get, tell)
    if not isinstance(url, str):
        return None
    name = without(urljoin(top, url.strip()))
    check_address(name)
    answer = get(name)
    return Fetched(name, answer.data, answer.validators)


def _datastore(address: str, get: Get, tell: Tell) -> Fetched:
    """Return all records of a resource as one source, a record a line."""
    if not query_value(address, "resource_id"):
        raise FetchError(f"{address} names no resource_id", "Add it, or name the package_show.")
    records: list[object] = []
    total: int | None = None
    pages: list[list[object]] = []
    while total is None or len(records) < total:
        found, count = _datastore_page(address, len(records), get)
        if total is not None and count != total:
            raise ChangedWhileReadError(address, f"It counted {total} records, then {count}.")
        total = count
        if not found and len(records) < total:
            raise ChangedWhileReadError(
                address, f"It counts {total} records; there are {len(records)}."
            )
        records += found
        pages.append(found)
        tell("records read", len(records), total)
        if len(records) > _DATASTORE_PAGE * MOST_PAGES:
            raise FetchError(f"{address} is too large for a list of actions", "Name another.")
    distinct = {json.dumps(each, sort_keys=True) for each in records}
    if len(pages) > 1 and len(distinct) < len(records):
        # Pages overlap: another record was added or taken away in between.
        raise ChangedWhileReadError(address, "Two of its pages hold the same record.")
    offset = 0
    for page in pages[:-1]:  # as `_check_still` says
        if _datastore_page(address, offset, get) != (page, total):
            raise ChangedWhileReadError(address, f"Its records from {offset} on are others now.")
        offset += len(page)
    lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    text = f'{{"result": {{"total": {total}, "records": [\n{lines}\n]}}}}\n'
    return Fetched(address, text.encode("utf-8", "backslashreplace"))


def _datastore_page(address: str, offset: int, get: Get) -> tuple[list[object], int]:
    """Return the records of a resource from one on, and how many there are in all."""
    page = with_query(address, limit=_DATASTORE_PAGE, offset=offset)
    content = _result(page, get(page).data or b"")
    found, count = content.get("records"), content.get("total")
    if not isinstance(found, list) or not isinstance(count, int) or isinstance(count, bool):
        raise FetchError(f"{page} is no page of a datastore", "Check it in a browser.")
    return found, count


def _result(address: str, data: bytes) -> dict[str, object]:
    """Return what is in CKAN's envelope. Raises `FetchError` where there is none."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        content = None
    result = content.get("result") if isinstance(content, dict) else None
    if not isinstance(result, dict):
        raise FetchError(
            f"{address} does not answer as CKAN's API does",
            "Check the address in a browser.",
            detail='Expected {"success": true, "result": {…}}.',
        )
    return result
