"""A lock that two branches changed in one line: `pull` mends it, and says what became of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands import Vault

NOTE = "Mission 3.1b.md"
BASE = '{"action": "Mission 3.1b", "field": "status", "token": "%s"}'


@pytest.fixture
def vault(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Vault:
    vault = Vault(tmp_path / "vault", capfd, monkeypatch)
    assert vault.run("sync", "--yes").code == 0
    return vault


def conflict(vault: Vault, ours: str, theirs: str) -> None:
    """Leave the lock as git does where both branches wrote the status of 3.1b."""
    lock = vault.text("vaultsync.lock")
    (line,) = [line for line in lock.splitlines() if BASE[:40] in line and '"status"' in line]
    sides = "\n".join(
        [
            "<<<<<<< HEAD",
            BASE % ours + ",",
            "=======",
            BASE % theirs + ",",
            ">>>>>>> branch",
        ]
    )
    (vault.root / "vaultsync.lock").write_text(lock.replace(line, sides), encoding="utf-8")


def test_the_side_stays_that_the_vault_holds(vault: Vault) -> None:
    conflict(vault, "completed", "not-started")
    said = vault.run("pull")
    assert said.code == 0
    assert (
        "Mission 3.1b, status: one side wrote Completed last, the other Not Started; "
        "Not Started stays, which the vault holds" in said.err
    )
    assert "<<<<<<<" not in vault.text("vaultsync.lock")
    assert BASE % "not-started" in vault.text("vaultsync.lock")
    assert vault.run("sync", "--yes").err.startswith("nothing to write")


def test_where_it_holds_neither_nothing_is_written_over_unasked(vault: Vault) -> None:
    text = vault.text(NOTE)
    for old, new in (("Not Started", "Paused"), ("status/not-started", "status/paused")):
        text = text.replace(old, new)
    (vault.root / NOTE).write_text(text, encoding="utf-8", newline="")
    conflict(vault, "completed", "behind")
    said = vault.run("pull")
    assert said.code == 0
    assert "neither stays, and no sync writes over Paused unasked" in said.err
    assert '"action": "Mission 3.1b", "field": "status"' not in vault.text("vaultsync.lock")
    assert vault.run("sync", "--yes").code == 1
    assert vault.text(NOTE) == text


def test_a_dry_run_writes_nothing(vault: Vault) -> None:
    conflict(vault, "completed", "not-started")
    before = vault.text("vaultsync.lock")
    said = vault.run("pull", "--dry-run")
    assert said.code == 1
    assert "would be mended" in said.err
    assert vault.text("vaultsync.lock") == before


def test_without_a_source_the_lock_is_mended_all_the_same(vault: Vault) -> None:
    (vault.root / "vaultsync.toml").unlink()
    conflict(vault, "completed", "not-started")
    assert vault.run("pull").code == 0
    assert "<<<<<<<" not in vault.text("vaultsync.lock")
    assert vault.run("pull").code == 2


def test_nothing_is_said_of_a_sound_lock(vault: Vault) -> None:
    assert "mended" not in vault.run("pull").err
