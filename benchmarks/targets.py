"""What the speed should be, as ratios and differences within one run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tools import EMPTY, FLOOR, LYCHEE, OURS, RUMDL, RUMDL_LINKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.results import Results

PUBLISHED = "published vault, "  # before the situations of such a vault
LARGE = 100_000  # notes from which memory counts
_MB = 1e6
_NONE = float("inf")


class Target(NamedTuple):
    """Something to reach: `measured` must be at most `must`, and at best `aim`.

    Both can be infinite: then it is only told. `unit` is `×`, `ms`, `s`, `MB` or `%`.
    """

    what: str
    measured: float
    must: float
    aim: float
    unit: str


def targets(results: Results) -> Iterator[Target]:
    """Yield every target for which there is a measurement."""
    for notes in results.sizes:
        yield from _unchanged(results, notes)
        yield from _cold(results, notes)
        yield from _changed(results, notes)
        latency = results.latency(notes)
        if latency is not None and notes >= 10_000:
            yield Target(f"watch, {notes:,} notes: save to answer", latency * 1e3, 100, 60, "ms")
    yield from _version(results)
    yield from _matching(results)
    yield from _growth(results)
    for notes in results.sizes:
        yield from _published(results, notes)


def _unchanged(results: Results, notes: int) -> Iterator[Target]:
    what = f"nothing changed, {notes:,} notes"
    walls = results.walls("unchanged", notes)
    if OURS not in walls:
        return
    if notes < 1000:
        yield Target(f"{what}: above an {EMPTY}", _ms(walls[OURS] - walls[EMPTY]), 12, 8, "ms")
    elif notes >= 6600:
        yield Target(f"{what}: of a {FLOOR}", walls[OURS] / walls[FLOOR], 1.5, 1.2, "×")
        yield Target(f"{what}: of {RUMDL}", walls[OURS] / walls[RUMDL], 0.15, 0.1, "×")


def _cold(results: Results, notes: int) -> Iterator[Target]:
    what = f"cold, {notes:,} notes"
    walls = results.walls("cold", notes)
    if OURS not in walls:
        return
    if notes < 1000:
        yield Target(f"{what}: of {RUMDL}", walls[OURS] / walls[RUMDL], 1.5, 1.5, "×")
        links = walls[OURS] / walls[RUMDL_LINKS]
        yield Target(f"{what}: of {RUMDL_LINKS}", links, _NONE, 1.0, "×")
    elif 6600 <= notes < LARGE:
        for peer, must, aim in ((RUMDL, 0.45, 0.25), (RUMDL_LINKS, 0.8, 0.5), (LYCHEE, 0.7, 0.4)):
            yield Target(f"{what}: of {peer}", walls[OURS] / walls[peer], must, aim, "×")
    elif notes >= LARGE:
        yield Target(f"{what}: of {RUMDL}", walls[OURS] / walls[RUMDL], 0.6, 0.4, "×")
        peak = results.series("cold", notes)[OURS].peak
        yield Target(f"{what}: memory of the largest process", peak / _MB, 500, 400, "MB")
        if all_of_them := results.together.get(notes):
            yield Target(f"{what}: memory of all processes", all_of_them / _MB, 500, 400, "MB")


def _changed(results: Results, notes: int) -> Iterator[Target]:
    changed = results.walls("one note changed", notes)
    same = results.walls("unchanged", notes)
    if notes < 10_000 or OURS not in changed or OURS not in same:
        return
    must, aim = (30, 15) if notes < 100_000 else (250, 120)
    more = _ms(changed[OURS] - same[OURS])
    yield Target(f"one note changed, {notes:,} notes: above unchanged", more, must, aim, "ms")


def _version(results: Results) -> Iterator[Target]:
    walls = results.walls("version", 0)
    if walls:
        more = _ms(walls[f"{OURS} --version"] - walls[EMPTY])
        yield Target(f"--version: above an {EMPTY}", more, 15, 10, "ms")


def _matching(results: Results) -> Iterator[Target]:
    took = results.matching
    if took is not None:
        what = f"{took.rows:,} claims × {took.rows:,} rows without ids"
        yield Target(what, took.align, 10, 3, "s")
        yield Target(f"{what}: memory", took.peak / _MB, 1000, 1000, "MB")


def _growth(results: Results) -> Iterator[Target]:
    sizes = [n for n in results.sizes if n >= 1000 and OURS in results.walls("cold", n)]
    if len(sizes) > 1:
        first, last = sizes[0], sizes[-1]
        start = results.walls("version", 0).get(f"{OURS} --version", 0.0)
        each = [(results.walls("cold", n)[OURS] - start) / n for n in (first, last)]
        what = f"cost of a note, from {first:,} to {last:,} notes: growth"
        yield Target(what, (each[1] / each[0] - 1) * 100, 25, 0, "%")


def _published(results: Results, notes: int) -> Iterator[Target]:
    """Yield ratios for a vault as people publish them: there is no target yet."""
    for situation, what in (
        ("cold", "cold"),
        ("unchanged", "nothing changed"),
        ("one note changed", "one note changed"),
    ):
        walls = results.walls(f"{PUBLISHED}{situation}", notes)
        for peer in (RUMDL, RUMDL_LINKS, LYCHEE):
            if OURS in walls and peer in walls:
                told = f"{PUBLISHED}{what}, {notes:,} notes: of {peer}"
                yield Target(told, walls[OURS] / walls[peer], _NONE, _NONE, "×")


def _ms(seconds: float) -> float:
    return seconds * 1e3
