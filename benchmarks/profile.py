"""Where the time of `vaultsync check` goes: its stages one by one, or its functions.

Each stage is asked for by itself, before the next one needs it, so what is
found on demand is counted where it is made. Times are those of the processor.
"""

from __future__ import annotations

import argparse
import gc
import io
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.generate import generate
from benchmarks.results import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.cli.opening import Opened
    from vaultsync.rules.rule import Published


_RULE = "rule "
_SHOWN = 0.01  # the share of the whole from which a rule has a line of its own


class Stages:
    """Seconds by stage, in the order in which they ran."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Count the time of a block for a stage."""
        begun = time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - begun

    def lines(self, notes: int) -> Iterator[str]:
        """Yield a table of the stages."""
        whole = sum(self.seconds.values())
        shown: dict[str, float] = {}
        for name, took in self.seconds.items():
            small = name.startswith(_RULE) and took < whole * _SHOWN
            name = "the other rules for vaults" if small else name
            shown[name] = shown.get(name, 0.0) + took
        rows = [
            (name, f"{took * 1e3:.0f} ms", f"{took / whole:.0%}", f"{took / notes * 1e6:.0f}")
            for name, took in (*shown.items(), ("all", whole))
        ]
        yield from table(("stage", "time", "share", "µs a note"), rows)


def main() -> None:
    """Profile as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vault", nargs="?", type=Path, help="a vault; one is made without")
    parser.add_argument("--notes", type=int, default=1000, help="of the vault that is made")
    parser.add_argument("--warm", action="store_true", help="with what an earlier check kept")
    parser.add_argument("--functions", type=int, metavar="N", help="the N costliest functions")
    options = parser.parse_args()
    if options.vault:
        _profile(options.vault, options)
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "made")
        generate(made, options.notes)
        _apart("pull", "--vault", str(made / "vault"), str(made / "tracker.txt"))
        _profile(made / "vault", options)


def _apart(*arguments: str) -> None:
    """Run vaultsync in a process of its own, so that here all is still to be imported."""
    command = [sys.executable, "-m", "vaultsync", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 2:
        sys.exit(done.stderr)


def _profile(vault: Path, options: argparse.Namespace) -> None:
    if options.warm:
        _apart("check", "--vault", str(vault))
    else:
        _apart("clean", "--vault", str(vault))
    if options.functions:
        _functions(vault, options.functions)
    else:
        stages = Stages()
        notes = _staged(vault, stages)
        print("\n".join(stages.lines(notes)))


def _quietly(arguments: list[str]) -> None:
    from vaultsync.cli import run

    with redirect_stdout(io.StringIO()):
        if run(arguments) == 2:
            sys.exit("vaultsync failed")


def _functions(vault: Path, count: int) -> None:
    import cProfile
    import pstats

    profiler = cProfile.Profile()
    profiler.runcall(_quietly, ["check", "--vault", str(vault)])
    pstats.Stats(profiler).sort_stats("tottime").print_stats(count)


def _staged(vault: Path, stage: Stages) -> int:
    """Check a vault stage by stage; return how many notes it has."""
    gc.disable()  # as the command line does
    with stage("import"):
        from vaultsync.cli.opening import open_vault
        from vaultsync.report.passages import Way, passage
        from vaultsync.report.summary import counted, standing, summarised
        from vaultsync.report.tally import tally
        from vaultsync.rules.faults import fault_code
        from vaultsync.rules.registry import NOTE_RULES, VAULT_RULES, judge, settled
        from vaultsync.rules.rule import View
    with stage("list files, read settings and lock"):
        opened = open_vault(str(vault), (), "never")
    kept = opened.workspace.vault
    with stage("read and decode notes"):
        notes = [note for path in kept.note_paths if (note := kept.note(path))]
    with stage("scan"):
        for note in notes:
            _ = note.facts
    with stage("name headings, links, tags"):
        for note in notes:
            _ = note.headings, note.links, note.tags
    with stage("properties"):
        for note in notes:
            if note.frontmatter is not None:
                _ = note.properties.links
    with stage("resolve links"):
        for path in kept.source_paths:
            kept.uses(path)
    with stage("embeds within embeds"):
        _ = kept.embeds
    with stage("conflict copies"):
        _ = kept.conflict_copies
    published = _published(opened, stage)
    view = View(kept, opened.found.config, published)
    with stage("what is wrong with each link"):
        for path in kept.source_paths:
            for use in kept.uses(path):
                fault_code(use, view)
    with stage("rules for single notes"):
        for note_rule in NOTE_RULES:
            for note in note_rule.NEEDS(notes, view):
                tuple(note_rule.check_note(note, view))
    for vault_rule in VAULT_RULES:
        with stage(f"{_RULE}{vault_rule.CODE}"):
            tuple(vault_rule.check_vault(view))
    found = judge(view)  # once more, for what comes after it
    with stage("suppress, select, sort"):
        said = settled(found, view)
    with stage("report"):
        standings = {}
        if published:
            tallies = map(tally, published.agreements)
            standings[published.name] = standing(tallies, published.lock.snapshot)
        summarised(counted(said), len(notes), standings)

        def line(path: str, number: int) -> str | None:
            note = kept.note(path) if path.endswith(".md") else None
            return note.lines.line_text(number) if note else None

        passage(said, Way(concise=False, room=80, color=False), line)
    if kept.sources.cache is not None:
        with stage("keep for the next run"):
            kept.sources.cache.save(len(notes))
    return len(notes)


def _published(opened: Opened, stage: Stages) -> Published | None:
    """Hold the vault against its first tracker, as `Workspace` does."""
    vault = opened.workspace.vault
    if not opened.workspace.trackers:
        return None
    tracker = opened.workspace.trackers[0]
    with stage("import"):
        from vaultsync.agreement import agree
        from vaultsync.held import carries_managed_tags
        from vaultsync.match.claims import find_claims
        from vaultsync.match.pairing.alignment import align
        from vaultsync.match.places.labels import LabelPattern
        from vaultsync.rules.rule import Published
    config, lock = opened.found.config, tracker.lock
    names, vocabulary = config.names, tracker.vocabulary
    with stage("find claims by label"):
        find_claims(vault, LabelPattern(config.label), None, names.id_property)
    with stage("find claims by text"):
        claims = find_claims(vault, LabelPattern(config.label), lock.snapshot, names.id_property)
    with stage("align claims and rows"):
        alignment = align(
            claims,
            lock.snapshot,
            lock.identities,
            config.scope,
            lambda claim: carries_managed_tags(vault, claim, names, vocabulary),
        )
    with stage("agree field by field"):
        agreements = agree(alignment, vault, lock, names, vocabulary)
    return Published(tracker.shown, lock, tracker.row_lines, vocabulary, alignment, agreements)


if __name__ == "__main__":
    main()
