"""`docs/trackers.md` does what it says: its files are written, its commands run in their order.

A block whose info string ends in a file's name is that file; `⋮` stands for lines
that are not shown. Run with
`UPDATE_SESSIONS=1` to write down what the commands print now.
"""

from __future__ import annotations

import io
import os
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from vaultsync.cli import run
from vaultsync.config_file import read_config

PAGE = Path(__file__).parent.parent.parent / "docs" / "trackers.md"

PART = re.compile(r"^## |^```(\w+)(?: ([^\n]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FIRST_DAY = 1795294558  # 2026-11-21


def printed(command: str) -> str:
    """Return what a command prints, on both streams, and its exit code unless that is 0."""
    program, *arguments = shlex.split(command)
    assert program == "vaultsync"
    stream = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with redirect_stdout(stream), redirect_stderr(stream):
        code = run(arguments)
    output = stream.buffer.getvalue().decode()  # type: ignore[attr-defined]  # it is a BytesIO
    output = output.replace(f"{Path.cwd()}/", "").strip("\n")
    return "\n".join(filter(None, (output, f"[exit {code}]" if code else "")))


def as_shown(shown: str, output: str) -> str:
    """Return the output, or what the page shows of it where `⋮` stands for the rest."""
    if "⋮" not in shown:
        return output
    at = 0
    for piece in filter(None, (piece.strip("\n") for piece in shown.split("⋮"))):
        assert piece in output[at:], f"not printed:\n{piece}\nbut:\n{output}"
        at = output.index(piece, at) + len(piece)
    return shown


def test_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    text = PAGE.read_text(encoding="utf-8")
    day = section = 0

    def part(found: re.Match[str]) -> str:
        nonlocal day, section
        kind, name, content = found.groups()
        folder = tmp_path / str(section)
        if kind is None:
            section += 1  # each section has a folder of its own
        elif name:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        elif kind == "console":
            monkeypatch.chdir(folder)
            steps = []
            for step in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
                command, _, shown = step.partition("\n")
                monkeypatch.setenv("SOURCE_DATE_EPOCH", str(FIRST_DAY + day * 86400))
                steps.append(f"$ {command}\n{as_shown(shown.strip(), printed(command))}\n")
                day += 1
            return "```console\n" + "\n".join(steps) + "```"
        elif kind == "toml":
            read_config(content.encode(), "vaultsync.toml")  # an example that is not run
        return found[0]

    now = PART.sub(part, text)
    if os.environ.get("UPDATE_SESSIONS"):
        PAGE.write_text(now, encoding="utf-8")
    else:
        assert now == text
