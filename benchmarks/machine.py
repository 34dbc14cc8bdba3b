"""On what, with what and when: enough to judge a measurement by, and no more."""

from __future__ import annotations

import datetime
import os
import platform
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.environments import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.environments import Environments


def machine_lines(place: Environments) -> Iterator[str]:
    """Yield the machine, the versions and the date, as a Markdown list."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    yield f"- {datetime.datetime.now(datetime.UTC):%Y-%m-%d}, vaultsync at {_revision()}"
    yield f"- {_processor()}, {cores} cores, {memory:.0f} GB"
    yield f"- {platform.system()} {platform.release().split('-')[0]}, Python {_python(place)}"
    peers = (place.peers / "rumdl", place.peers / "lychee")
    yield f"- {', '.join(_said(str(peer), '--version') for peer in peers)}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _revision() -> str:
    git = ("git", "-C", str(ROOT))
    revision = _said(*git, "rev-parse", "--short", "HEAD")
    changed = _said(*git, "status", "--porcelain", "--", "vaultsync")
    return f"{revision or 'an unknown revision'}{' with changes' if changed else ''}"


def _python(place: Environments) -> str:
    return _said(place.python, "--version").removeprefix("Python ")


def _said(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip()
