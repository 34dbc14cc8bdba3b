"""The addresses of the pages of a list, and which of them ask for a part of it."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGING = frozenset({"page", "sort", "limit", "offset", "id", "resource_id"})
"""Query names that choose a page or a list, and no part of one."""

_LINK = re.compile(
    r"""<a\s[^<>]{0,2000}?href\s*=\s*(?:"([^"<>]{0,2000})"|'([^'<>]{0,2000})')""", re.IGNORECASE
)
_MOST_DIGITS = 6


def is_address(name: str) -> bool:
    """Return whether a source is named by an address and not by a file."""
    return name.lower().startswith(("http://", "https://"))


def is_filtered(name: str) -> bool:
    """Return whether an address asks for a part of the list: its count is that part's."""
    if not is_address(name):
        return False
    try:
        query = urlsplit(name).query
    except ValueError:
        return True
    return any(value and key not in PAGING for key, value in parse_qsl(query))


def without(address: str, *names: str) -> str:
    """Return an address without these names in its query, and without a fragment."""
    parts = urlsplit(address)
    kept = [pair for pair in _pairs(parts.query) if pair[0] not in names]
    query = parts.query if len(kept) == len(_pairs(parts.query)) else urlencode(kept)
    return urlunsplit(parts._replace(query=query, fragment=""))


def with_query(address: str, **values: object) -> str:
    """Return an address whose query says these things, whatever it said of them before."""
    parts = urlsplit(without(address, *values))
    added = urlencode(list(values.items()))
    return urlunsplit(parts._replace(query=f"{parts.query}&{added}" if parts.query else added))


def query_value(address: str, name: str) -> str:
    """Return what an address says of a name in its query, or an empty string."""
    return dict(_pairs(urlsplit(address).query)).get(name, "")


def page_number(address: str) -> int | None:
    """Return which page of a list an address names, or None."""
    value = query_value(address, "page")
    return int(value) if value.isdecimal() and len(value) <= _MOST_DIGITS else None


def page_numbers(page: str, address: str) -> Iterator[int]:
    """Yield the pages that a page of a list links to: `?page=N` of its own address.

    What else the links ask for must be what the address asks for.
    """
    here = _list_of(address)
    for found in _LINK.finditer(page):
        try:
            there = urljoin(address, html.unescape((found[1] or found[2] or "").strip()))
            number = page_number(there)
            if number is not None and _list_of(there) == here:
                yield number
        except ValueError:
            continue


def _list_of(address: str) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
    parts = urlsplit(address)
    asked = sorted(pair for pair in _pairs(parts.query) if pair[0] != "page" and pair[1])
    return parts.scheme, parts.netloc.lower(), parts.path, tuple(asked)


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)
