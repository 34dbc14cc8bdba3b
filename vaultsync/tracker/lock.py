"""`vaultsync.lock`: the snapshot that the vault is held against, shared through git.

It is JSON with one entry a line, sorted, so that a pull request shows what
changed and two branches conflict in single lines. For each named tracker it
holds the sources as they were read, the rows, what was said about them, the
identities that were found or accepted, the base (what was last written or
agreed), and the local values that are kept. Words stand as published: their
tokens come from the vocabulary when the lock is read.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple, TypeVar
from vaultsync.tracker.entries import (
    Base,
    Identity,
    Kept,
    base_of,
    check_distinct,
    entry_key,
    identity_of,
    kept_of,
    problem_of,
    row_entry,
    row_of_entry,
    source_entry,
    source_of,
    unknown_names,
)
from vaultsync.tracker.errors import LockError
from vaultsync.tracker.ids import id_order, natural_order
from vaultsync.tracker.lockfile import (
    EMPTY_DOCUMENT,
    LOCK_NAME,
    SECTIONS,
    Document,
    Entry,
    TrackerPart,
    lock_text,
    parsed,
    written,
)
from vaultsync.tracker.model import (
    EMPTY_SNAPSHOT,
    Problem,
    Row,
    Snapshot,
    snapshot_of,
    unknown_value,
)
from vaultsync.tracker.vocabulary import FIELDS, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = [
    "DEFAULT_TRACKER",
    "EMPTY_LOCK",
    "LOCK_NAME",
    "Base",
    "Identity",
    "Kept",
    "Lock",
    "read_lock",
    "write_lock",
]

DEFAULT_TRACKER = "default"


class Lock(NamedTuple):
    """What a lock holds for one tracker.

    `problems` is what `pull` found in the published list, and the values that
    the vocabulary lacks now. `row_lines` gives the line in the lock, counted
    from 1, on which the row of a key stands; it is empty where the lock was
    not read from a file.
    """

    snapshot: Snapshot
    identities: tuple[Identity, ...] = ()
    base: tuple[Base, ...] = ()
    kept: tuple[Kept, ...] = ()
    problems: tuple[Problem, ...] = ()
    row_lines: Mapping[str, int] = {}

    @property
    def doubted(self) -> frozenset[str]:
        """Return the keys of rows that may be wordings of one another: nothing is written."""
        return frozenset(
            key
            for problem in self.problems
            if problem.kind == "doubtful-row"
            for key in (problem.key, problem.rival)
        )


EMPTY_LOCK = Lock(EMPTY_SNAPSHOT)


def read_lock(data: bytes, vocabulary: Vocabulary, name: str = DEFAULT_TRACKER) -> Lock:
    """Return what a lock's bytes hold for a tracker; `EMPTY_LOCK` if they do not name it.

    Raises `LockError`, and nothing else, where they are not what `write_lock`
    makes; where merge markers stand in them, `pull` can still repair them.
    """
    return lock_of(parsed(lock_text(data)), vocabulary, name)


def lock_of(document: Document, vocabulary: Vocabulary, name: str) -> Lock:
    """Return what a lock's content holds for a tracker. Raises `LockError`."""
    part = document.trackers.get(name)
    if part is None:
        return EMPTY_LOCK
    sections = {section: part.sections.get(section, ()) for section in SECTIONS}
    for section, entries in sections.items():
        check_distinct(section, entries)
    sources = tuple(source_of(entry) for entry in sections["sources"])
    times = {source.source: source.read for source in sources}
    rows = tuple(row_of_entry(entry, times, vocabulary) for entry in sections["rows"])
    return Lock(
        snapshot=snapshot_of(rows, sources),
        identities=tuple(identity_of(entry) for entry in sections["identities"]),
        base=tuple(base_of(entry) for entry in sections["base"]),
        kept=tuple(kept_of(entry) for entry in sections["kept"]),
        problems=sorted_problems(
            (*(problem_of(entry) for entry in sections["problems"]), *unknown_values(rows))
        ),
        row_lines={row.key: entry.line for row, entry in zip(rows, sections["rows"], strict=True)},
    )


def unknown_values(rows: Iterable[Row]) -> Iterator[Problem]:
    """Yield a problem for each status and priority that the vocabulary lacks."""
    for row in rows:
        for field, value in (("status", row.status), ("priority", row.priority)):
            if value.unknown:
                yield unknown_value(row, field, value)


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in the order of their places, each once."""
    return tuple(
        sorted(
            set(problems),
            key=lambda problem: (natural_order(problem.source), problem[2:], problem.kind),
        )
    )


def write_lock(lock: Lock, old: bytes | None = None, name: str = DEFAULT_TRACKER) -> bytes:
    """Return the bytes of a lock: equal for equal content, whatever the order it came in.

    `old` is the file as it is: its other trackers stay as they are, and so do
    names that this version does not know. A file with merge markers is
    repaired for that. Raises `LockError` if `old` is not a lock.
    """
    document = _document(old)
    before = document.trackers.get(name, TrackerPart({}, {}))
    sections = {}
    for section, entries in _entries(lock).items():
        sections[section] = _with_extras(section, entries, before.sections.get(section, ()))
    trackers = {**document.trackers, name: TrackerPart(sections, before.extras)}
    return written(Document(trackers, document.extras))


def _document(old: bytes | None) -> Document:
    if old is None:
        return EMPTY_DOCUMENT
    text = lock_text(old)
    try:
        return parsed(text)
    except LockError:
        from vaultsync.tracker.repair import repaired

        return repaired(text)


def _entries(lock: Lock) -> dict[str, list[dict[str, object]]]:
    snapshot = lock.snapshot
    times = {source.source: source.read for source in snapshot.sources}
    stored = (problem for problem in lock.problems if problem.kind != "unknown-value")
    return {
        "sources": [
            source_entry(source)
            for source in sorted(snapshot.sources, key=lambda source: natural_order(source.source))
        ],
        "rows": [
            row_entry(row, times)
            for row in sorted(snapshot.rows, key=lambda row: (id_order(row.id or "~"), row.key))
        ],
        "problems": [_filled(problem) for problem in sorted_problems(stored)],
        "identities": [
            _filled(identity)
            for identity in sorted(
                lock.identities, key=lambda entry: (id_order(entry.action), id_order(entry.key))
            )
        ],
        "base": [_filled(base) for base in _by_action(lock.base)],
        "kept": [_filled(kept) for kept in _by_action(lock.kept)],
    }


_ByAction = TypeVar("_ByAction", Base, Kept)


def _by_action(entries: Iterable[_ByAction]) -> list[_ByAction]:
    return sorted(entries, key=lambda entry: (id_order(entry.action), FIELDS.index(entry.field)))


def _filled(entry: Problem | Identity | Base | Kept) -> dict[str, object]:
    return {name: value for name, value in entry._asdict().items() if value != ""}


def _with_extras(
    section: str, new: Sequence[dict[str, object]], old: Sequence[Entry]
) -> tuple[Entry, ...]:
    """Return entries with the names that the old ones of the same key had and we do not know."""
    extras = {}
    for entry in old:
        unknown = unknown_names(section, entry.values)
        if unknown:
            extras[entry_key(section, entry.values)] = unknown
    if not extras:
        return tuple(Entry(values) for values in new)
    return tuple(Entry({**values, **extras.get(entry_key(section, values), {})}) for values in new)
