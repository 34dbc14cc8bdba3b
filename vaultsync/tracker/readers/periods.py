"""Lists that repeat their rows once a reporting period: the newest counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vaultsync.tracker.model import Order, Problem, Row, id_parts, natural_order

if TYPE_CHECKING:
    from collections.abc import Sequence

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def period_order(period: str) -> tuple[str, Order]:
    """Return the key that sorts periods by time: by their first year, then as people count.

    `2024-2025`, `2024-03-31`, `Q4 2023`: what has no year comes before all that has.
    """
    year = _YEAR.search(period)
    return (year.group() if year else "", natural_order(period.casefold()))


def newest_rows(rows: Sequence[Row], problems: list[Problem]) -> tuple[Row, ...]:
    """Return the rows with one for each id: that of the newest period, else the last.

    Lists that report every year repeat an action once a period. Where no
    period decides, the repetition is added to `problems`.
    """
    kept: dict[tuple[str, ...] | int, Row] = {}
    for index, row in enumerate(rows):
        key: tuple[str, ...] | int = index if row.id is None else id_parts(row.id)
        known = kept.get(key)
        if known is None:
            kept[key] = row
            continue
        before, after = period_order(known.period), period_order(row.period)
        if after >= before:
            kept[key] = row
        if after == before and known._replace(line=row.line) == row:
            message = f"{row.id} stands in line {known.line} too, with the same words"
            problems.append(Problem("duplicate-row", row.source, row.line, message, row.key))
        elif after == before:
            message = f"{row.id} stands in line {known.line} too; the last one counts"
            problems.append(Problem("repeated-id", row.source, row.line, message, row.key))
    superseded = {row.line for row in rows}.difference(row.line for row in kept.values())
    problems[:] = (
        problem
        for problem in problems
        if problem.kind != "unknown-value" or problem.line not in superseded
    )
    return tuple(kept.values())
