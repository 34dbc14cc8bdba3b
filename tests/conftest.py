"""What holds for all tests."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.asking import Asker, own_tick
from vaultsync import keeping
from vaultsync.disk import ahead, walk
from vaultsync.obsidian import searched
from vaultsync.obsidian import vault as vault_module
from vaultsync.processes import forks
from vaultsync.workspace import views, workspace

# No test is timed: how long an example takes says more of the machine than of the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# The programs that tests run, a hundred times and more, keep what they compile as people's do.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# And they hold back what they print until there is enough of it.
os.environ.pop("PYTHONUNBUFFERED", None)


def pytest_collection_finish() -> None:
    """Look no more for rings in what was collected: all of it stays to the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def no_power_cuts() -> Iterator[None]:
    """What is written in this process need not be on the disk before a test goes on.

    All but the waiting is done, for tests are no power cuts (`test_faults.py` makes them);
    commands that run in processes of their own wait.
    """

    def flushed(handle: int) -> None:
        os.fstat(handle)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", flushed)
        yield


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty vault of which all is kept between runs, however few notes it has.

    Its files are trusted as soon as this machine's clock allows: some tests wait for that often.
    """
    root = tmp_path / "vault"
    (root / ".obsidian").mkdir(parents=True)
    monkeypatch.setenv("VAULTSYNC_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(vault_module, "WORTH_KEEPING", 1)
    monkeypatch.setattr(walk, "_TICK", own_tick())
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def ask(vault: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Asker:
    """Asks something of the vault of a test."""
    return Asker(capfdbinary)


@pytest.fixture(params=[False, True], ids=["one process", "several"])
def processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test also with notes let go and links judged aside, as in large vaults."""
    if request.param:
        monkeypatch.setattr(workspace, "WORTH_GOING_OVER", 1)
        monkeypatch.setattr(ahead, "_FEW", 1)
        monkeypatch.setattr(keeping, "_MANY", 1)
        monkeypatch.setattr(searched, "WORTH_A_FORK", 1)
        monkeypatch.setattr(forks, "processors", lambda: 2)
        monkeypatch.setattr(threading, "active_count", lambda: 1)


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each time that the vault as a whole was held against its trackers."""
    times: list[int] = []
    hold = views.hold

    def counted(*told: object) -> object:
        times.append(1)
        return hold(*told)  # type: ignore[arg-type]  # as it is asked

    monkeypatch.setattr(views, "hold", counted)
    return times
