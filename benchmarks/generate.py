"""Make a vault of any size, a published list beside it, and a manifest of what is wrong.

The same seed and size make the same bytes. What is made, below one folder:

    vault/           the notes, attachments and settings
    tracker.txt      the published list as it is copied from its page
    tracker.csv      the same as a data set, with ids
    manifest.json    the planted faults and how the list moved on
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.actions import Drift, drifts, lacking, plan_missions, tracker_csv, tracker_page
from benchmarks.boards import canvases, line_of
from benchmarks.disk import PNG, Disk
from benchmarks.faults import KINDS, Fault, Planted, Planter
from benchmarks.gardener import Gardener
from benchmarks.gardens import Garden
from benchmarks.links import Linker
from benchmarks.notes import Writer
from benchmarks.plan import Names, plan_notes
from benchmarks.prose import Prose
from benchmarks.strategy import strategy_notes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.faults import Kind
    from benchmarks.plan import NotePlan

LEAST = 100
SEED = 2026
KINDS_OF_VAULTS = ("kept", "published")


class Manifest(NamedTuple):
    """What stands in a vault that was made.

    `lacking` rows are stated nowhere in the vault; without a tracker there are
    no `actions`.
    """

    notes: int
    seed: int
    actions: int
    lacking: int
    faults: tuple[Fault, ...]
    drift: tuple[Drift, ...]


def generate(folder: Path, notes: int, seed: int = SEED, actions: int | None = None) -> Manifest:
    """Make a vault of exactly `notes` notes below `folder`, which must not exist.

    `actions` are those that the vault describes, `usual_actions` by default.
    Raises `ValueError` for fewer than `LEAST` notes.
    """
    if notes < LEAST:
        raise ValueError(f"a vault needs {LEAST} notes to hold a fault of each kind")
    rng = Random(seed)  # noqa: S311 - chance that can be repeated is what is wanted
    prose, names = Prose(rng), Names()
    missions = plan_missions(rng, prose, actions or usual_actions(notes))
    disk = Disk(folder / "vault")
    own = 0
    for path, text in strategy_notes(missions):
        names.new(path.rpartition("/")[2][:-3])
        disk.write(path, text)
        own += 1
    if own + len(KINDS) > notes:
        raise ValueError(f"{own} notes of actions leave no room in {notes} notes")
    images = [f"Attachments/figure {n:04} {prose.rare_word()}.png" for n in range(notes // 12 + 2)]
    papers = [f"Attachments/paper {n:03} {prose.rare_word()}.pdf" for n in range(notes // 80 + 2)]
    plans = plan_notes(rng, prose, names, notes - own)
    linker = Linker(rng, plans, images, papers)
    writer = Writer(rng, linker, plans)
    planted = _plant(rng, Planter(rng, linker, names), plans)
    faults = []
    for number, plan in enumerate(plans):
        kind, fault = planted.get(number, (None, Planted()))
        text = writer.note(number, fault)
        if kind is not None:
            faults.append(_fault(plan.path, text, kind, fault))
        disk.write(plan.path, text)
    for path in images + papers:
        disk.write_bytes(path, PNG)
    faults += canvases(rng, disk, plans, notes // 500 + 1)
    _settings(disk)
    found = tuple(sorted(faults))
    drift = tuple(sorted(drifts(missions)))
    count = sum(len(area.actions) for mission in missions for area in mission.areas)
    manifest = Manifest(notes, seed, count, lacking(missions), found, drift)
    (folder / "tracker.txt").write_text(tracker_page(missions), "utf-8")
    (folder / "tracker.csv").write_text(tracker_csv(missions), "utf-8")
    (folder / "manifest.json").write_text(_json(manifest), "utf-8")
    return manifest


def generate_garden(folder: Path, notes: int, seed: int = SEED) -> Manifest:
    """Make a vault of exactly `notes` notes as people publish theirs, without a tracker.

    Raises `ValueError` for fewer than `LEAST` notes.
    """
    if notes < LEAST:
        raise ValueError(f"a vault needs {LEAST} notes to hold a fault of each kind")
    rng = Random(seed)  # noqa: S311 - chance that can be repeated is what is wanted
    garden = Garden(rng, notes)
    images = [f"Attachments/figure {n:04}.png" for n in range(notes // 40 + 2)]
    gardener = Gardener(rng, garden, images)
    disk = Disk(folder / "vault")
    faults: list[Fault] = []
    for number, plan in enumerate(garden.notes):
        text, wrong = gardener.note(number)
        disk.write(plan.path, text)
        faults += wrong
    for path in images:
        disk.write_bytes(path, PNG)
    faults += canvases(rng, disk, garden.targets, notes // 150 + 1)
    disk.write(".obsidian/app.json", json.dumps({"attachmentFolderPath": "Attachments"}) + "\n")
    manifest = Manifest(notes, seed, 0, 0, tuple(sorted(faults)), ())
    (folder / "manifest.json").write_text(_json(manifest), "utf-8")
    return manifest


def usual_actions(notes: int) -> int:
    """Return how many actions a vault describes: about 43, as the first users', until it is big."""
    return max(12, min(43, notes // 5), notes // 25)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a vault that was made below `folder`."""
    read: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    faults = tuple(
        Fault(path, kind, code, tuple(lines), tuple(claimed_by))
        for path, kind, code, lines, claimed_by in read["faults"]
    )
    drift = tuple(Drift(*each) for each in read["drift"])
    return Manifest(**{**read, "faults": faults, "drift": drift})


def _json(manifest: Manifest) -> str:
    """Return a manifest with each fault and drift on a line of its own."""
    fields = []
    for name, value in manifest._asdict().items():
        if isinstance(value, tuple):
            lines = ",\n".join(f"  {json.dumps(each, ensure_ascii=False)}" for each in value)
            fields.append(f'"{name}": [\n{lines}\n]')
        else:
            fields.append(f'"{name}": {value}')
    return "{\n" + ",\n".join(fields) + "\n}\n"


def _plant(
    rng: Random, planter: Planter, plans: Sequence[NotePlan]
) -> Mapping[int, tuple[Kind, Planted]]:
    """Return the faults by the number of their note: each kind in one note of a thousand."""
    each = max(1, len(plans) // 1000)
    hosts = [number for number, plan in enumerate(plans) if not plan.leaf]
    chosen = iter(rng.sample(hosts, each * len(KINDS)))
    return {
        number: (kind, kind.plant(planter, plans[number]))
        for kind in KINDS
        for number in [next(chosen) for _ in range(each)]
    }


def _fault(path: str, text: str, kind: Kind, planted: Planted) -> Fault:
    lines = tuple(line_of(text, mark) for mark in planted.marks)
    return Fault(path, kind.name, kind.code, lines, tuple(sorted(kind.claimed_by)))


def _settings(disk: Disk) -> None:
    app = {"alwaysUpdateLinks": True, "attachmentFolderPath": "Attachments"}
    disk.write(".obsidian/app.json", json.dumps(app, indent=2) + "\n")
    types = {
        "types": {"aliases": "aliases", "tags": "tags", "created": "date", "share": "checkbox"}
    }
    disk.write(".obsidian/types.json", json.dumps(types, indent=2) + "\n")


def main() -> None:
    """Make a vault as the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where; it must not exist")
    parser.add_argument("--notes", type=int, default=1000, help="how many (default: 1000)")
    parser.add_argument("--actions", type=int, help="how many the vault describes")
    parser.add_argument("--seed", type=int, default=SEED, help=f"(default: {SEED})")
    parser.add_argument(
        "--kind",
        choices=KINDS_OF_VAULTS,
        default="kept",
        help="kept: beside a tracker, hardly a fault; published: a garden of many scripts, where\n"
        "two notes of five have a fault, without a tracker (default: kept)",
    )
    options = parser.parse_args()
    begun = time.perf_counter()
    if options.kind == "published":
        manifest = generate_garden(options.folder, options.notes, options.seed)
    else:
        manifest = generate(options.folder, options.notes, options.seed, options.actions)
    print(
        f"{manifest.notes} notes, {manifest.actions} actions, {len(manifest.faults)} faults, "
        f"{len(manifest.drift)} drifts in {time.perf_counter() - begun:.1f} s"
    )


if __name__ == "__main__":
    main()
