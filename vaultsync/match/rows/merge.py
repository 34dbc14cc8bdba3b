"""The rows of one pull: what several sources, or several places of one, say of the same row.

Sources that are read together say the same at the same time. Where they
contradict each other nobody knows which is right: the row has no value.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.match.rows.rows import pair_rows
from vaultsync.tracker.ids import id_parts
from vaultsync.tracker.model import NO_VALUE, Problem, Row, Value
from vaultsync.tracker.readers.periods import Periods, newest_of
from vaultsync.tracker.vocabulary import FIELDS, folded

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence


class Merged(NamedTuple):
    """Distinct rows, what was found on the way, and the keys that rows had before."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    renamed: dict[str, str]


def merge_rows(rows: Sequence[Row]) -> Merged:
    """Return the distinct rows of one pull, in the order in which they came.

    Rows are one when their ids are, or without ids their text and area; a row
    without id is also the one of another source whose text it certainly is.
    """
    problems: list[Problem] = []
    groups: dict[Hashable, list[Row]] = {}
    for row in rows:
        groups.setdefault(_name(row), []).append(row)
    named = [name for name, group in groups.items() if group[0].id is not None]
    unnamed = [name for name, group in groups.items() if group[0].id is None]
    first = {name: group[0] for name, group in groups.items()}
    pairs = pair_rows([first[name] for name in unnamed], [first[name] for name in named])
    for mine, theirs in pairs.certain:
        row, rival = first[unnamed[mine]], first[named[theirs]]
        if row.source != rival.source:
            groups[named[theirs]] += groups.pop(unnamed[mine])
    for mine, theirs in (*pairs.likely, *pairs.doubtful):
        row, rival = first[unnamed[mine]], first[named[theirs]]
        if row.source != rival.source:
            problems.append(doubtful(row, rival))
    renamed = {
        row.key: group[0].key
        for group in groups.values()
        for row in group
        if row.key != group[0].key
    }
    periods = Periods(row.period for row in rows)
    merged = tuple(_one(group, periods, problems) for group in groups.values())
    return Merged(merged, tuple(problems), renamed)


def doubtful(row: Row, rival: Row) -> Problem:
    """Return the problem of a row that may be the newer or other wording of a rival."""
    message = (
        f"this row may be another wording of {rival.key} ({rival.source}, line {rival.line}); "
        "`vaultsync match` settles that, or pulling the whole list"
    )
    return Problem("doubtful-row", row.source, row.line, message, row.key, rival.key)


def _name(row: Row) -> Hashable:
    return id_parts(row.id) if row.id is not None else row.key


def _one(group: Sequence[Row], periods: Periods, problems: list[Problem]) -> Row:
    """Return the row that several readings of it make: the newest period's, else the first."""
    if len(group) == 1:
        return group[0]
    # Where it cannot be told which period is the newest, rows of both speak.
    current = newest_of(group, periods).rows
    row = current[0]
    values: dict[str, Value] = {}
    contradicted = False
    for field in FIELDS:
        said = [other for other in current if _word(getattr(other, field))]
        if len({_word(getattr(other, field)) for other in said}) > 1:
            contradicted = True
            problems.append(_contradicting(field, said, row))
        elif said:
            values[field] = getattr(said[0], field)
    if not contradicted:
        problems += _repetitions(current)
    return row._replace(
        status=values.get("status", NO_VALUE),
        priority=values.get("priority", NO_VALUE),
        lead=next((other.lead for other in current if other.lead), ""),
        mission=next((other.mission for other in current if other.mission), ""),
        url=next((other.url for other in current if other.url), ""),
    )


def _word(value: Value) -> str:
    return value.token or (folded(value.published) if value.unknown else "")


def _contradicting(field: str, said: Sequence[Row], row: Row) -> Problem:
    """Return the problem of rows that are one but say different things."""
    first: dict[str, Row] = {}
    for other in said:
        first.setdefault(getattr(other, field).published, other)
    several = len({other.source for other in said}) > 1
    words = " and ".join(
        f'"{word}" in line {other.line}' + (f" of {other.source}" if several else "")
        for word, other in first.items()
    )
    message = f"the same row has the {field} {words}; it counts as none"
    return Problem("contradicting", row.source, row.line, message, row.key)


def _repetitions(rows: Sequence[Row]) -> Iterator[Problem]:
    """Yield a problem for each row that its own source holds before it, word for word."""
    first: dict[str, Row] = {}
    for row in rows:
        known = first.setdefault(row.source, row)
        if known is not row:
            message = f"the same row stands in line {known.line} too"
            yield Problem("duplicate-row", row.source, row.line, message, row.key)
