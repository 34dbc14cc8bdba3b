"""One file for each form in which a tracker is published.

A reader is a function of a source's name, its text and the vocabulary. It
returns None for a text that is not of its form, and raises `TrackerError` for
one that is but cannot be read. A further form is one more file and one more
name in `_readers`; page text comes last, because its reader takes what is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.readers.reading import Reading, decoded

if TYPE_CHECKING:
    from collections.abc import Callable

    from vaultsync.tracker.vocabulary import Vocabulary

    Reader = Callable[[str, str, Vocabulary], Reading | None]

__all__ = ["Reading", "read_source"]

_ARCHIVES = {
    b"PK\x03\x04": "a spreadsheet or other archive",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "compressed",
}
_PAGING = {"page", "sort"}


def read_source(name: str, data: bytes, vocabulary: Vocabulary) -> Reading:
    """Return what a source says; its form is found from its content, not its name.

    Raises `TrackerError`, and nothing else, for what is no list of actions.
    """
    for magic, kind in _ARCHIVES.items():
        if data.startswith(magic):
            hint = "Export the list as CSV (UTF-8), or copy the page's text."
            raise TrackerError(f"{name} is {kind}, not text", hint)
    text = decoded(name, data)
    if not text.strip():
        raise TrackerError(
            f"{name} is empty", "Copy the whole page into it, or name a CSV: vaultsync pull --help"
        )
    for read in _readers():
        reading = read(name, text, vocabulary)
        if reading is not None:
            return reading._replace(declared=None) if _filtered(name) else reading
    raise AssertionError("page text is the reader of last resort")


def _readers() -> tuple[Reader, ...]:
    # Imported here: `check` reads only the lock and needs none of them.
    from vaultsync.tracker.readers.html import read_html
    from vaultsync.tracker.readers.page import read_page
    from vaultsync.tracker.readers.records import read_records
    from vaultsync.tracker.readers.table import read_table

    return (read_html, read_records, read_table, read_page)


def _filtered(name: str) -> bool:
    """Return whether an address asks for a part of the list: its count is that part's."""
    if not name.startswith(("http://", "https://")):
        return False
    try:
        query = urlsplit(name).query
    except ValueError:
        return True
    return any(value and key not in _PAGING for key, value in parse_qsl(query))
