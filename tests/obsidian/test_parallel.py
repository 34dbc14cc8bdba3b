"""Who scans a note makes no difference, and no helper outlives the command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from vaultsync.obsidian import parallel
from vaultsync.obsidian.files import DiskFiles
from vaultsync.obsidian.note import Note
from vaultsync.obsidian.vault import Vault

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


@pytest.mark.parametrize("helpers", [0, 1, 3])
def test_every_note_is_scanned_once(
    helpers: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "WORTH_HELPERS", 2 if helpers else 10**9)
    monkeypatch.setattr(parallel, "processors", lambda: helpers + 1)
    vault = Vault(DiskFiles(root))
    vault.scan_all()
    scanned = {
        path: note.facts for path in vault.note_paths if (note := vault.note(path)) is not None
    }
    files = DiskFiles(root)
    assert scanned == {
        path: Note(path, files.read(path)).facts for path in vault.note_paths if path != "bad.md"
    }
    assert vault.failures.keys() == {"bad.md"}


def test_helpers_take_their_share(root: Path) -> None:
    here: list[str] = []
    paths = [status.path for status in DiskFiles(root).list()]

    def slowly(some: object) -> None:
        here.extend(some)  # type: ignore[call-overload]  # paths
        time.sleep(0.2)

    found = parallel.scanned(f"{root}{os.sep}", paths, slowly, helpers=2)
    assert found
    # What stands in two notes alike is known by one name; here no two are alike.
    assert len(found) + len([path for path in here if path != "bad.md"]) == COUNT


def test_what_a_lost_helper_had_is_scanned_here(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "_BEGIN", "import sys; sys.stdin.buffer.read(40)")
    here: list[str] = []
    paths = [status.path for status in DiskFiles(root).list()]
    found = parallel.scanned(f"{root}{os.sep}", paths, here.extend, helpers=2)
    assert found == {}
    assert sorted(here) == sorted(paths)


def test_without_helpers_all_is_done_here(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    here: list[str] = []
    paths = [status.path for status in DiskFiles(root).list()]
    assert parallel.scanned(f"{root}{os.sep}", paths, here.extend, helpers=2) == {}
    assert sorted(here) == sorted(paths)


LONG = """
import os, sys, time
from vaultsync.obsidian import parallel
print(os.getpid(), flush=True)
begun = parallel._start
def start():
    process = begun()
    print(process.pid, flush=True)
    return process
parallel._start = start
paths = [f"{n}.md" for n in range(10000)]
parallel.scanned(sys.argv[1], paths, lambda some: time.sleep(1), helpers=2)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_end_leaves_no_helper_behind(number: int, root: Path) -> None:
    command = [sys.executable, "-c", LONG, f"{root}{os.sep}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        pids = [int(process.stdout.readline()) for _ in range(3)]
        process.send_signal(number)
        process.wait(10)
    deadline = time.monotonic() + 10
    while any(map(is_running, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(is_running, pids))


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")  # a zombie has ended, and nobody asked for it yet
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"
