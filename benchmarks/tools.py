"""The tools that are compared: how each is run, what it forgets, what it says it found."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from benchmarks.environments import Environments
    from benchmarks.generate import Manifest

OURS = "vaultsync"
ALONE = "vaultsync, no tracker"
RUMDL = "rumdl"
RUMDL_LINKS = "rumdl, its two link rules"
LYCHEE = "lychee with wikilinks"
LYCHEE_ANCHORS = "lychee with wikilinks and anchors"
FLOOR = "bare stat walk"
EMPTY = "empty console script"


class Place(NamedTuple):
    """Where a tool found something: a path in the vault, a line from 1."""

    path: str
    line: int


class Tool(NamedTuple):
    """A tool. `command` runs in the vault; `caches` are what it keeps between runs.

    `code` is its exit code when it found something. `claims` names it in the
    manifest, empty for one that looks for nothing; vaultsync claims everything.
    `places` reads its output.
    """

    name: str
    command: tuple[str, ...]
    caches: tuple[Path, ...] = ()
    code: int = 0
    claims: str = ""
    places: Callable[[str], Iterable[Place]] = lambda _: ()

    def forget(self) -> None:
        """Drop what earlier runs left."""
        for cache in self.caches:
            shutil.rmtree(cache, ignore_errors=True)


class Work(NamedTuple):
    """What a run did: how many planted faults it found, of how many that its tool claims.

    `others` are findings where nothing was planted: legal links that it calls
    broken.
    """

    found: int
    claimed: int
    others: int
    code_is_right: bool

    @property
    def done(self) -> bool:
        """Return whether the run counts."""
        return self.code_is_right and self.found == self.claimed


def tools(place: Environments, vault: Path) -> dict[str, Tool]:
    """Return the tools by name, set up for one vault."""
    state = (vault / ".vaultsync", place.home / "cache" / "xdg")
    check = (str(place.ours / "vaultsync"), "check")
    lychee = (
        *(str(place.peers / "lychee"), "--offline", "--no-progress", "--include-wikilinks"),
        # Links without `.md` are tried with it; wikilinks need a base to start from.
        *("--base-url", f"{vault.as_uri()}/", "--fallback-extensions", "md"),
    )
    made = (
        Tool(OURS, check, state, 1, OURS, _vaultsync),
        Tool(ALONE, check, state, 1, OURS, _vaultsync),
        _rumdl(place, RUMDL, "rumdl", ()),
        _rumdl(place, RUMDL_LINKS, "rumdl-links", ("--enable", "MD051,MD057")),
        Tool(LYCHEE, (*lychee, "."), (), 2, "lychee", _lychee),
        Tool(
            LYCHEE_ANCHORS,
            (*lychee, "--include-fragments", "."),
            (),
            2,
            "lychee-fragments",
            _lychee,
        ),
        Tool(FLOOR, (place.python, str(Path(__file__).with_name("floor.py")), str(vault))),
        Tool(EMPTY, (str(place.ours / "empty"),)),
    )
    return {tool.name: tool for tool in made}


def _rumdl(place: Environments, name: str, claims: str, more: tuple[str, ...]) -> Tool:
    cache = place.home / "cache" / claims
    command = (
        *(str(place.peers / "rumdl"), "check", "--no-config", "--flavor", "obsidian"),
        *("--cache-dir", str(cache), *more, "."),
    )
    return Tool(name, command, (cache,), 1, claims, _rumdl_places)


def work(tool: Tool, output: str, code: int, manifest: Manifest) -> Work:
    """Return what a run did, from what it printed."""
    if not tool.claims:
        return Work(0, 0, 0, code == tool.code)
    places = set(tool.places(output))
    claimed = [f for f in manifest.faults if tool.claims == OURS or tool.claims in f.claimed_by]
    found = sum(any(Place(fault.path, line) in places for line in fault.lines) for fault in claimed)
    planted = {Place(fault.path, line) for fault in manifest.faults for line in fault.lines}
    return Work(found, len(claimed), len(places - planted), code == tool.code)


_OURS_LINE = re.compile(r"^(\S.*?):(\d+):\d+: ([A-Z]\d{3}) ", re.MULTILINE)
_RUMDL_LINE = re.compile(r"^(\S.*?):(\d+):\d+: \[(MD\d+)\]", re.MULTILINE)
_LYCHEE_PART = re.compile(r"^\[\./(.+)\]:$|^\[ERROR\].*?\(at (\d+):\d+\)", re.MULTILINE)


def _vaultsync(output: str) -> Iterator[Place]:
    for path, line, code in _OURS_LINE.findall(output):
        # Agreement with the tracker is not a planted fault, and L416 is a summary.
        if code[0] != "T" and code != "L416":
            yield Place(path, int(line))


def _rumdl_places(output: str) -> Iterator[Place]:
    for path, line, rule in _RUMDL_LINE.findall(output):
        # Links, merge markers and encoding; the rest is style.
        if rule in ("MD051", "MD057", "MD092", "MD094"):
            yield Place(path, int(line))


def _lychee(output: str) -> Iterator[Place]:
    path = ""
    for name, line in _LYCHEE_PART.findall(output):
        if name:
            path = name
        else:
            yield Place(path, int(line))
