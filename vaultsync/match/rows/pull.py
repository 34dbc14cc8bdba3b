"""Sources and the lock as it is -> the lock as it will be.

What is read replaces what was known of the same rows: those with the same id,
the same words, or words that are certainly theirs. Rows that were not seen
stay, with the time at which they were, unless the whole list was read: only
then has a row that was not seen gone.
"""

from __future__ import annotations

import hashlib

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.match.rows.carried import following, inherited, left_over, renamed, still_holding
from vaultsync.match.rows.difference import Difference, difference
from vaultsync.match.rows.merge import doubtful, merge_rows
from vaultsync.match.rows.readings import counts_of, way_of, when_read, with_states
from vaultsync.match.rows.rows import pair_rows
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.lock import EMPTY_LOCK, Lock, sorted_problems, unknown_values
from vaultsync.tracker.mapping import NO_MAPPING, ListMapping
from vaultsync.tracker.model import (
    Complete,
    Problem,
    SourceRead,
    coverage,
    snapshot_of,
)
from vaultsync.tracker.readers import read_source
from vaultsync.tracker.readers.languages import rows_in_one_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vaultsync.tracker.http import Validators
    from vaultsync.tracker.readers.languages import LeftOut
    from vaultsync.tracker.vocabulary import Vocabulary

__all__ = ["PullProblem", "PullResult", "pull"]

PullProblem = Problem


class PullResult(NamedTuple):
    """The lock as it will be, what was found in the sources, and what changes.

    `problems` are those of this pull; `lock.problems` holds those of rows that
    were not read now too. `left_out` are rows that were taken for others in another language.
    """

    lock: Lock
    problems: tuple[PullProblem, ...]
    difference: Difference
    left_out: tuple[LeftOut, ...] = ()


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
    reading = when_read(digests, before.snapshot, now)
    time = reading.time
    readings = {
        name: read_source(name, content, vocabulary, mapping) for name, content in data.items()
    }
    every = [row for each in readings.values() for row in each.rows]
    spoken = rows_in_one_language(every, mapping.language)
    merged = merge_rows(spoken.rows)
    problems = [problem for each in readings.values() for problem in each.problems]
    problems += merged.problems
    counts = counts_of(readings, len(merged.rows), complete, problems)
    if spoken.mixed:
        message = "rows in English and in French, which may be the same: read pages of one language"
        problems.append(Problem("count", next(reversed(data)), 0, message))
        counts = dict.fromkeys(counts)
    reads = tuple(
        SourceRead(name, digests[name], time, counts[name], len(each.rows), pull=reading.pull)
        for name, each in readings.items()
    )
    reads = with_states(reads, before.snapshot.sources, states or {}, way_of(mapping))

    known = before.snapshot.rows
    whole = isinstance(coverage([row._replace(read=time) for row in merged.rows], reads), Complete)
    pairs = pair_rows(known, merged.rows, whole)
    rows = inherited(known, [row._replace(read=time) for row in merged.rows], pairs.made)
    stale, listed = left_over(before.snapshot, rows, reads, {pair.old for pair in pairs.made})
    snapshot = snapshot_of((*rows, *stale), listed)

    staying = {row.key for row in stale}
    for mine, theirs in pairs.doubtful:
        if known[mine].key in staying:
            problems.append(doubtful(merged.rows[theirs], known[mine]))
    heirs = {row.key: heir.key for row, heir in zip(merged.rows, rows, strict=True)}
    problems = [renamed(renamed(problem, merged.renamed), heirs) for problem in problems]
    successors = {known[pair.old].key: rows[pair.new].key for pair in pairs.made}
    carried = still_holding(before.problems, snapshot, time, problems, data, successors)
    sure = {known[pair.old].key: rows[pair.new].key for pair in pairs.certain}
    stored = [problem for problem in (*problems, *carried) if problem.kind != "unknown-value"]
    lock = Lock(
        snapshot=snapshot,
        identities=following(before.identities, sure),
        base=before.base,
        kept=before.kept,
        problems=sorted_problems((*stored, *unknown_values(snapshot.rows))),
    )
    changes = difference(known, rows, pairs.made, stale)
    repeated = (*(each.left_out for each in readings.values()), spoken.left_out)
    left_out = tuple(each for each in repeated if each is not None)
    return PullResult(lock, sorted_problems(problems), changes, left_out)


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
