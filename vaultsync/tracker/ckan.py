"""Data sets of CKAN (docs.ckan.org, "API guide"): their resources, and records of a datastore."""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.text import plural
from vaultsync.tracker.addresses import query_value, with_query, without
from vaultsync.tracker.allowed import check_address
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.failures import FetchError
from vaultsync.tracker.fetched import MOST_PAGES, ChangedWhileReadError, Fetched

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vaultsync.tracker.fetched import Get, Read, Tell

ACTION = re.compile(r"/action/(package_show|datastore_search)(?=[/?#]|\Z)")

_DATASTORE_PAGE = 1000
_MOST_RESOURCES = 8
_FORMATS = ("CSV", "TSV", "JSON", "XLSX")
_RESOURCE_ID = re.compile(r"[\w-]{1,100}")


def package(
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
        api = without(ACTION.sub("/action/datastore_search", top), "id")
        return datastore(with_query(api, resource_id=number), get, tell)
    if not isinstance(url, str):
        return None
    name = without(urljoin(top, url.strip()))
    check_address(name)
    answer = get(name)
    return Fetched(name, answer.data, answer.validators)


def datastore(address: str, get: Get, tell: Tell) -> Fetched:
    """Return all records of a resource as one source, a record a line."""
    if not query_value(address, "resource_id"):
        raise FetchError(f"{address} names no resource_id", "Add it, or name the package_show.")
    records: list[object] = []
    total: int | None = None
    pages: list[list[object]] = []
    while total is None or len(records) < total:
        found, count = _datastore_page(address, len(records), get)
        if total is not None and count != total:
            raise ChangedWhileReadError(
                address, f"It counted {plural(total, 'record')}, then {count}."
            )
        total = count
        if not found and len(records) < total:
            raise ChangedWhileReadError(
                address, f"It counts {plural(total, 'record')}, and shows {len(records)}."
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
    content = result_of(page, get(page).data or b"")
    found, count = content.get("records"), content.get("total")
    if not isinstance(found, list) or not isinstance(count, int) or isinstance(count, bool):
        raise FetchError(f"{page} is no page of a datastore", "Check it in a browser.")
    return found, count


def result_of(address: str, data: bytes) -> dict[str, object]:
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
