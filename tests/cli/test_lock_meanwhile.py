"""What somebody else writes into the lock while a plan is made or carried out stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import Vault
from tests.cli.test_quiet import NOTE, Scripted
from vaultsync.cli import run, sync, watch
from vaultsync.sync import apply
from vaultsync.watching.events import Hints

PAGE = "tracker-page.txt"
OLD, NEW = "Status: Not Started", "Status: Completed"


@pytest.fixture
def vault(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Vault:
    monkeypatch.setattr("vaultsync.watching.events.Events", Scripted)
    monkeypatch.setattr(watch, "was_just_saved", lambda file: False)
    return Vault(tmp_path / "vault", capfd, monkeypatch)


def pulled_anew(vault: Vault) -> bytes:
    """Pull a list in which much is completed; return the lock's bytes."""
    page = vault.root / PAGE
    page.write_text(page.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    assert run(["pull"]) == 0
    return (vault.root / "vaultsync.lock").read_bytes()


class Before:
    """Has a list pulled before a function is called for the first time."""

    def __init__(self, vault: Vault, function: Any) -> None:
        self._vault, self._function = vault, function
        self.lock = b""

    def __call__(self, *arguments: Any, **more: Any) -> Any:
        if not self.lock:
            self.lock = pulled_anew(self._vault)
        return self._function(*arguments, **more)


@pytest.mark.parametrize("step", ["recipe_of", "cooked", "show_plan", "carry_out"])
def test_a_sync_does_not_write_over_what_was_pulled_meanwhile(
    step: str, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulling = Before(vault, getattr(sync, step))
    monkeypatch.setattr(sync, step, pulling)
    notes = vault.notes()
    said = vault.run("sync", "--yes")
    assert said.code == 2
    assert "vaultsync.lock changed since the plan was made" in said.err
    assert (vault.root / "vaultsync.lock").read_bytes() == pulling.lock
    assert vault.notes() == notes


def test_a_sync_with_a_source_keeps_what_was_pulled_while_it_was_read(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = vault.root / "vaultsync.toml"
    (vault.root / "board.csv").write_text("Nr,Task,State\n1,Ask the city,In Progress\n")
    config.write_text(
        config.read_text(encoding="utf-8")
        + "[tracker.board]\nsources = ['board.csv']\nlabel = 'Task (?P<action>\\d+)'\n"
        "[tracker.board.mapping]\nid = 'Nr'\ntext = 'Task'\nstatus = 'State'\n"
    )
    monkeypatch.setattr(sync, "read_sources", Before(vault, sync.read_sources))
    assert vault.run("sync", "--tracker", PAGE, "--yes", "--name", "default").code == 0
    assert "Ask the city" in vault.text("vaultsync.lock")
    assert "status: Completed" in vault.text(NOTE)


@pytest.mark.parametrize("step", ["plan_for", "carry_out"])
def test_a_watch_writes_what_was_pulled_meanwhile(
    step: str, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulling = Before(vault, getattr(watch, step))
    monkeypatch.setattr(watch, step, pulling)
    news = Hints(frozenset({"vaultsync.lock"}), True)
    monkeypatch.setattr(Scripted, "steps", [lambda: None, lambda: news, lambda: None])
    said = vault.run("watch", "--sync")
    assert said.code == 0
    assert said.err.count("wrote ") == 1 + 1  # what was pulled, and the notes that say so
    assert "status: Completed" in vault.text(NOTE)


def test_a_decision_stays_beside_what_was_pulled_in_that_moment(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulling = Before(vault, apply.replace_lock)

    def replace(*arguments: Any, **more: Any) -> Any:
        monkeypatch.setattr(apply, "replace_lock", pulling._function)  # the pull's own
        return pulling(*arguments, **more)

    monkeypatch.setattr(apply, "replace_lock", replace)
    assert vault.run("match", "--accept", "Mission 3.1b=~2777e07e").code == 0
    lock = vault.text("vaultsync.lock")
    assert '"Not Started"' not in lock
    assert '"accepted"' in lock
