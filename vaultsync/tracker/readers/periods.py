"""Lists that repeat their rows once a reporting period: the newest counts."""

from __future__ import annotations

import re
from itertools import pairwise

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.tracker.ids import id_parts
from vaultsync.tracker.model import NO_VALUE, Problem, ProblemKind, Row
from vaultsync.tracker.readers.period_words import Period, periods_of
from vaultsync.tracker.vocabulary import FIELDS, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NUMBER = re.compile(r"\d{1,18}")


class Periods:
    """The periods of a column, and which of two is later."""

    def __init__(self, column: Iterable[str]) -> None:
        self._known = periods_of(dict.fromkeys(column))

    def compared(self, one: str, other: str) -> int | None:
        """Return 1 where the first is later, -1 where the other is, 0 for the same time.

        None where that cannot be told. No period at all is earlier than any.
        """
        if folded(one) == folded(other):
            return 0
        if not one or not other:
            return 1 if one else -1
        first, second = self._known[one], self._known[other]
        order = None
        if first is not None and second is not None:
            order = _compared(first, second)
        if order is None and not (first and first.kind) and not (second and second.kind):
            order = _counted(one, other)
        return order


class Newest(NamedTuple):
    """The rows that no other is later than; `doubtful` where their periods differ."""

    rows: tuple[Row, ...]
    doubtful: bool


def newest_of(rows: Sequence[Row], periods: Periods) -> Newest:
    """Return the rows of the newest period among several readings of one row."""
    newest = rows[0]
    for row in rows:
        if periods.compared(row.period, newest.period) == 1:
            newest = row
    order = [periods.compared(row.period, newest.period) for row in rows]
    left = tuple(row for row, each in zip(rows, order, strict=True) if each != -1)
    return Newest(left, any(each in (None, 1) for each in order))


def newest_rows(rows: Sequence[Row], problems: list[Problem]) -> tuple[Row, ...]:
    """Return the rows with one for each id: that of the newest period, else the last.

    Lists that report every year repeat an action once a period. Where no
    period decides, the repetition is added to `problems`, and the row has none of
    the values that its repetitions contradict.
    """
    groups: dict[tuple[str, ...] | int, list[Row]] = {}
    for index, row in enumerate(rows):
        groups.setdefault(index if row.id is None else id_parts(row.id), []).append(row)
    if len(groups) == len(rows):
        return tuple(rows)
    periods = Periods(row.period for row in rows)
    kept = []
    for group in groups.values():
        if len(group) == 1:
            kept += group
            continue
        newest = newest_of(group, periods)
        if newest.doubtful:
            kept.append(_undecided(newest.rows, problems))
            continue
        kept.append(_said_together(newest.rows, problems))
    superseded = {row.line for row in rows}.difference(row.line for row in kept)
    problems[:] = (
        problem
        for problem in problems
        if problem.kind != "unknown-value" or problem.line not in superseded
    )
    return tuple(kept)


def _add_repetition(known: Row, row: Row, problems: list[Problem]) -> None:
    if known._replace(line=row.line) == row:
        message = f"{row.id} stands in line {known.line} too, with the same words"
        problems.append(Problem("duplicate-row", row.source, row.line, message, row.key))
    else:
        message = f"{row.id} stands in line {known.line} too; the last one counts"
        problems.append(Problem("repeated-id", row.source, row.line, message, row.key))


def _said_together(rows: Sequence[Row], problems: list[Problem]) -> Row:
    """Return the last of rows of one period, without the values that they contradict."""
    last = rows[-1]
    values = {}
    contradicted = []
    for field in FIELDS:
        words: dict[str, Row] = {}
        for row in rows:
            value = getattr(row, field)
            if word := value.token or folded(value.published):
                words.setdefault(word, row)
        if len(words) > 1:
            contradicted.append(field)
            message = " and ".join(
                f'"{getattr(row, field).published}" in line {row.line}' for row in words.values()
            )
            message = f"{last.id} has the {field} {message}; it counts as none"
            problems.append(Problem("contradicting", last.source, last.line, message, last.key))
        values[field] = getattr(next(iter(words.values())), field) if len(words) == 1 else NO_VALUE
    if not contradicted:
        for known, row in pairwise(rows):
            _add_repetition(known, row, problems)
    return last._replace(status=values["status"], priority=values["priority"])


def _undecided(rows: Sequence[Row], problems: list[Problem]) -> Row:
    """Return the last of rows of which nobody knows the newest, without what they differ in."""
    last = rows[-1]
    other = next(row for row in rows if row.period != last.period)
    where = f'line {other.line} has the period "{other.period}", line {last.line} "{last.period}"'
    differing = [field for field in FIELDS if len({getattr(row, field) for row in rows}) > 1]
    counts = "the last one counts"
    if differing:
        counts = (
            f"the {' and the '.join(differing)} {'count' if differing[1:] else 'counts'} as none"
        )
    message = f"{last.id}: {where}, and which is later cannot be told; {counts}"
    kind: ProblemKind = "contradicting" if differing else "repeated-id"
    problems.append(Problem(kind, last.source, last.line, message, last.key))
    return last._replace(
        status=NO_VALUE if "status" in differing else last.status,
        priority=NO_VALUE if "priority" in differing else last.priority,
    )


def _compared(one: Period, other: Period) -> int | None:
    """Return how two periods lie in every reading: 1, -1 or 0; None where readings differ."""
    if one.kind == other.kind and len(one.readings) == len(other.readings):
        pairs = list(zip(one.readings, other.readings, strict=True))
    else:
        pairs = [(first, second) for first in one.readings for second in other.readings]
    clear = one.kind and other.kind
    orders = {
        _order(*first, *second) if clear else _apart(*first, *second) for first, second in pairs
    }
    return orders.pop() if len(orders) == 1 else None


def _order(begins: int, ends: int, other_begins: int, other_ends: int) -> int | None:
    """Return which days are later: those that begin later and do not end before, or the like."""
    begin = (begins > other_begins) - (begins < other_begins)
    end = (ends > other_ends) - (ends < other_ends)
    return None if begin * end < 0 else begin or end


def _apart(begins: int, ends: int, other_begins: int, other_ends: int) -> int | None:
    return 1 if begins > other_ends else -1 if ends < other_begins else None


def _counted(one: str, other: str) -> int | None:
    """Return the order of two that differ in numbers alone, each of them in the same sense."""
    first, second = folded(one), folded(other)
    if _NUMBER.sub("0", first) != _NUMBER.sub("0", second):
        return None
    pairs = zip(_NUMBER.findall(first), _NUMBER.findall(second), strict=True)
    orders = {(int(mine) > int(theirs)) - (int(mine) < int(theirs)) for mine, theirs in pairs}
    orders.discard(0)
    return orders.pop() if len(orders) == 1 else None
