"""What goes on from an older reading of a list to a newer one.

Rows that were not seen stay, with the time at which they were, unless the
whole list was read: only then has a row that was not seen gone. What was found
and decided about rows stays with them, under the keys that they have now.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.tracker.model import (
    Complete,
    Problem,
    Row,
    Snapshot,
    SourceRead,
    coverage,
    normalised,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from vaultsync.match.rows.rows import RowPair
    from vaultsync.tracker.lock import Identity


def inherited(
    known: Sequence[Row], rows: Sequence[Row], pairs: Iterable[RowPair]
) -> tuple[Row, ...]:
    """Return the rows with what only their old readings say, because a page shows less.

    Those are the id, lead, mission and address. Status and priority are never
    inherited: what is not published now has no value. Nor is anything where an id
    has come to another row's words: the list was renumbered.
    """
    heirs = list(rows)
    said = {normalised(row.text) for row in known}
    still_said = {normalised(row.text) for row in rows}
    for mine, at in pairs:
        old, new = known[mine], rows[at]
        before, now = normalised(old.text), normalised(new.text)
        if old.id and new.id and before != now and (now in said or before in still_said):
            continue
        heirs[at] = new._replace(
            id=new.id or old.id,
            lead=new.lead or old.lead,
            mission=new.mission or old.mission,
            url=new.url or old.url,
        )
    return tuple(heirs)


def left_over(
    before: Snapshot, rows: Sequence[Row], reads: Sequence[SourceRead], paired: Container[int]
) -> tuple[tuple[Row, ...], tuple[SourceRead, ...]]:
    """Return the old rows that stay beside the ones that were read, and all sources then."""
    time = reads[0].read
    names = {read.source for read in reads}
    others = [
        row
        for at, row in enumerate(before.rows)
        # The same bytes were read better this time, and do not hold the row.
        if at not in paired and not (row.source in names and row.read == time)
    ]
    older = [source for source in before.sources if source.source not in names]
    at_once = [row for row in others if row.read == time]
    with_them = [source for source in older if source.read == time]
    if isinstance(coverage((*rows, *at_once), (*reads, *with_them)), Complete):
        return tuple(at_once), (*reads, *with_them)
    needed = {row.source for row in others}
    staying = [source for source in older if source.read == time or source.source in needed]
    return tuple(others), (*reads, *staying)


def renamed(problem: Problem, names: Mapping[str, str]) -> Problem:
    """Return a problem under the keys that its rows have now."""
    return problem._replace(
        key=names.get(problem.key, problem.key), rival=names.get(problem.rival, problem.rival)
    )


def still_holding(
    problems: Iterable[Problem],
    snapshot: Snapshot,
    time: str,
    new: Iterable[Problem],
    read: Container[str],
    successors: Mapping[str, str],
) -> Iterator[Problem]:
    """Yield the problems of earlier pulls that still hold."""
    rows = {row.key: row for row in snapshot.rows}
    doubted = {frozenset((problem.key, problem.rival)) for problem in new}
    for old in problems:
        problem = renamed(old, successors)
        pair = [rows.get(problem.key), rows.get(problem.rival)]
        if problem.kind == "doubtful-row":
            # Two rows that one reading shows side by side are two.
            side_by_side = all(row is not None and row.read == time for row in pair)
            if None in pair or side_by_side or frozenset((problem.key, problem.rival)) in doubted:
                continue
            yield problem
        elif problem.source not in read and (
            not problem.key or (pair[0] is not None and pair[0].source == problem.source)
        ):
            yield problem


def following(
    identities: Iterable[Identity], successors: Mapping[str, str]
) -> tuple[Identity, ...]:
    """Return the identities, those of reworded rows under the rows' new keys.

    Where two then say something of the same action and row, somebody's
    decision counts before the matcher's, and the later before the earlier.
    """
    following: dict[tuple[str, str], Identity] = {}
    for old in identities:
        identity = old._replace(key=successors.get(old.key, old.key))
        name = (identity.action, identity.key)
        known = following.get(name)
        if known is None or _weight(identity) > _weight(known):
            following[name] = identity
    return tuple(following.values())


def _weight(identity: Identity) -> tuple[bool, str]:
    return identity.how != "certain", identity.date
