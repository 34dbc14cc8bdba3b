"""One file for each form in which a tracker is published.

A reader is a function of a source's name, its text, the vocabulary and the
mapping of its columns. It returns None for a text that is not of its form, and
raises `TrackerError` for one that is but cannot be read. A further form is one
more file and one more name in `_readers`; page text comes last, because its
reader takes what is left. Workbooks, the one form that is no text, come first.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.tracker.addresses import is_filtered
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.mapping import NO_MAPPING, ListMapping
from vaultsync.tracker.readers.reading import Reading, decoded

if TYPE_CHECKING:
    from collections.abc import Callable

    from vaultsync.tracker.vocabulary import Vocabulary

    Reader = Callable[[str, str, Vocabulary, ListMapping], Reading | None]

__all__ = ["READERS", "Reading", "read_source"]

READERS = 4
"""Goes up when a reader makes more of the same bytes: what was read before is read anew."""

_ZIP = b"PK\x03\x04"
_NO_TEXTS = {
    _ZIP: "an archive",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "compressed",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
}


def read_source(
    name: str, data: bytes, vocabulary: Vocabulary, mapping: ListMapping = NO_MAPPING
) -> Reading:
    """Return what a source says; its form is found from its content, not its name.

    Raises `TrackerError`, and nothing else, for what is no list of actions.
    """
    reading = _workbook(name, data, vocabulary, mapping) or _text(name, data, vocabulary, mapping)
    reading = reading._replace(counted=reading.declared)
    return reading._replace(declared=None) if is_filtered(name) else reading


def _workbook(
    name: str, data: bytes, vocabulary: Vocabulary, mapping: ListMapping
) -> Reading | None:
    if data.startswith(_ZIP):
        from vaultsync.tracker.readers.workbook import read_workbook

        reading = read_workbook(name, data, vocabulary, mapping)
        if reading is not None:
            return reading
    for magic, kind in _NO_TEXTS.items():
        if data.startswith(magic):
            hint = "Export the list as CSV (UTF-8), or copy the page's text."
            raise TrackerError(f"{name} is {kind}, not text", hint)
    return None


def _text(name: str, data: bytes, vocabulary: Vocabulary, mapping: ListMapping) -> Reading:
    text = decoded(name, data)
    if not text.strip():
        raise TrackerError(
            f"{name} is empty", "Copy the whole page into it, or name a CSV: vaultsync pull --help"
        )
    for read in _readers():
        reading = read(name, text, vocabulary, mapping)
        if reading is not None:
            return reading
    from vaultsync.tracker.readers.page import read_page

    try:
        return read_page(name, text, vocabulary)
    except TrackerError as error:
        raise _unread(name, text, mapping) or error from None


def _readers() -> tuple[Reader, ...]:
    # Imported here: `check` reads only the lock and needs none of them.
    from vaultsync.tracker.readers.html import read_html
    from vaultsync.tracker.readers.markdown import read_markdown
    from vaultsync.tracker.readers.records import read_records
    from vaultsync.tracker.readers.table import read_table

    return (_unmapped(read_html), read_records, read_markdown, read_table)


def _unmapped(read: Callable[[str, str, Vocabulary], Reading | None]) -> Reader:
    """Return a reader of a form that has no columns."""
    return lambda name, text, vocabulary, mapping: read(name, text, vocabulary)


def _unread(name: str, text: str, mapping: ListMapping) -> TrackerError | None:
    """Return what is wrong with a table that nobody could read, or None for other text."""
    from vaultsync.tracker.readers.columns import (
        check_needed,
        known_list,
        unknown_columns,
        unmapped_list,
    )
    from vaultsync.tracker.readers.markdown import first_names
    from vaultsync.tracker.readers.table import header_names, is_parted, unparted

    names = header_names(text)
    if not mapping.columns:
        if preset := known_list(names):
            return unmapped_list(name, preset)
        if in_markdown := first_names(text):
            return unknown_columns(name, in_markdown)
        if is_parted(text):
            return unknown_columns(name, names)
    if len(names) < 2 or not mapping.columns:
        return unparted(name, text, mapping)
    try:
        check_needed(name, names, mapping)
    except TrackerError as error:
        return error
    return None
