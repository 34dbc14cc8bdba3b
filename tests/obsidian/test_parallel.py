"""Who scans a note makes no difference, and no fork or helper outlives the command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from vaultsync import forks
from vaultsync.obsidian import cache, helpers, parallel
from vaultsync.obsidian.files import DiskFiles
from vaultsync.obsidian.note import Note
from vaultsync.obsidian.vault import Vault

COUNT = 400
linux = pytest.mark.skipif(sys.platform != "linux", reason="only there are forks made")


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
    return DiskFiles(root).table()[::5]


@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize("by", ["forks", "helpers"])
def test_every_note_is_scanned_once(
    by: str, count: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "WORTH_A_FORK", 2 if count else 10**9)
    monkeypatch.setattr(parallel, "WORTH_HELPERS", 2)
    monkeypatch.setattr(forks, "processors", lambda: count + 1)
    monkeypatch.setattr(threading, "active_count", lambda: 1 if by == "forks" else 2)
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


class Slow(list[str]):
    """The paths that are scanned here, slowly."""

    def __call__(self, some: object) -> None:
        self.extend(some)  # type: ignore[call-overload]  # paths
        time.sleep(0.2)


@linux
def test_forks_take_their_share(
    root: Path, paths: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "WORTH_A_FORK", 2)
    monkeypatch.setattr(forks, "possible", lambda: 2)
    here, counts = Slow(), list[int]()
    found = parallel.scanned(f"{root}{os.sep}", paths, here, counts.append)
    assert found
    assert {*found, *here} | {"bad.md"} == set(paths)
    assert not found.keys() & set(here)
    assert counts == sorted(counts)
    assert counts[-1] <= len(paths)
    path, (data, _, _) = next(iter(found.items()))
    assert data == DiskFiles(root).read(path)


@linux
def test_what_a_lost_fork_had_is_left_out(
    root: Path, paths: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    own, scan = os.getpid(), cache.scanned_in

    def lost(*told: object) -> object:
        if os.getpid() != own:
            os._exit(9)
        return scan(*told)  # type: ignore[arg-type]  # as it is asked

    monkeypatch.setattr(parallel, "WORTH_A_FORK", 2)
    monkeypatch.setattr(cache, "scanned_in", lost)
    monkeypatch.setattr(forks, "possible", lambda: 2)
    assert parallel.scanned(f"{root}{os.sep}", paths, Slow()) == {}
    vault = Vault(DiskFiles(root))
    vault.scan_all()
    assert len(list(vault.notes())) == COUNT


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
print(os.getpid(), flush=True)
begun = helpers._start
def start():
    process = begun()
    print(process.pid, flush=True)
    return process
helpers._start = start
paths = [f"{n}.md" for n in range(10000)]
helpers.scanned_with(2, sys.argv[1], paths, lambda some: time.sleep(1))
"""
# In one write each: what two processes print at once may stand within one another.
FORKS = """
import os, sys, time
from vaultsync import forks
os.write(1, b"%d\\n" % os.getpid())
shares = forks.Shares([f"{n}.md" for n in range(10000)])
def work(go_on):
    os.write(1, b"%d\\n" % os.getpid())
    for some in shares:
        time.sleep(0.05)
        go_on()
started = [forks.forked(work) for _ in range(2)]
for some in shares:
    time.sleep(1)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize(
    "code", [HELPERS, pytest.param(FORKS, marks=linux)], ids=["helpers", "forks"]
)
def test_an_end_leaves_nobody_behind(code: str, number: int, root: Path) -> None:
    command = [sys.executable, "-c", code, f"{root}{os.sep}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        pids = [int(process.stdout.readline()) for _ in range(3)]
        process.send_signal(number)
        process.wait(60)
    deadline = time.monotonic() + 60
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
