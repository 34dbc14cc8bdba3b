"""JSON: a list of records, or CKAN's envelope around one.

Records go by the same names as the columns of the data set. CKAN's
`datastore_search` says how many records its resource has.
"""

from __future__ import annotations

import json
import math
import re
from itertools import islice

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.text import Lines
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.mapping import NO_MAPPING, ListMapping
from vaultsync.tracker.readers.columns import (
    check_needed,
    columns_of,
    is_list,
    known_list,
    unknown_columns,
    unmapped_list,
    words_of,
)
from vaultsync.tracker.readers.languages import in_one_language
from vaultsync.tracker.readers.periods import newest_rows
from vaultsync.tracker.readers.reading import Published, Reading, row_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vaultsync.tracker.model import Problem
    from vaultsync.tracker.readers.columns import Columns
    from vaultsync.tracker.vocabulary import Vocabulary

FORM = "JSON"

LARGEST_JSON = 32 * 1024 * 1024
"""The most characters of JSON that are read: as objects they take many times the room."""

_MOST_INSIDE = 100
"""The most objects in a list that are looked into, and the most names in them."""

_LARGEST_WHOLE = 2**53
"""Above it a float is no longer one whole number."""

_LIST_START = re.compile(r'"records"\s*:\s*\[')
_BEGINNING = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\]])")
_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


class _Records(NamedTuple):
    """The records of a text, and how many its resource has, if it says so."""

    records: Sequence[object]
    total: int | None


def read_records(
    name: str, text: str, vocabulary: Vocabulary, mapping: ListMapping = NO_MAPPING
) -> Reading | None:
    """Return what JSON says, or None where the text is none.

    Raises `TrackerError` for JSON that holds no list of actions.
    """
    if not _BEGINNING.match(text):
        return None
    found = _found(name, text)
    lines = _record_lines(text, len(found.records))
    problems: list[Problem] = []
    rows = []
    published: list[Published] = []
    left_out = 0
    known: dict[tuple[str, ...], Columns] = {}
    for record, line in zip(found.records, lines, strict=True):
        if not isinstance(record, dict):
            raise _not_a_list(name, f"Line {line}: a record is not an object.")
        members = dict(_members(record))
        names = tuple(members)
        columns = known.get(names)
        if columns is None:
            columns = known[names] = columns_of(names, mapping)
        cells = list(members.values())
        words = words_of(cells, columns)
        if words or any(cell.strip() for cell in cells):
            published.append(Published(line, words))
    read, repeated = in_one_language(name, published, mapping.language)
    for each in read:
        row = row_of(each, name, vocabulary, problems)
        if row is not None:
            rows.append(row)
        else:
            left_out += 1
    if found.records:
        check_needed(name, (each for names in known for each in names), mapping)
    if not rows or not any(is_list(columns) for columns in known.values()):
        if not mapping.columns and (preset := known_list(next(iter(known), ()))):
            raise unmapped_list(name, preset)
        if not found.records:
            raise _not_a_list(name, "It holds no record at all.")
        if known and not mapping.columns:
            raise unknown_columns(name, next(iter(known)))
        raise _not_a_list(name, 'No record has an "action" and a status, priority, area or id.')
    newest = newest_rows(rows, problems)
    declared = found.total
    if declared == len(found.records):
        # A resource counts its records; of several periods of an action one is a row.
        declared = len({row.key for row in newest}) + left_out
    return Reading(newest, declared, tuple(problems), FORM, left_out=repeated)


def _found(name: str, text: str) -> _Records:
    if len(text) > LARGEST_JSON:
        raise TrackerError(f"{name} is too large for a list of actions", "Pull its CSV instead.")
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise TrackerError(
            f"{name} is broken JSON in line {error.lineno}: {error.msg}",
            "Download it anew, or name a CSV: vaultsync pull --help",
            error.lineno,
        ) from None
    except (ValueError, RecursionError):
        raise _not_a_list(name, "It is nested too deep, or holds endless numbers.") from None
    if isinstance(content, list):
        return _Records(content, None)
    result = content.get("result", content)
    if isinstance(result, dict) and isinstance(result.get("records"), list):
        total = result.get("total")
        counts = isinstance(total, int) and not isinstance(total, bool) and total >= 0
        narrowed = result.get("filters") or result.get("q")
        return _Records(result["records"], total if counts and not narrowed else None)
    if isinstance(result, dict) and isinstance(result.get("resources"), list):
        raise TrackerError(
            f"{name} names the files of a data set, and holds none of their rows",
            "Download the resource whose format is CSV and pull that.",
            detail="Addresses: " + ", ".join(_addresses(result["resources"])),
        )
    raise _not_a_list(name, 'It is neither a list nor an object with "records".')


def _addresses(resources: Sequence[object]) -> Iterator[str]:
    for resource in resources:
        if isinstance(resource, dict) and isinstance(resource.get("url"), str):
            yield resource["url"]


def _record_lines(text: str, count: int) -> list[int]:
    """Return the line on which each record begins, or line 1 where that cannot be told."""
    start = _LIST_START.search(text)
    at = text.index("[") + 1 if text.lstrip().startswith("[") else start.end() if start else 0
    lines = Lines(text)
    found: list[int] = []
    try:
        for _ in range(count):
            at = _SPACE.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing too
            found.append(lines.position(at).line)
            _, at = _DECODER.raw_decode(text, at)
            at = _SPACE.match(text, at).end() + 1  # type: ignore[union-attr]  # as above
    except ValueError:
        return [1] * count
    return found


def _members(record: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the names and cells of a record, those of objects in it as `milestone.title`."""
    for name, value in record.items():
        yield name, _cell(value)
        if isinstance(value, dict):
            for inner, part in value.items():
                yield f"{name}.{inner}", _cell(part)
        elif isinstance(value, list):
            objects = [part for part in value[:_MOST_INSIDE] if isinstance(part, dict)]
            inner_names = dict.fromkeys(key for each in objects for key in each)
            for inner in islice(inner_names, _MOST_INSIDE):
                yield f"{name}.{inner}", _cell([_cell(each.get(inner)) for each in objects])


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        # `2.0` is how some programs write 2, and NaN how they write nothing.
        whole = value.is_integer() and abs(value) < _LARGEST_WHOLE
        return str(int(value)) if whole else str(value) if math.isfinite(value) else ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return ", ".join(part for part in value if isinstance(part, str) and part)
    return ""


def _not_a_list(name: str, detail: str) -> TrackerError:
    return TrackerError(
        f"{name} is JSON, but no list of actions",
        "Name records with the data set's columns, or a CSV: vaultsync pull --help",
        detail=detail,
    )
