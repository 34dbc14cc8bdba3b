"""Running commands in this process, in a copy of the project's vault."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from vaultsync.cli import run

PROJECT = Path(__file__).parent.parent.parent


class Said(NamedTuple):
    """What a command printed, and its exit code."""

    out: str
    err: str
    code: int


class Vault:
    """A copy of the project's vault, in which commands are run and notes edited."""

    def __init__(
        self, folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.root = shutil.copytree(
            PROJECT / "vault", folder, ignore=shutil.ignore_patterns(".vaultsync")
        )
        self._capfd = capfd
        monkeypatch.chdir(self.root)

    def run(self, *arguments: str) -> Said:
        self._capfd.readouterr()
        code = run([*arguments])
        out, err = self._capfd.readouterr()
        return Said(out, err, code)

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8", newline="")

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def notes(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in self.root.glob("*.md")}
