"""The published list as read: rows, their values, and how much of it was seen."""

from __future__ import annotations

import unicodedata

from vaultsync.lean.cached import lru_cache
from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple
from vaultsync.tracker.ids import id_order, natural_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Value(NamedTuple):
    """A status or priority as published, and the token the vocabulary gives it.

    `token` is None where the value is empty, `-` or unknown: such a value is
    no value; nothing is compared with it or written from it.
    """

    published: str
    token: str | None

    @property
    def unknown(self) -> bool:
        """Return whether something was published that the vocabulary lacks."""
        return self.token is None and self.published.strip() not in ("", "-")


NO_VALUE = Value("", None)


class Row(NamedTuple):
    """One published action.

    `id` is the publisher's key as components joined by `.` (`3.1.b`), or None
    where the source shows none. `source` names the source it was read from as
    given to `pull`; `line` is its line there, counted from 1. `read` is the
    time of that reading (`2026-11-21T20:55:58Z`).
    """

    id: str | None
    text: str
    area: str
    status: Value = NO_VALUE
    priority: Value = NO_VALUE
    lead: str = ""
    mission: str = ""
    url: str = ""
    period: str = ""
    source: str = ""
    line: int = 0
    read: str = ""

    @property
    def key(self) -> str:
        """Return what names the row in locks and output: its id, else `~` and 8 digits.

        The digits are the first of sha256 over the normalised text and area.
        """
        return self.id or "~" + text_digest(self.text, self.area)


class Complete(NamedTuple):
    """Coverage of a snapshot that holds every row the tracker says it has.

    Only code that holds one of these may say that the tracker lacks an action.
    """

    declared: int


class Partial(NamedTuple):
    """Coverage of a snapshot that may lack rows; `declared` is the tracker's own count."""

    declared: int | None


Coverage = Complete | Partial


ProblemKind = Literal[
    "count",  # a source holds more or fewer rows than it counts, or counts disagree
    "no-status",  # a row was published without a status
    "no-action",  # a status was published without an action
    "no-text",  # a row has no text and was left out
    "cells",  # a row of a table has more cells than the header and was left out
    "repeated-id",  # a source holds an id more than once and no period says which is newest
    "unknown-value",  # a status or priority that the vocabulary lacks
    "duplicate-row",  # the same row more than once, with the same values
    "contradicting",  # the same row more than once, with different values: it has none
    "doubtful-row",  # a row may be the newer wording of another; nothing may be written for both
    "not-complete",  # completeness was claimed for a source that counts more rows
]


class Problem(NamedTuple):
    """Something about the published list that a reader of it should know.

    `source` and `line` say where it was published; `key` names the row that it
    is about, or is empty; `rival` names the other row of a doubtful pair.
    `message` may quote the tracker: escape it before it reaches a terminal.
    """

    kind: ProblemKind
    source: str
    line: int
    message: str
    key: str = ""
    rival: str = ""


class SourceRead(NamedTuple):
    """One source as it was read: the name given to `pull`, its sha256, the time, its count.

    Of an address, `etag` and `modified` are what its server calls that state, and
    `way` stands for how the bytes were made into rows: where the way is another
    now, the same bytes are read anew. `pull` names the reading, because two branches
    may pull in one second; it is empty in locks of before it was written.
    """

    source: str
    sha256: str
    read: str
    declared: int | None
    rows: int
    etag: str = ""
    modified: str = ""
    way: str = ""
    pull: str = ""


class Snapshot(NamedTuple):
    """What was read of one tracker, its rows in the published order."""

    rows: tuple[Row, ...]
    coverage: Coverage
    sources: tuple[SourceRead, ...]

    @property
    def read(self) -> str:
        """Return the date of the newest reading, as `2026-11-21`, or an empty string."""
        return max((source.read for source in self.sources), default="")[:10]

    @property
    def complete(self) -> Complete | None:
        """Return the proof that every row was read, or None."""
        return self.coverage if isinstance(self.coverage, Complete) else None

    def extent(self) -> str:
        """Return how much was read, for people: `10 of 43 rows`, `43 rows`.

        Rows that the newest reading did not show are counted apart, because
        readings of different days never add up: `10 of 43 rows and 33 older`.
        """
        newest = max((source.read for source in self.sources), default="")
        older = sum(row.read != newest for row in self.rows)
        rows = f"{len(self.rows) - older}"
        if self.coverage.declared is not None:
            rows += f" of {self.coverage.declared}"
        rows += " row" if rows in ("1", "1 of 1") else " rows"
        return f"{rows} and {older} older" if older else rows


EMPTY_SNAPSHOT = Snapshot((), Partial(None), ())
"""What was read where nothing was."""


def unknown_value(row: Row, field: str, value: Value) -> Problem:
    """Return the problem of a row whose status or priority the vocabulary lacks."""
    message = f'the {field} "{value.published}" is unknown and counts as none'
    return Problem("unknown-value", row.source, row.line, message, row.key)


def coverage(rows: Sequence[Row], sources: Iterable[SourceRead]) -> Coverage:
    """Return how much of the list these rows are, from what their sources declare.

    Complete means that the newest reading by itself reached the count that all
    its sources declare, and that no row is left over from an older one.
    Sources are of one reading when they are of one pull, at one time.
    """
    by_time = sorted(sources, key=lambda source: source.read, reverse=True)
    if not by_time:
        return Partial(None)
    newest = by_time[0].read
    counts = {source.declared for source in by_time if source.read == newest}
    if len(counts) == 1 and last_reading(by_time) and all(row.read == newest for row in rows):
        (declared,) = counts
        if declared is not None and declared == len(rows):
            return Complete(declared)
    counts.discard(None)
    if counts:
        return Partial(counts.pop() if len(counts) == 1 else None)
    return Partial(next((s.declared for s in by_time if s.declared is not None), None))


def last_reading(sources: Iterable[SourceRead]) -> tuple[SourceRead, ...]:
    """Return the sources of the newest reading; none where two are of one second."""
    listed = list(sources)
    newest = max((source.read for source in listed), default="")
    found = tuple(source for source in listed if source.read == newest)
    return found if len({source.pull for source in found}) == 1 else ()


def snapshot_of(rows: Iterable[Row], sources: Iterable[SourceRead]) -> Snapshot:
    """Return rows and sources as a snapshot: sorted, its coverage worked out.

    The rows come in the order in which they were published, which is evidence
    for matching: by id where all have one, else by source and line.
    """
    listed = tuple(rows)
    if all(row.id is not None for row in listed):
        listed = tuple(sorted(listed, key=lambda row: id_order(row.id or "")))
    else:
        listed = tuple(
            sorted(listed, key=lambda row: (natural_order(row.source), row.line, row.key))
        )
    known = tuple(sorted(sources, key=lambda source: natural_order(source.source)))
    return Snapshot(listed, coverage(listed, known), known)


_NOT_WORD = compiled(r"[^\w]+")
_WORDS_ALONE = "".join(
    char.lower() if char.isalnum() or char == "_" else " " for char in map(chr, range(256))
).encode("latin-1")


def normalised(text: str) -> str:
    """Return the text for comparison: NFKC, case folded, every other mark a single space.

    It is what row keys are made of, so it never changes.
    """
    if text.isascii():  # said in steps that take a fourth of the time
        return " ".join(text.encode().translate(_WORDS_ALONE).decode().split())
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


@lru_cache(maxsize=8192)
def text_digest(text: str, area: str) -> str:
    """Return 8 hexadecimal digits of sha256 over the normalised text and area."""
    from vaultsync.lean.digests import sha256_digits  # a list with ids never asks

    data = f"{normalised(text)}\n{normalised(area)}".encode("utf-8", "surrogatepass")
    return sha256_digits(data)[:8]
