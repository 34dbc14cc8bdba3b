"""What one reading of sources is: its time and name, and what each source counts.

Reading the bytes again that the lock already stands for keeps their time, so
that the lock's bytes do not change and git has nothing to show. Where a part
of the sources changed, all were read now: a list is complete only by one
reading, and pages of different days never add up to one. A reading is later than
any before it, to the second, and has a name, because two branches may read in
one second.
"""

from __future__ import annotations

import hashlib

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.text import plural
from vaultsync.tracker.model import Problem, Snapshot, SourceRead, last_reading
from vaultsync.tracker.readers import READERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vaultsync.tracker.http import Validators
    from vaultsync.tracker.mapping import ListMapping
    from vaultsync.tracker.readers import Reading as Read


class WhenRead(NamedTuple):
    """When the sources were read, and what names that reading."""

    time: str
    pull: str


def when_read(digests: Mapping[str, str], snapshot: Snapshot, now: str) -> WhenRead:
    """Return the reading that this is: the last one if it read the same bytes, else a later one."""
    known = {source.source: source for source in last_reading(snapshot.sources)}
    if all(name in known and known[name].sha256 == digest for name, digest in digests.items()):
        last = known[next(iter(digests))]
        return WhenRead(last.read, last.pull)
    time = _later(now, max((source.read for source in snapshot.sources), default=""))
    named = "\n".join((time, *(f"{digest} {name}" for name, digest in sorted(digests.items()))))
    return WhenRead(time, hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:12])


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


def way_of(mapping: ListMapping) -> str:
    """Return what stands for how bytes become rows: the readers' state and the mapping."""
    return "-".join(filter(None, (str(READERS), mapping.digest())))


def with_states(
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


def counts_of(
    readings: Mapping[str, Read], distinct: int, complete: bool, problems: list[Problem]
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
        verb = "was" if distinct == 1 else "were"
        message = f"the sources count {plural(said[0], 'row')}, {distinct} {verb} read"
        problems.append(Problem("count", last, 0, message))
    if not complete:
        return counts
    left_out = sum(problem.kind in ("cells", "no-text") for problem in problems)
    if left_out or said not in ([], [distinct]):
        expected = said[-1] if said and said[-1] != distinct else distinct + left_out
        verb = "was" if distinct == 1 else "were"
        message = f"the list is not complete: {plural(distinct, 'row')} of {expected} {verb} read"
        problems.append(Problem("not-complete", last, 0, message))
        return counts
    return dict.fromkeys(counts, distinct)
