"""Sessions: what a user types, and all that they then see.

Each file `*.session` is a folder to begin with, then commands with their whole
output (both streams, as a pipe shows them) and exit code. `cp SEED name` brings
in a seed or the project's vault; `cat`, `ls`, `cmp` and `printf` do what they do
in a shell. Run with `UPDATE_SESSIONS=1` to write down what is printed now, and
read the difference before you commit it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
PROJECT = HERE.parent.parent
WHEN = "1795294558"  # 2026-11-21T20:55:58Z

ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "SEEDS": str(DATA / "seeds"),
    "VAULT": str(PROJECT / "vault"),
    "PYTHONPATH": str(PROJECT),  # what is tested here, whatever is installed
    "SOURCE_DATE_EPOCH": WHEN,
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "HOME": "/nonexistent",
}


def sessions() -> list[Path]:
    return sorted(HERE.glob("*.session"))


def parse(text: str) -> list[tuple[str, str]]:
    """Commands with the output that follows them; what stands before the first is a comment."""
    steps: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            steps.append((line[2:], []))
        elif steps:
            steps[-1][1].append(line)
    return [(command, "\n".join(lines).strip("\n")) for command, lines in steps]


def play(command: str, folder: Path) -> str:
    """Run one command line and return what it prints, and its exit code unless that is 0."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=ENVIRONMENT | {"VAULTSYNC_PYTHON": sys.executable},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=60,
    )
    output = done.stdout.decode().replace(str(folder), "~").strip("\n")
    code = f"[exit {done.returncode}]" if done.returncode else ""
    return "\n".join(part for part in (output, code) if part)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tools = tmp_path / "bin"
    tools.mkdir()
    command = tools / "vaultsync"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m vaultsync "$@"\n')
    command.chmod(0o755)
    ENVIRONMENT["PATH"] = f"{tools}:{os.environ['PATH']}"
    work = tmp_path / "work"
    work.mkdir()
    return work


@pytest.mark.parametrize("session", sessions(), ids=lambda path: path.stem)
def test_session(session: Path, folder: Path) -> None:
    text = session.read_text(encoding="utf-8")
    steps = parse(text)
    assert steps, f"{session.name} holds no command"
    seen = [(command, play(command, folder)) for command, _ in steps]
    if os.environ.get("UPDATE_SESSIONS"):
        head = text[: text.index("$ ")]
        session.write_text(
            head
            + "\n\n".join(f"$ {command}\n{output}".rstrip() for command, output in seen)
            + "\n",
            encoding="utf-8",
        )
        return
    for (command, expected), (_, output) in zip(steps, seen, strict=True):
        assert output == expected, f"after: {command}"


def test_the_projects_vault_stands_as_its_authors_left_it() -> None:
    git = shutil.which("git")
    if not git or not (PROJECT / ".git").exists():
        pytest.skip("not a git checkout")
    status = subprocess.run(
        [git, "status", "--porcelain", "--", "vault"], cwd=PROJECT, capture_output=True, check=True
    )
    assert status.stdout == b""
