"""Whatever a vault, a lock, a journal or a page says, no command prints it raw."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from tests.cli import hostile
from vaultsync.cli import run
from vaultsync.report.terminal import UNSAFE

if TYPE_CHECKING:
    from pathlib import Path

# What GitHub, and those who took the habit over, read from a log and obey.
WORKFLOW = re.compile(r"^\s*::|##(?:vso)?\[[a-z]", re.MULTILINE)

COMMANDS = [
    "check .",
    "check . --format concise",
    "check . --format json",
    "check . --diff",
    "check . --diff --unsafe-fixes",
    "check . --tracker page.txt",
    "check . --select T999",
    "check . --fix",
    "check nowhere",
    "status .",
    "status . --format json",
    "sync . --dry-run",
    "sync . --dry-run --overwrite-local --create-notes",
    "sync . --yes",
    "sync . --yes --overwrite-local",
    "sync . -o plan.json",
    "sync . --yes --tracker page.txt",
    "apply plan.json --yes",
    "apply page.txt",
    "log",
    "log 20261121-205558-1",
    "log \x1b[31m",
    "undo --yes",
    "undo --yes --force",
    "undo --yes 20261121-205558-1",
    "undo \x1b[31m",
    "match",
    "match 'Mission 3.1a'",
    "match 'Mission \x1b[31m'",
    "report .",
    "report . --format markdown",
    "report . --format html",
    "report . --format csv",
    "report . --format json",
    "inspect .",
    "inspect . --format json",
    "inspect . --format jsonl",
    "pull page.txt",
    "pull page.txt --dry-run",
    "pull 'no\x1b[31m\u202e'",
    "rule T999\x1b[31m",
    "rule T207",
    "watch \x1b[31m",
    "\x1b[31m",
    "check --\x1b[31m\u202e",
    "check . --format \x1b[31m",
    "check . --fail-on \u202e",
    "check . --color always",
]
COLOUR = re.compile(rb"\x1b\[\d+m")


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile.make(tmp_path_factory.mktemp("hostile"))


def words(command: str) -> list[str]:
    return [part[1] or part[0] for part in re.findall(r"('([^']*)'|\S+)", command)]


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_hostile_is_printed_raw(
    command: str,
    vault: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    root = hostile.copy_of(vault, tmp_path / "v")
    monkeypatch.chdir(root)
    (root / "page.txt").write_bytes(hostile.copied_page())
    if command.startswith("apply plan"):
        run(["sync", "-o", "plan.json"])
        capfdbinary.readouterr()
    assert run(words(command)) in (0, 1, 2)
    for printed in capfdbinary.readouterr():
        if "always" in command:
            printed = COLOUR.sub(b"", printed)
        text = printed.decode("utf-8", "surrogateescape")
        text = text.replace("\r\n", "\n")
        found = UNSAFE.search(text.replace("\n", " "))
        assert not found, text[max(found.start() - 80, 0) : found.end() + 10]
        steers = WORKFLOW.search(text)
        assert not steers, text[max(steers.start() - 80, 0) : steers.end() + 40]
        assert "a fault of vaultsync" not in text, text


def test_a_pull_writes_through_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "v"
    root.mkdir()
    monkeypatch.chdir(root)
    (root / "page.txt").write_bytes(hostile.copied_page())
    outside = tmp_path / "profile"
    outside.write_text("mine\n")
    for name in ("vaultsync.lock", "vaultsync.history.jsonl", ".~vaultsync.lock.tmp"):
        link = root / name
        link.symlink_to(outside)
        run(["pull", "page.txt"])
        assert outside.read_text() == "mine\n", name
        link.unlink(missing_ok=True)
        (root / "vaultsync.lock").unlink(missing_ok=True)


def test_the_cache_is_written_through_no_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, outside = tmp_path / "v", tmp_path / "profile"
    (root / ".vaultsync" / "cache").mkdir(parents=True)
    (root / "a.md").write_text("# a\n" * 10)
    outside.write_text("mine\n")
    monkeypatch.chdir(root)
    run(["check"])
    for made in (root / ".vaultsync" / "cache").iterdir():
        for name in (made.name, f"{made.name}.{os.getpid()}.new"):
            made.with_name(name).unlink(missing_ok=True)
            made.with_name(name).symlink_to(outside)
    run(["check"])
    assert outside.read_text() == "mine\n"
