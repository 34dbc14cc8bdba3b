"""The published list as read: rows, their values, and how much of it was seen."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import NamedTuple


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


class SourceRead(NamedTuple):
    """One source as it was read: the name given to `pull`, its sha256, the time, its count."""

    source: str
    sha256: str
    read: str
    declared: int | None
    rows: int


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
        """Return how much was read, for people: `10 of 43 rows`, `43 rows`."""
        declared = self.coverage.declared
        if declared is None:
            return f"{len(self.rows)} rows"
        return f"{len(self.rows)} of {declared} rows"


_NOT_WORD = re.compile(r"[^\w]+")
_PARTS = re.compile(r"\d+|[^\W\d_]+")


def normalised(text: str) -> str:
    """Return the text for comparison: NFKC, case folded, every other mark a single space.

    It is what row keys are made of, so it never changes.
    """
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def text_digest(text: str, area: str) -> str:
    """Return 8 hexadecimal digits of sha256 over the normalised text and area."""
    data = f"{normalised(text)}\n{normalised(area)}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:8]


def id_parts(published: str) -> tuple[str, ...]:
    """Return the components of an id or label, case folded: `3.1.b` and `3.1b` are equal.

    Numbers lose leading zeros. Two ids are one when their components are.
    """
    return tuple(
        str(int(part)) if part.isdecimal() else part
        for part in _PARTS.findall(published.casefold())
    )
