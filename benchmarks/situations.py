"""What is measured: each situation that a vault can be in when a tool is called."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.faults import Fault
from benchmarks.measure import in_turn
from benchmarks.together import together
from benchmarks.tools import (
    ALONE,
    EMPTY,
    FLOOR,
    LYCHEE,
    LYCHEE_ANCHORS,
    OURS,
    RUMDL,
    RUMDL_LINKS,
    Tool,
    tools,
)

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.environments import Environments
    from benchmarks.generate import Manifest
    from benchmarks.measure import Series

LOCK = "vaultsync.lock"
SMALL = 1000  # notes below which starting a program is most of what it takes


class Made(NamedTuple):
    """A vault that was made, its published list pulled if it has one."""

    vault: Path
    manifest: Manifest

    @property
    def tracked(self) -> bool:
        """Return whether the vault has a published list to be held against."""
        return self.manifest.actions > 0


def pull(place: Environments, folder: Path) -> None:
    """Read the published list of a made vault into its lock."""
    subprocess.run(
        [str(place.ours / "vaultsync"), "pull", "../tracker.txt"],
        cwd=folder / "vault",
        env=place.variables,
        check=True,
        capture_output=True,
    )


def cold(place: Environments, made: Made, rounds: int) -> list[Series]:
    """Measure runs that know nothing of earlier ones; the system's cache is warm."""
    every = tools(place, made.vault)
    lock = made.vault / LOCK
    aside = made.vault.parent / LOCK

    def before(tool: Tool) -> None:
        tool.forget()
        if tool.name == ALONE and lock.exists():
            lock.rename(aside)
        elif tool.name != ALONE and aside.exists():
            aside.rename(lock)

    names = [OURS, RUMDL, RUMDL_LINKS, LYCHEE, LYCHEE_ANCHORS]
    if made.tracked:
        names.append(ALONE)
    try:
        return in_turn(
            place, made.vault, made.manifest, [every[name] for name in names], rounds, before
        )
    finally:
        before(every[OURS])


def cold_together(place: Environments, made: Made) -> int:
    """Return how many bytes all processes of a cold run of vaultsync take together."""
    tool = tools(place, made.vault)[OURS]
    tool.forget()
    return together(tool.command, made.vault, place.variables)


def unchanged(place: Environments, made: Made, rounds: int) -> list[Series]:
    """Measure runs after which nothing was different from before."""
    every = tools(place, made.vault)
    names = (OURS, FLOOR, EMPTY, RUMDL, RUMDL_LINKS)
    for name in names:
        every[name].forget()
    return in_turn(
        place, made.vault, made.manifest, [every[name] for name in names], rounds, lambda _: None
    )


def one_changed(place: Environments, made: Made, rounds: int) -> list[Series]:
    """Measure runs between which one note got a broken link, or lost it again."""
    every = tools(place, made.vault)
    note = Note(made)
    names = (OURS, RUMDL, RUMDL_LINKS)
    for name in names:
        every[name].forget()

    def before_round(number: int) -> Manifest:
        return note.spoil() if number % 2 else note.restore()

    try:
        return in_turn(
            place,
            made.vault,
            made.manifest,
            [every[name] for name in names],
            rounds,
            lambda _: None,
            before_round,
        )
    finally:
        note.restore()
        note.age()


def version(place: Environments, made: Made, rounds: int) -> list[Series]:
    """Measure what it takes to start at all."""
    every = tools(place, made.vault)
    starting = Tool(f"{OURS} --version", (str(place.ours / OURS), "--version"))
    return in_turn(
        place, made.vault, made.manifest, [starting, every[EMPTY]], rounds, lambda _: None
    )


class Note:
    """A note of a vault in which nothing is wrong, to be spoilt and restored."""

    def __init__(self, made: Made) -> None:
        wrong = {fault.path for fault in made.manifest.faults}
        notes = sorted(made.vault.glob("Topics/*.md"))  # there are such in every kind of vault
        self.path = next(
            path for path in notes if path.relative_to(made.vault).as_posix() not in wrong
        )
        self._manifest = made.manifest
        self.name = self.path.relative_to(made.vault).as_posix()
        self.text = self.path.read_text("utf-8")
        self.spoilt = f"{self.text}\nCompare [this](Nowhere%20at%20all.md).\n"
        self._state = self.path.stat()

    def spoil(self) -> Manifest:
        """Add a broken link to the note; return what the vault then holds."""
        self.path.write_text(self.spoilt, "utf-8")
        claims = ("lychee", "lychee-fragments", "rumdl", "rumdl-links")
        fault = Fault(self.name, "new broken link", "L401", (self.spoilt.count("\n"),), claims)
        return self._manifest._replace(faults=(*self._manifest.faults, fault))

    def restore(self) -> Manifest:
        """Take the broken link out again; return what the vault then holds."""
        self.path.write_text(self.text, "utf-8")
        return self._manifest

    def age(self) -> None:
        """Make the note as old as it was."""
        os.utime(self.path, ns=(self._state.st_atime_ns, self._state.st_mtime_ns))
