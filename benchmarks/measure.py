"""Measuring: whole processes, in turn, with what they printed."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tools import work

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.environments import Environments
    from benchmarks.generate import Manifest
    from benchmarks.tools import Tool, Work

_LAUNCH = str(Path(__file__).with_name("launch.py"))


class Took(NamedTuple):
    """What one run took: seconds, and bytes at its peak."""

    wall: float
    user: float
    system: float
    peak: int
    code: int


class Series(NamedTuple):
    """The runs of one tool in one situation, and the least that any of them did."""

    tool: str
    took: tuple[Took, ...]
    work: Work

    @property
    def wall(self) -> float:
        """Return the median of the seconds from start to end."""
        return statistics.median(each.wall for each in self.took)

    @property
    def processor(self) -> float:
        """Return the median of the seconds that processors worked."""
        return statistics.median(each.user + each.system for each in self.took)

    @property
    def spread(self) -> tuple[float, float]:
        """Return the shortest and the longest time."""
        walls = [each.wall for each in self.took]
        return min(walls), max(walls)

    @property
    def peak(self) -> int:
        """Return the most memory that any run took, in bytes."""
        return max(each.peak for each in self.took)

    def shortest(self) -> Series:
        """Return the series with its shortest run alone."""
        return self._replace(took=(min(self.took, key=lambda each: each.wall),))


def run(command: Sequence[str], folder: Path, output: Path, variables: Mapping[str, str]) -> Took:
    """Run a command in a folder, its output into a file, and return what it took."""
    launch = [sys.executable, "-I", "-S", _LAUNCH, str(folder), str(output), *command]
    done = subprocess.run(launch, env=variables, capture_output=True, text=True, check=True)
    return Took(**json.loads(done.stdout))


def in_turn(
    place: Environments,
    vault: Path,
    manifest: Manifest,
    tools: Sequence[Tool],
    rounds: int,
    before: Callable[[Tool], None],
    before_round: Callable[[int], Manifest | None] = lambda _: None,
) -> list[Series]:
    """Run the tools in turn, A B C A B C …, and return a series for each.

    A first round, which does not count, warms the caches of system and tools.
    `before` is called before each run, `before_round` before each round: what
    it returns is what the vault then holds.
    """
    output = place.home / "output.txt"
    took: dict[str, list[Took]] = {tool.name: [] for tool in tools}
    did: dict[str, list[Work]] = {tool.name: [] for tool in tools}
    for number in range(rounds + 1):
        now = before_round(number) or manifest
        for tool in tools:
            before(tool)
            took[tool.name].append(run(tool.command, vault, output, place.variables))
            text = output.read_text("utf-8", "replace")
            did[tool.name].append(work(tool, text, took[tool.name][-1].code, now))
    return [Series(tool.name, tuple(took[tool.name][1:]), _least(did[tool.name])) for tool in tools]


def _least(did: Sequence[Work]) -> Work:
    """Return the least of what several runs did, and the most that they reported beside it."""
    missed = max(did, key=lambda each: each.claimed - each.found)
    return missed._replace(
        others=max(each.others for each in did),
        code_is_right=all(each.code_is_right for each in did),
    )
