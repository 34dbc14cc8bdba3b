"""What holds for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.asking import Asker
from vaultsync.obsidian import vault as vault_module

# No test is timed: how long an example takes says more of the machine than of the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty vault of which all is kept between runs, however few notes it has."""
    root = tmp_path / "vault"
    (root / ".obsidian").mkdir(parents=True)
    monkeypatch.setenv("VAULTSYNC_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(vault_module, "WORTH_KEEPING", 1)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def ask(vault: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Asker:
    """Asks something of the vault of a test."""
    return Asker(capfdbinary)
