"""What must hold for any bytes: one function for each way in.

A target takes bytes and returns nothing. It raises where something does not
hold; the errors that a reader promises are no failure. `tests/test_fuzz.py`
runs every target on a few inputs, `fuzz/run.sh` on as many as time allows.
"""

from __future__ import annotations

import contextlib
import marshal
from itertools import pairwise
from typing import TYPE_CHECKING

from vaultsync.obsidian.note import Note
from vaultsync.obsidian.properties.changes import expected, same_value
from vaultsync.obsidian.properties.edit import (
    AddItems,
    Change,
    RefusedError,
    RemoveItems,
    RemoveProperty,
    SetProperty,
    edit_properties,
)
from vaultsync.text import Span, UndecodableError, apply_edits
from vaultsync.tracker.errors import LockError, TrackerError
from vaultsync.tracker.lock import read_lock, write_lock
from vaultsync.tracker.repair import repair_lock
from vaultsync.tracker.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

VOCABULARY = Vocabulary()
CHANGES: tuple[Change, ...] = (
    SetProperty("status", "In Progress"),
    SetProperty("status", "no"),
    SetProperty("priority", "2024-08-13"),
    AddItems("tags", ["status/in-progress", "priority/year-3"]),
    RemoveItems("tags", ["a"], drop_key=True),
    RemoveProperty("status"),
)


def scan(data: bytes) -> None:
    """Everything found in a note lies in it, in order, and travels between processes."""
    note = _note(data)
    if note is None:
        return
    assert marshal.loads(marshal.dumps(note.facts)) == note.facts  # noqa: S302 - our own
    for found in (note.headings, note.links, note.tags, note.blocks, note.list_headings):
        _check_spans(note, [Span(part.start, part.end) for part in found])
    for spans in (note.comments, note.code, note.hidden, note.merge_markers, note.unfinished):
        _check_spans(note, spans)
    for link in note.links:
        # A reference's path stands in its definition.
        inside = link.start <= link.path_start and link.path_end <= link.end
        assert inside or link.kind == "reference", link
        assert link.path_start <= link.path_end <= link.subpath_start <= link.subpath_end, link
    for tag in note.tags:
        assert note.raw(tag) == f"#{tag.name}", tag


def sections(data: bytes) -> None:
    """What sections say lies in the note."""
    note = _note(data)
    if note is None:
        return
    for section in note.sections:
        for paragraph in section.paragraphs:
            assert 0 <= paragraph.start <= paragraph.end <= len(note.text), paragraph


def properties(data: bytes) -> None:
    """A change of properties is made exactly, or refused; no other byte of the note changes."""
    note = _note(data)
    if note is None:
        return
    read = note.properties
    for each in read:
        assert 0 <= each.key_start <= each.value_end <= len(note.text), each
    _check_spans(note, [Span(link.start, link.end) for link in read.links])
    _check_spans(note, [Span(tag.start, tag.end) for tag in read.tags])
    for change in CHANGES:
        try:
            edits = edit_properties(note.text, note.frontmatter, [change])
        except RefusedError:
            continue
        assert read.refusal is None, read.refusal
        text = apply_edits(note.text, edits)
        after = Note("Fuzzed.md", text.encode())
        assert after.text[after.body_start :] == note.text[note.body_start :]
        wanted = expected(read.values, change)
        found = dict(after.properties.values)
        for name, value in wanted.items():
            assert same_value(found[name], value) or (value == [] and found[name] is None), name
        assert found.keys() == wanted.keys()
        # What is as asked already is not asked for again.
        assert not edit_properties(after.text, after.frontmatter, [change])


def readers(data: bytes) -> None:
    """A source of any form is read, or refused by the one error that is promised."""
    from vaultsync.tracker.readers import read_source

    try:
        reading = read_source("source", data, VOCABULARY)
    except TrackerError:
        return
    for row in reading.rows:
        assert row.key
        assert row.text == " ".join(row.text.split())
        assert row.line >= 0


def page(data: bytes) -> None:
    """A copied page is read, or refused."""
    from vaultsync.tracker.readers.page import read_page

    _text_reader(data, lambda text: read_page("page.txt", text, VOCABULARY))


def table(data: bytes) -> None:
    """A CSV, or a table in Markdown, is read, or refused."""
    from vaultsync.tracker.mapping import NO_MAPPING
    from vaultsync.tracker.readers.markdown import read_markdown
    from vaultsync.tracker.readers.table import read_table

    _text_reader(data, lambda text: read_table("list.csv", text, VOCABULARY, NO_MAPPING))
    _text_reader(data, lambda text: read_markdown("list.md", text, VOCABULARY, NO_MAPPING))


def html(data: bytes) -> None:
    """A saved page is read, or refused."""
    from vaultsync.tracker.readers.html import read_html

    _text_reader(data, lambda text: read_html("page.html", text, VOCABULARY))


def records(data: bytes) -> None:
    """Records in JSON are read, or refused."""
    from vaultsync.tracker.mapping import NO_MAPPING
    from vaultsync.tracker.readers.records import read_records

    _text_reader(data, lambda text: read_records("list.json", text, VOCABULARY, NO_MAPPING))


def lock(data: bytes) -> None:
    """A lock is read, or refused; what was read and written is read again as it was."""
    try:
        repaired = repair_lock(data, VOCABULARY)
    except LockError:
        pass
    else:
        written = write_lock(repaired)
        assert write_lock(read_lock(written, VOCABULARY), written) == written
    try:
        held = read_lock(data, VOCABULARY)
    except LockError:
        return
    written = write_lock(held, data)
    again = read_lock(written, VOCABULARY)
    assert again._replace(row_lines={}, problems=()) == held._replace(row_lines={}, problems=())
    assert write_lock(again, written) == written


def plan(data: bytes) -> None:
    """A plan, an entry of the journal and a configuration are read, or refused."""
    from vaultsync.config import ConfigError
    from vaultsync.config_file import read_config
    from vaultsync.sync.entry import JournalError
    from vaultsync.sync.entry_file import decode
    from vaultsync.sync.plan_file import PlanFileError, from_json, to_json

    try:
        read = from_json(data, "plan.json")
    except PlanFileError:
        pass
    else:
        assert from_json(to_json(read).encode(), "plan.json") == read
    for with_bytes in (True, False):
        with contextlib.suppress(JournalError):
            decode("20261121-205558-1", "done", data, "0" * 32, with_bytes)
    with contextlib.suppress(ConfigError):
        read_config(data, "vaultsync.toml")


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each
    for each in (scan, sections, properties, readers, page, table, html, records, lock, plan)
}


def _check_spans(note: Note, spans: Sequence[Span]) -> None:
    """Check that spans lie in the note, one after the other."""
    for span in spans:
        assert 0 <= span.start <= span.end <= len(note.text), span
    for one, other in pairwise(spans):
        assert one.start <= other.start, (one, other)


def _note(data: bytes) -> Note | None:
    try:
        return Note("Fuzzed.md", data)
    except UndecodableError:
        return None


def _text_reader(data: bytes, read: Callable[[str], object]) -> None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    with contextlib.suppress(TrackerError):
        read(text)
