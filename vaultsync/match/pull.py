"""Sources and the lock as it is -> the lock as it will be.

What is read replaces what was known of the same rows: those with the same id,
the same words, or words that are certainly theirs. Rows that were not seen
stay, with the time at which they were, unless the whole list was read: only
then has a row that was not seen gone.

Reading the bytes again that the lock already stands for keeps their time, so
that the lock's bytes do not change and git has nothing to show. Where a part
of the sources changed, all were read now: a list is complete only by one
reading, and pages of different days never add up to one. A reading is later than
any before it, to the second, and has a name, because two branches may read in
one second.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.match.difference import Difference, difference
from vaultsync.match.merge import doubtful, merge_rows
from vaultsync.match.rows import pair_rows
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.lock import EMPTY_LOCK, Identity, Lock, sorted_problems, unknown_values
from vaultsync.tracker.mapping import NO_MAPPING, ListMapping
from vaultsync.tracker.model import (
    Complete,
    Problem,
    Row,
    Snapshot,
    SourceRead,
    coverage,
    last_reading,
    snapshot_of,
)
from vaultsync.tracker.readers import READERS, read_source

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from vaultsync.match.rows import RowPair
    from vaultsync.tracker.http import Validators
    from vaultsync.tracker.readers import Reading
    from vaultsync.tracker.vocabulary import Vocabulary

__all__ = ["PullProblem", "PullResult", "pull"]

PullProblem = Problem


class PullResult(NamedTuple):
    """The lock as it will be, what was found in the sources, and what changes.

    `problems` are those of this pull; `lock.problems` holds those of rows that
    were not read now too.
    """

    lock: Lock
    problems: tuple[PullProblem, ...]
    difference: Difference


def pull(
    sources: Sequence[tuple[str, bytes]],
    old: Lock | None,
    now: str,
    vocabulary: Vocabulary,
    complete: bool = False,
    mapping: ListMapping = NO_MAPPING,
    states: Mapping[str, Validators] | None = None,
) -> PullResult:
    """Return what reading these sources now makes of a lock.

    `sources` are names and bytes, read as one reading; `now` is its time
    (`2026-11-21T20:55:58Z`). `complete` says that sources which do not count
    their rows hold the whole list. `mapping` says what their columns are called,
    `states` what the servers of addresses call what was read. Raises `TrackerError`
    for a source that cannot be read; nothing is taken from the others then.
    """
    before = EMPTY_LOCK if old is None else old
    data = _named(sources)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in data.items()}
    reading = _reading(digests, before.snapshot, now)
    time = reading.time
    readings = {
        name: read_source(name, content, vocabulary, mapping) for name, content in data.items()
    }
    merged = merge_rows([row for each in readings.values() for row in each.rows])
    problems = [problem for each in readings.values() for problem in each.problems]
    problems += merged.problems
    counts = _counts(readings, len(merged.rows), complete, problems)
    reads = tuple(
        SourceRead(name, digests[name], time, counts[name], len(each.rows), pull=reading.pull)
        for name, each in readings.items()
    )
    reads = _with_states(reads, before.snapshot.sources, states or {}, way_of(mapping))

    known = before.snapshot.rows
    whole = isinstance(coverage([row._replace(read=time) for row in merged.rows], reads), Complete)
    pairs = pair_rows(known, merged.rows, whole)
    rows = _heirs(known, [row._replace(read=time) for row in merged.rows], pairs.made)
    stale, listed = _left_over(before.snapshot, rows, reads, {pair.old for pair in pairs.made})
    snapshot = snapshot_of((*rows, *stale), listed)

    staying = {row.key for row in stale}
    for mine, theirs in pairs.doubtful:
        if known[mine].key in staying:
            problems.append(doubtful(merged.rows[theirs], known[mine]))
    heirs = {row.key: heir.key for row, heir in zip(merged.rows, rows, strict=True)}
    problems = [_renamed(_renamed(problem, merged.renamed), heirs) for problem in problems]
    successors = {known[pair.old].key: rows[pair.new].key for pair in pairs.made}
    carried = _carried(before.problems, snapshot, time, problems, data, successors)
    sure = {known[pair.old].key: rows[pair.new].key for pair in pairs.certain}
    stored = [problem for problem in (*problems, *carried) if problem.kind != "unknown-value"]
    lock = Lock(
        snapshot=snapshot,
        identities=_following(before.identities, sure),
        base=before.base,
        kept=before.kept,
        problems=sorted_problems((*stored, *unknown_values(snapshot.rows))),
    )
    changes = difference(known, rows, pairs.made, stale)
    return PullResult(lock, sorted_problems(problems), changes)


def _named(sources: Sequence[tuple[str, bytes]]) -> dict[str, bytes]:
    if not sources:
        raise TrackerError(
            "no source was named", "Name a page's text or a CSV: vaultsync pull --help"
        )
    named: dict[str, bytes] = {}
    for name, data in sources:
        if named.setdefault(name, data) != data:
            raise TrackerError(
                f"{name} changed while it was read", "Its name was given twice. Pull again."
            )
    return named


def way_of(mapping: ListMapping) -> str:
    """Return what stands for how bytes become rows: the readers' state and the mapping."""
    return "-".join(filter(None, (str(READERS), mapping.digest())))


def _with_states(
    reads: Iterable[SourceRead],
    before: Iterable[SourceRead],
    states: Mapping[str, Validators],
    way: str,
) -> tuple[SourceRead, ...]:
    """Return readings with what their servers call them: the old names for the same bytes."""
    known = {(source.source, source.sha256, source.way): source for source in before}
    named = []
    for read in reads:
        state = states.get(read.source)
        old = known.get((read.source, read.sha256, way))
        if state is not None and any(state):
            etag, modified = (old.etag, old.modified) if old else state
            named.append(read._replace(etag=etag, modified=modified, way=way))
        else:
            named.append(read)
    return tuple(named)


class _Reading(NamedTuple):
    """When the sources were read, and what names that reading."""

    time: str
    pull: str


def _reading(digests: Mapping[str, str], snapshot: Snapshot, now: str) -> _Reading:
    """Return the reading that this is: the last one if it read the same bytes, else a later one."""
    known = {source.source: source for source in last_reading(snapshot.sources)}
    if all(name in known and known[name].sha256 == digest for name, digest in digests.items()):
        last = known[next(iter(digests))]
        return _Reading(last.read, last.pull)
    time = _later(now, max((source.read for source in snapshot.sources), default=""))
    named = "\n".join((time, *(f"{digest} {name}" for name, digest in sorted(digests.items()))))
    return _Reading(time, hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:12])


def _later(now: str, newest: str) -> str:
    """Return the time of a reading after the newest: now, or where a clock says less, a second on.

    Rows and sources are of one reading when their times are, so no two may share one.
    """
    if now > newest:
        return now
    import datetime

    try:
        time = datetime.datetime.fromisoformat(newest) + datetime.timedelta(seconds=1)
    except (ValueError, OverflowError):
        return now
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def _counts(
    readings: Mapping[str, Reading], distinct: int, complete: bool, problems: list[Problem]
) -> dict[str, int | None]:
    """Return what each source declares, in the light of the others and of the user's word."""
    counts = {name: reading.declared for name, reading in readings.items()}
    said = sorted({count for count in counts.values() if count is not None})
    last = next(reversed(counts))
    if len(said) > 1:
        numbers = " and ".join(map(str, said))
        message = f"the sources count {numbers} rows: they show different lists or editions"
        problems.append(Problem("count", last, 0, message))
    elif len(counts) > 1 and said and distinct > said[0]:
        message = f"the sources count {said[0]} rows, {distinct} were read"
        problems.append(Problem("count", last, 0, message))
    if not complete:
        return counts
    left_out = sum(problem.kind in ("cells", "no-text") for problem in problems)
    if left_out or said not in ([], [distinct]):
        expected = said[-1] if said and said[-1] != distinct else distinct + left_out
        message = f"the list is not complete: {distinct} rows of {expected} were read"
        problems.append(Problem("not-complete", last, 0, message))
        return counts
    return dict.fromkeys(counts, distinct)


def _heirs(known: Sequence[Row], rows: Sequence[Row], pairs: Iterable[RowPair]) -> tuple[Row, ...]:
    """Return the rows with what only their old readings say, because a page shows less.

    Those are the id, lead, mission and address. Status and priority are never
    inherited: what is not published now has no value.
    """
    heirs = list(rows)
    for mine, at in pairs:
        old, new = known[mine], rows[at]
        heirs[at] = new._replace(
            id=new.id or old.id,
            lead=new.lead or old.lead,
            mission=new.mission or old.mission,
            url=new.url or old.url,
        )
    return tuple(heirs)


def _left_over(
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


def _renamed(problem: Problem, names: Mapping[str, str]) -> Problem:
    return problem._replace(
        key=names.get(problem.key, problem.key), rival=names.get(problem.rival, problem.rival)
    )


def _carried(
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
        problem = _renamed(old, successors)
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


def _following(
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
