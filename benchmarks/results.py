"""What was measured, and its tables."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.targets import PUBLISHED, targets
from benchmarks.tools import OURS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from benchmarks.measure import Series
    from benchmarks.targets import Target
    from benchmarks.watching import Latency


class Matching(NamedTuple):
    """What pairing took: seconds to find the claims and to align them, bytes at the peak."""

    claims: int
    rows: int
    find: float
    align: float
    right: int
    wrong: int
    peak: int


class Results:
    """Series by situation and number of notes, and what is no whole process."""

    def __init__(self) -> None:
        self._series: dict[tuple[str, int], dict[str, Series]] = {}
        self._watching: dict[int, Latency] = {}
        self.matching: Matching | None = None
        self.together: dict[int, int] = {}
        """Bytes that all processes of a cold run take at once, by the number of notes."""

    def add(self, situation: str, notes: int, series: Iterable[Series]) -> None:
        """Keep what was measured in a situation; 0 notes where no vault matters."""
        self._series[situation, notes] = {each.tool: each for each in series}

    def add_latency(self, notes: int, latency: Latency) -> None:
        """Keep what watching a vault of so many notes took."""
        self._watching[notes] = latency

    def shortest(self) -> Results:
        """Return the same with only the shortest run of each series: what a busy machine hides."""
        best = Results()
        for (situation, notes), series in self._series.items():
            best.add(situation, notes, (each.shortest() for each in series.values()))
        for notes, found in self._watching.items():
            best.add_latency(notes, found._replace(seconds=tuple(sorted(found.seconds)[:1])))
        best.matching, best.together = self.matching, self.together
        return best

    @property
    def sizes(self) -> list[int]:
        """Return the numbers of notes, without 0."""
        sizes = {notes for _, notes in self._series} | set(self._watching)
        return sorted(sizes - {0})

    def series(self, situation: str, notes: int) -> Mapping[str, Series]:
        """Return series by tool."""
        return self._series.get((situation, notes), {})

    def walls(self, situation: str, notes: int) -> Mapping[str, float]:
        """Return median seconds by tool."""
        return {name: each.wall for name, each in self.series(situation, notes).items()}

    def latency(self, notes: int) -> float | None:
        """Return the median seconds from a save to its answer, if there was one."""
        found = self._watching.get(notes)
        return statistics.median(found.seconds) if found and found.seconds else None

    def lines(self) -> Iterator[str]:
        """Yield all tables, in Markdown."""
        yield from self._target_lines()
        for situation, notes in sorted(self._series, key=_place):
            yield ""
            yield from self.situation_lines(situation, notes)
        yield from self._other_lines()

    def situation_lines(self, situation: str, notes: int) -> Iterator[str]:
        """Yield the table of one situation, under its heading."""
        yield f"### {_heading(situation, notes)}"
        yield ""
        yield from _series_lines(self._series[situation, notes])

    def _target_lines(self) -> Iterator[str]:
        rows = [
            (
                target.what,
                _amount(target.measured, target.unit),
                _amount(shortest.measured, target.unit),
                _amount(target.must, target.unit),
                _amount(target.aim, target.unit),
                _reached(target),
            )
            for target, shortest in zip(targets(self), targets(self.shortest()), strict=True)
        ]
        if rows:
            yield from table(("what", "medians", "shortest", "must", "aim", "met"), rows)

    def _other_lines(self) -> Iterator[str]:
        if self._watching:
            rows = [
                (
                    f"{notes:,}",
                    _ms(statistics.median(found.seconds)) if found.seconds else "–",
                    _ms(max(found.seconds)) if found.seconds else "–",
                    f"{len(found.seconds)}",
                    f"{found.missed}",
                )
                for notes, found in sorted(self._watching.items())
            ]
            yield ""
            yield "### Watching: from the end of a save to the printed answer"
            yield ""
            yield from table(("notes", "median", "longest", "answers", "missed"), rows)
        if self.matching:
            took = self.matching
            yield ""
            yield "### Matching without ids"
            yield ""
            row = (
                f"{took.claims:,}", f"{took.rows:,}", f"{took.find:.2f} s", f"{took.align:.2f} s",
                f"{took.peak / 1e6:.0f} MB", f"{took.right:,}", f"{took.wrong}",
            )  # fmt: skip
            head = ("places", "rows", "find the claims", "align", "peak", "right", "wrong")
            yield from table(head, [row])


def _place(key: tuple[str, int]) -> tuple[bool, bool, int]:
    """Return what tables are sorted by: published vaults come late, what has no vault last."""
    situation, notes = key
    return not notes, situation.startswith(PUBLISHED), notes


def _reached(target: Target) -> str:
    if target.aim == float("inf"):
        return "–"
    if target.measured <= target.aim:
        return "aim"
    if target.must == float("inf"):
        return "–"
    return "yes" if target.measured <= target.must else "**no**"


def _heading(situation: str, notes: int) -> str:
    return f"{situation.capitalize()}, {notes:,} notes" if notes else situation.capitalize()


def _series_lines(series: Mapping[str, Series]) -> Iterator[str]:
    base = next(iter(series.values())).wall
    rows = []
    for each in series.values():
        work = each.work
        faults = f"{work.found} of {work.claimed}" if work.claimed else "–"
        others = f"{work.others:,}" if work.claimed else "–"
        low, high = each.spread
        rows.append(
            (
                each.tool,
                _ms(each.wall),
                f"{_ms(low)} – {_ms(high)}",
                _ms(each.processor),
                f"{each.peak / 1e6:.0f} MB",
                f"{base / each.wall:.2f} ×",
                faults,
                others,
                "yes" if work.done else "**no**",
            )
        )
    head = (
        "tool", "median", "range", "processor", "peak", f"{OURS} takes", "planted faults found",
        "legal lines reported", "counts",
    )  # fmt: skip
    yield from table(head, rows)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a Markdown table, its columns padded."""
    cells = [[*head], *([*row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for number, row in enumerate(cells):
        padded = [
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield f"| {' | '.join(padded)} |"
        if number == 0:
            rules = ["-" * width if not at else f"{'-' * (width - 1)}:" for at, width in
                     enumerate(widths)]  # fmt: skip
            yield f"| {' | '.join(rules)} |"


def _ms(seconds: float) -> str:
    if seconds < 0.1:
        return f"{seconds * 1e3:.1f} ms"
    return f"{seconds * 1e3:.0f} ms" if seconds < 10 else f"{seconds:.1f} s"


def _amount(value: float, unit: str) -> str:
    if value == float("inf"):
        return "–"
    digits = 2 if unit in ("×", "s") else 0 if unit in ("MB", "%") else 1
    return f"{value:.{digits}f} {unit}"
