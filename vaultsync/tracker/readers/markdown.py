"""Tables in Markdown (GitHub Flavored Markdown, "Tables"), as notes and issues hold them."""

from __future__ import annotations

import html
import re

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.tracker.mapping import NO_MAPPING, ListMapping
from vaultsync.tracker.readers.cells import Header, read_cells
from vaultsync.tracker.readers.columns import check_needed, columns_of, is_data_set, is_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vaultsync.tracker.readers.reading import Reading
    from vaultsync.tracker.vocabulary import Vocabulary

FORM = "Markdown table"

_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-+:?")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
# What a cell shows is compared, not how it is written.
_WIKILINK = re.compile(r"\[\[(?:[^\[\]|]{1,500}\\?\|)?([^\[\]|]{1,500})\]\]")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,2000}\)")
_BOLD = re.compile(r"\*\*([^*\s](?:[^*]{0,2000}[^*\s])?)\*\*")
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
_MARKS = ("***", "**", "__", "~~", "==", "*", "_", "`")


class _Table(NamedTuple):
    """The names of a table's columns, and its records with their lines."""

    names: tuple[str, ...]
    records: list[tuple[int, list[str]]]


def read_markdown(
    name: str, text: str, vocabulary: Vocabulary, mapping: ListMapping = NO_MAPPING
) -> Reading | None:
    """Return what the tables of a text say, or None where none has known columns.

    The first table that has them counts, and every other with the same header.
    Raises `TrackerError` for a table without rows.
    """
    header: Header | None = None
    names: tuple[str, ...] = ()
    records: list[tuple[int, list[str]]] = []
    for table in _tables(text.splitlines()):
        if header is None:
            columns = columns_of(table.names, mapping)
            if not is_list(columns):
                continue
            names = table.names
            header = Header(columns, len(names), is_data_set(names), mapping.language)
        if table.names == names:
            records += table.records
    if header is None:
        return None
    check_needed(name, names, mapping)
    return read_cells(name, header, records, vocabulary, FORM)


def first_names(text: str) -> tuple[str, ...]:
    """Return the names of the columns of a text's first table, none where there is no table."""
    return next((table.names for table in _tables(text.splitlines())), ())


def _tables(lines: Sequence[str]) -> Iterator[_Table]:
    fence = ""
    table: _Table | None = None
    for index, line in enumerate(lines):
        opened = _FENCE.match(line)
        if opened and (not fence or (opened[1].startswith(fence) and not line.strip("`~ \t"))):
            fence = "" if fence else opened[1]
        if fence or "|" not in line:
            if table:
                yield table
            table = None
        elif table is None:
            following = lines[index + 1] if index + 1 < len(lines) else ""
            names = tuple(map(_shown, _cells(line)))
            if len(names) > 1 and _is_rule(following, len(names)):
                table = _Table(names, [])
        elif not (not table.records and _is_rule(line, len(table.names))):
            # Further cells than columns are no part of a table.
            cells = [_shown(cell) for cell in _cells(line)[: len(table.names)]]
            table.records.append((index + 1, cells))
    if table:
        yield table


def _cells(line: str) -> list[str]:
    plain = line.strip().removeprefix("|")
    if plain.endswith("|") and not plain.endswith("\\|"):
        plain = plain[:-1]
    return [cell.strip() for cell in _PIPE.split(plain)]


def _is_rule(line: str, width: int) -> bool:
    cells = _cells(line) if "-" in line else []
    return len(cells) == width and all(_RULE.fullmatch(cell) for cell in cells)


def _shown(cell: str) -> str:
    """Return what a cell shows: no links, no marks around it, nothing bold in it, no escapes."""
    plain = _LINK.sub(r"\1", _WIKILINK.sub(r"\1", cell))
    for mark in _MARKS:
        if len(plain) > 2 * len(mark) and plain.startswith(mark) and plain.endswith(mark):
            plain = plain[len(mark) : -len(mark)]
            break
    plain = _BREAK.sub(" ", _BOLD.sub(r"\1", plain))
    return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain)).strip()
