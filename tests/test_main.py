"""`python -m vaultsync`, where the working folder is the vault."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.asking import ANY_TICK, settle

if TYPE_CHECKING:
    from pathlib import Path


def asked(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "vaultsync", *arguments]
    return subprocess.run(command, capture_output=True, check=False)


def test_no_file_of_the_vault_is_run(vault: Path) -> None:
    (vault / "click.py").write_text("raise SystemExit('this was run')\n")
    answer = asked("rule", "L401")
    assert (answer.returncode, answer.stderr) == (0, b"")


def test_what_comes_into_the_vault_makes_no_other_program(vault: Path) -> None:
    for number in range(120):
        (vault / f"n{number}.md").write_text(f"[[n{number + 1}]]\n")
    settle(ANY_TICK)
    first = asked("check")
    index = vault / ".vaultsync" / "cache" / "index"
    before = index.stat().st_ino
    settle(ANY_TICK)
    assert asked("check").stdout == first.stdout
    (vault / "n120.md").write_text("Words\n")
    settle(ANY_TICK)
    assert b"No problems" in asked("check").stdout
    assert index.stat().st_ino == before
