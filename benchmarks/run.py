"""Compare vaultsync with its peers on vaults made for the purpose, and print the tables."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks import situations
from benchmarks.environments import ROOT, Environments, prepare
from benchmarks.generate import KINDS_OF_VAULTS, read_manifest
from benchmarks.machine import machine_lines
from benchmarks.measure import run
from benchmarks.page import page
from benchmarks.results import Matching, Results
from benchmarks.targets import LARGE, PUBLISHED
from benchmarks.watching import watch_latency

_SIZES = (170, 1000, 6600, 10_000)
_QUICK_SIZES = (170, 1000)
_PUBLISHED_SIZES = (170, 3000, 10_000)
_QUICK_PUBLISHED_SIZES = (170,)
_PARTS = ("cold", "unchanged", "changed", "watch", "version", "matching")
_RESULTS = Path(__file__).with_name("RESULTS.md")
_WATCHED = 1000  # notes from which watching is measured


def main() -> None:
    """Measure what the command line asks for."""
    options = _options()
    sizes = options.sizes or (_QUICK_SIZES if options.quick else _SIZES)
    published = _QUICK_PUBLISHED_SIZES if options.quick else _PUBLISHED_SIZES
    place = prepare(options.home.resolve())
    results = Results()
    if "kept" in options.kinds:
        for notes in sizes:
            _measure(place, "kept", notes, options, results)
    if "published" in options.kinds:
        for notes in options.published_sizes or published:
            _measure(place, "published", notes, options, results)
    if "version" in options.only:
        made = _made(place, "kept", sizes[0])
        rounds = 10 if options.quick else 25
        results.add("version", 0, situations.version(place, made, rounds))
    if "matching" in options.only:
        count = 1000 if options.quick else 10_000
        results.matching = _matching(place, count)
    machine = "\n".join(machine_lines(place))
    tables = "\n".join(results.lines())
    print(f"{machine}\n\n{tables}")
    if options.write:
        _RESULTS.write_text(page(machine, tables), "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small vaults, within a minute")
    parser.add_argument(
        "--kinds",
        type=_kinds,
        default=KINDS_OF_VAULTS,
        help="of vaults: kept (beside a tracker, hardly a fault), published (as people put them "
        "on the web: many faults, many scripts, no tracker); both without this",
    )
    parser.add_argument("--sizes", type=_sizes, help="numbers of notes of kept vaults: 170,6600")
    parser.add_argument(
        "--published-sizes", type=_sizes, help="numbers of notes of published vaults: 170,3000"
    )
    parser.add_argument("--rounds", type=int, help="how often each command runs")
    parser.add_argument("--only", type=_parts, default=_PARTS, help=", ".join(_PARTS))
    parser.add_argument("--write", action="store_true", help=f"write {_RESULTS.name}")
    parser.add_argument(
        "--home",
        type=Path,
        default=Path.home() / ".cache" / "vaultsync-benchmarks",
        help="where tools and vaults go; no folder above it may be ignored by git",
    )
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _parts(text: str) -> tuple[str, ...]:
    return _some_of(text, _PARTS)


def _kinds(text: str) -> tuple[str, ...]:
    return _some_of(text, KINDS_OF_VAULTS)


def _some_of(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names that a text lists."""
    names = tuple(text.split(","))
    if unknown := set(names).difference(known):
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: choose from {', '.join(known)}")
    return names


def _measure(
    place: Environments, kind: str, notes: int, options: argparse.Namespace, results: Results
) -> None:
    """Measure all that is asked for on one vault."""
    only = options.only
    if not {"cold", "unchanged", "changed", "watch"}.intersection(only):
        return
    made = _made(place, kind, notes)
    before = PUBLISHED if kind == "published" else ""
    rounds = options.rounds or (3 if options.quick else 5)
    many = rounds * 3 if notes < situations.SMALL else rounds
    for part, name, measured, times in (
        ("cold", "cold", situations.cold, many),
        ("unchanged", "unchanged", situations.unchanged, many),
        ("changed", "one note changed", situations.one_changed, rounds),
    ):
        if part in only:
            results.add(before + name, notes, measured(place, made, times))
            _tell(*results.situation_lines(before + name, notes))
    if "cold" in only and kind == "kept" and notes >= LARGE:
        results.together[notes] = situations.cold_together(place, made)
    if "watch" in only and kind == "kept" and notes >= _WATCHED:
        results.add_latency(notes, watch_latency(place, made, 6 if options.quick else 20))


def _made(place: Environments, kind: str, notes: int) -> situations.Made:
    """Make a vault anew, in a process of its own, and pull its list if it has one."""
    folder = place.home / "vaults" / (str(notes) if kind == "kept" else f"{kind}-{notes}")
    if folder.exists():
        shutil.rmtree(folder)
    command = [sys.executable, "-m", "benchmarks.generate", str(folder), "--notes", str(notes)]
    command += ["--kind", kind]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    made = situations.Made(folder / "vault", read_manifest(folder))
    if made.tracked:
        situations.pull(place, folder)
    return made


def _matching(place: Environments, count: int) -> Matching:
    output = place.home / "output.txt"
    # The benchmarks come from here, vaultsync from where pip put it.
    path = f"import sys; sys.path.append({str(ROOT)!r}); sys.argv = ['matching', '{count}']"
    command = (place.python, "-I", "-c", f"{path}; from benchmarks.matching import main; main()")
    took = run(command, place.home, output, place.variables)
    if took.code:
        sys.exit(output.read_text("utf-8"))
    said = json.loads(output.read_text("utf-8"))
    del said["pull"]
    return Matching(**said, peak=took.peak)


def _tell(*lines: str) -> None:
    """Show how far it is, for those who wait."""
    print("\n".join(lines), "\n", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
