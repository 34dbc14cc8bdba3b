"""`docs/matching.md` shows what is printed, and the weights that are used.

The commands run in a copy of the project's vault. Run with `UPDATE_SESSIONS=1`
(and `-m ""` for the figures) to write down what they print now.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.sessions.test_sessions import PROJECT, folder, play
from vaultsync.match.pairing.score import SETTLED, Alike, Signs, weights

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["folder"]  # the fixture

PAGE = PROJECT / "docs" / "matching.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FIGURES = "python -m tests.match.quality"


def shown(command: str, output: str) -> str:
    """A command with its output, files named from the folder that it runs in."""
    output = output.replace("~/", "")
    return f"$ {command}\n{output}\n" if output else f"$ {command}\n"


def hold(run: Callable[[str], str], figures: bool) -> None:
    """Run the blocks that are about the figures, or the others, and compare or write them."""
    text = PAGE.read_text(encoding="utf-8")

    def block(found: re.Match[str]) -> str:
        commands = re.findall(r"^\$ (.+)$", found[1], re.MULTILINE)
        if (commands == [FIGURES]) != figures:
            return found[0]
        return "```console\n" + "\n".join(shown(each, run(each)) for each in commands) + "```"

    now = BLOCK.sub(block, text)
    if os.environ.get("UPDATE_SESSIONS"):
        PAGE.write_text(now, encoding="utf-8")
    else:
        assert now == text


def test_what_is_shown_is_what_is_printed(folder: Path) -> None:
    vault = folder / "vault"
    shutil.copytree(PROJECT / "vault", vault)
    hold(lambda command: play(command, vault), figures=False)


@pytest.mark.slow
def test_the_figures_are_what_is_measured() -> None:
    def measured(_: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "tests.match.quality"],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            check=True,
            timeout=600,
        )
        return done.stdout.decode().rstrip("\n")

    hold(measured, figures=True)


def test_the_weights_are_those_that_are_used() -> None:
    likest, unlike = Alike(1.0, 1.0), Alike(0.0, 0.0)
    changed = tuple((kind, "") for kind in ("number", "date", "negation"))
    best = dict(weights(Signs(likest, True, "between", True, (), True, False, False)))
    worst = dict(weights(Signs(unlike, False, "crossing", False, changed, False, True, False)))
    used = {
        name: pytest.approx((best.get(name, 0.0), worst.get(name, 0.0))) for name in best | worst
    }
    told = {}
    text = PAGE.read_text(encoding="utf-8")
    for names, good, bad in re.findall(
        r"^\| (`[^|]+) \| ([\d.]*) ?\| (-?[\d.]*) ?\| ", text, re.MULTILINE
    ):
        for name in re.findall(r"`([^`]+)`", names):
            told[name] = (float(good or 0), float(bad or 0))
    assert told == used
    assert f"weighs {SETTLED:.2f}; all else then weighs half" in text
