"""Addresses -> the bytes of a whole list.

An address is one of three: a page of a list, whose other pages are followed
until as many rows were seen as it counts; a data set or a resource of CKAN
(docs.ckan.org, "API guide"), read from its datastore or as a file; or a file.
Nothing is given back unless all of it was read.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.text import plural
from vaultsync.tracker.addresses import is_address, page_number, page_numbers, with_query, without
from vaultsync.tracker.allowed import check_address
from vaultsync.tracker.ckan import ACTION, datastore, package, result_of
from vaultsync.tracker.failures import FetchError
from vaultsync.tracker.fetched import MOST_PAGES, ChangedWhileReadError, Fetched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vaultsync.tracker.fetched import Get, Read, Tell
    from vaultsync.tracker.http import Answer, Validators
    from vaultsync.tracker.model import Row
    from vaultsync.tracker.readers.reading import Reading


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
    action = ACTION.search(top)
    if action:
        content = result_of(top, data)
        resources = content.get("resources")
        if action[1] == "datastore_search" and isinstance(content.get("records"), list):
            return (datastore(without(top, "limit", "offset"), get, tell),)
        if action[1] == "package_show" and isinstance(resources, list):
            return package(top, resources, get, read, tell)
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
                top,
                f"Its first page counts {plural(declared, 'row')}, page {number} another number.",
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
            top, f"It counts {plural(declared, 'row')}; seen: {len(seen)}, {again} of them twice."
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
