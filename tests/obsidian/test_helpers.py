"""Who scans a note makes no difference, and no helper outlives the command."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from pathlib import Path

import pytest

from tests.ending import ENDS, all_end
from vaultsync.obsidian import helpers
from vaultsync.obsidian.files import DiskFiles
from vaultsync.obsidian.note import Note
from vaultsync.obsidian.vault import Vault
from vaultsync.processes import forks

COUNT = 400


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    (root / "dé ep").mkdir(parents=True)
    for number in range(COUNT):
        text = f"---\ntags: [a]\n---\n# N {number}\n\n[[{number + 1}#H]] ^id{number}\n"
        (root / "dé ep" / f"{number}.md").write_text(text)
    (root / "bad.md").write_bytes(b"\xff")
    return root


@pytest.fixture
def paths(root: Path) -> list[str]:
    return DiskFiles(root).table().paths


@pytest.mark.parametrize("count", [0, 1, 3])
def test_every_note_is_scanned_once(
    count: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(helpers, "WORTH_HELPERS", 2)
    monkeypatch.setattr(forks, "processors", lambda: count + 1)
    monkeypatch.setattr(threading, "active_count", lambda: 2)  # so that nothing is forked
    vault = Vault(DiskFiles(root))
    vault.sources.scan_all(vault.note_paths, lambda what, done, whole: None)
    scanned = {
        path: note.facts for path in vault.note_paths if (note := vault.note(path)) is not None
    }
    files = DiskFiles(root)
    assert scanned == {
        path: Note(path, files.read(path)).facts for path in vault.note_paths if path != "bad.md"
    }
    assert vault.failures.keys() == {"bad.md"}


class Slow(list[str]):
    """The paths that are scanned here, slowly."""

    def __call__(self, some: object) -> None:
        self.extend(some)  # type: ignore[call-overload]  # paths
        time.sleep(0.2)


def test_helpers_take_their_share(root: Path, paths: list[str]) -> None:
    here = Slow()
    found = helpers.scanned_with(2, f"{root}{os.sep}", paths, here)
    assert found
    assert sorted([*found, *(path for path in here if path != "bad.md")]) == sorted(
        path for path in paths if path != "bad.md"
    )


def test_what_a_lost_helper_had_is_scanned_here(
    root: Path, paths: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(helpers, "_BEGIN", "import sys; sys.stdin.buffer.read(40)")
    here: list[str] = []
    assert helpers.scanned_with(2, f"{root}{os.sep}", paths, here.extend) == {}
    assert sorted(here) == sorted(paths)


def test_without_helpers_all_is_done_here(
    root: Path, paths: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    here: list[str] = []
    assert helpers.scanned_with(2, f"{root}{os.sep}", paths, here.extend) == {}
    assert sorted(here) == sorted(paths)


HELPERS = """
import os, sys, time
from vaultsync.obsidian import helpers
print(f"{os.getpid()} ", end="", flush=True)
begun = helpers._start
def start():
    process = begun()
    print(f"{process.pid} ", end="", flush=True)
    return process
helpers._start = start
paths = [f"{n}.md" for n in range(10000)]
helpers.scanned_with(2, sys.argv[1], paths, lambda some: time.sleep(1))
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("number", ENDS)
def test_an_end_leaves_nobody_behind(number: int, root: Path) -> None:
    assert all_end(HELPERS, [f"{root}{os.sep}"], number, 3)
