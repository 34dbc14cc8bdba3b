"""`vaultsync report --corrections`: what the publisher of the list may want to mend.

Two kinds of things are listed: where the list contradicts itself, and where
the vault knows better and says why. Nothing is proposed for a contradiction:
which of two values is meant only the publisher knows.
"""

from __future__ import annotations

from collections import Counter

from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple, get_args
from vaultsync.match.pairing.verdict import Verdict
from vaultsync.match.wording.words import plain as without_case
from vaultsync.match.wording.words import stems
from vaultsync.report.machine import csv_row
from vaultsync.report.markup import plain
from vaultsync.text import plural
from vaultsync.tracker.ids import id_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from vaultsync.match.pairing.alignment import Alignment
    from vaultsync.tracker.lock import Kept, Lock
    from vaultsync.tracker.model import Problem, ProblemKind, Row, Snapshot
    from vaultsync.tracker.vocabulary import Vocabulary

Kind = Literal["contradiction", "value", "count", "gap", "repetition", "area", "vault"]

COLUMNS = ("kind", "row", "text", "published", "proposed", "why", "source", "line")

_KINDS: dict[ProblemKind, Kind] = {
    "contradicting": "contradiction",
    "repeated-id": "contradiction",
    "unknown-value": "value",
    "count": "count",
    "no-status": "gap",
    "no-action": "gap",
    "no-text": "gap",
    "cells": "gap",
    "duplicate-row": "repetition",
}

_TITLES: dict[Kind, str] = {
    "contradiction": "The list contradicts itself",
    "value": "Values that are not among the list's own words",
    "count": "Counts that do not hold",
    "gap": "Rows that lack something",
    "repetition": "Rows that stand there twice",
    "area": "Areas that are worded in several ways",
    "vault": "What we know better",
}


class Correction(NamedTuple):
    """One thing to mend: what is published, what is proposed if anything is, and why.

    `row` is the key of the row that it is about, empty where it is about more
    than one; `source` and `line` say where it was published, 0 for no line.
    """

    kind: Kind
    row: str
    text: str
    published: str
    proposed: str
    why: str
    source: str
    line: int


def corrections(lock: Lock, alignment: Alignment, vocabulary: Vocabulary) -> tuple[Correction, ...]:
    """Return what the publisher may want to mend, by kind, then in published order."""
    rows = {row.key: row for row in lock.snapshot.rows}
    found = [
        *_of_problems(lock.problems, rows),
        *_of_areas(lock.snapshot.rows),
        *_of_kept(lock.kept, alignment, vocabulary),
    ]
    order = get_args(Kind)
    return tuple(sorted(found, key=lambda each: order.index(each.kind)))


def _of_problems(problems: Iterable[Problem], rows: dict[str, Row]) -> Iterator[Correction]:
    for problem in problems:
        kind = _KINDS.get(problem.kind)
        if kind is not None:
            row = rows.get(problem.key)
            text = row.text if row else ""
            yield Correction(
                kind, problem.key, text, "", "", problem.message, problem.source, problem.line
            )


def _of_areas(rows: Sequence[Row]) -> Iterator[Correction]:
    """Yield each area that several rows word differently.

    Names are one area's where they have the same words but for endings, small
    words and order, or where the ids of their rows say so.
    """
    named = [row for row in rows if row.area.strip()]
    told: set[frozenset[str]] = set()
    for key in (_by_id, _by_words):
        for group in _groups(named, key):
            spelled = Counter(" ".join(row.area.split()) for row in group)
            if len({without_case(area) for area in spelled}) < 2 or frozenset(spelled) in told:
                continue
            told.add(frozenset(spelled))
            (most, times), *others = spelled.most_common()
            clear = times > others[0][1]
            yield Correction(
                "area",
                "",
                "",
                " / ".join(f"{area} ({plural(count, 'row')})" for area, count in spelled.items()),
                most if clear else "",
                "one area, worded in several ways",
                group[0].source,
                group[0].line,
            )


def _by_id(row: Row) -> Hashable:
    parts = id_parts(row.id)[:-1] if row.id else ()
    return parts or None


def _by_words(row: Row) -> Hashable:
    return frozenset(stems(row.area).items())


def _groups(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> Iterator[list[Row]]:
    groups: dict[Hashable, list[Row]] = {}
    for row in rows:
        name = key(row)
        if name is not None:
            groups.setdefault(name, []).append(row)
    yield from groups.values()


def _of_kept(
    kept: Iterable[Kept], alignment: Alignment, vocabulary: Vocabulary
) -> Iterator[Correction]:
    """Yield the local values that are kept for a reason, as long as the tracker says the same."""
    row_of = {
        match.action: match.pair.row
        for match in alignment.actions
        if match.pair is not None and match.pair.verdict is not Verdict.DOUBTFUL
    }
    for each in kept:
        row = row_of.get(each.action)
        if row is None or not each.reason.strip():
            continue
        value = row.status if each.field == "status" else row.priority
        if value.token == each.tracker:
            yield Correction(
                "vault",
                row.key,
                row.text,
                f"{each.field}: {value.published}",
                f"{each.field}: {vocabulary.word(each.field, each.token)}",
                f"{each.reason.strip()} ({each.action}, {each.date})",
                row.source,
                row.line,
            )


def corrections_markdown(
    found: Mapping[str, Sequence[Correction]], snapshots: Mapping[str, Snapshot]
) -> Iterator[str]:
    """Yield the lines of a message to each tracker's publisher; everything quoted is escaped."""
    for number, (name, one) in enumerate(found.items()):
        if number:
            yield ""
        yield from _message(one, snapshots[name], f" to {plain(name)}" if len(found) > 1 else "")


def _message(found: Sequence[Correction], snapshot: Snapshot, name: str) -> Iterator[str]:
    yield f"# Corrections{name}"
    yield ""
    yield plain(f"To the list as it was read on {snapshot.read}: {snapshot.extent()}.")
    if not found:
        yield ""
        yield "Nothing to correct was found."
    last = ""
    for each in found:
        if each.kind != last:
            last = each.kind
            yield ""
            yield f"## {_TITLES[each.kind]}"
            yield ""
        yield from _item(each)


def _item(each: Correction) -> Iterator[str]:
    row = f"row {each.row}: " if each.row else ""
    where = f"{each.source}, line {each.line}" if each.line else each.source
    yield f"- {plain(row + each.why)} ({plain(where)})"
    if each.published:
        yield f"  - published: {plain(each.published)}"
    if each.proposed:
        yield f"  - proposed: {plain(each.proposed)}"
    if each.text:
        yield f"  - action: {plain(each.text)}"


def corrections_csv(found: Mapping[str, Iterable[Correction]]) -> Iterator[str]:
    """Yield the lines of a table with the columns `COLUMNS`, its header first.

    Where there are several trackers, `tracker_name` is a further one.
    """
    several = len(found) > 1
    yield csv_row((*COLUMNS, "tracker_name") if several else COLUMNS)
    for name, one in found.items():
        for each in one:
            line = str(each.line) if each.line else ""
            yield csv_row((*each[:-1], line, *([name] if several else [])))
