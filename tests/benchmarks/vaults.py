"""What tests ask of vaults that were made for the benchmarks."""

import json
from pathlib import Path

import pytest

from benchmarks.faults import Fault
from vaultsync.cli import run


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def line_of(vault: Path, fault: Fault) -> str:
    text = (vault / fault.path).read_bytes().decode("utf-8", "replace")
    return text.split("\n")[fault.lines[0] - 1]


def checked(vault: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, int, str, str]]:
    """Return path, line, code and severity of what `check` finds."""
    assert run(["check", "--vault", str(vault), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    return [(each["path"], each["line"], each["code"], each["severity"]) for each in found]
