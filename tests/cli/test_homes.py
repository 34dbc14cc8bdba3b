"""A home that goes away while a vault is watched does not make another place the home at once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import Vault
from tests.cli.test_quiet import NOTE, NOW, Scripted, nothing, watched
from tests.sync.planning import Vaulted, row
from vaultsync.cli import watch
from vaultsync.cli.homes import HomeWatch
from vaultsync.cli.quiet import QUIET_BEFORE_WRITING
from vaultsync.watching.events import Hints

if TYPE_CHECKING:
    from pathlib import Path

MISSION = "Mission 3 Enabling data-driven services.md"
HOME = "# Mission 3.1b\nThe text of the action.\n"
SECTIONS = f"{HOME}# Mission 3.1c\nMore.\n"
ROW = row("3.1.b", "In Progress", "-")


@pytest.fixture
def vault(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Vault:
    vault = Vault(tmp_path / "vault", capfd, monkeypatch)
    monkeypatch.setattr("vaultsync.watching.events.Events", Scripted)
    assert vault.run("sync", "--yes").code == 0
    for note in vault.root.glob("*.md"):
        os.utime(note, (NOW, NOW))
    return vault


def test_a_home_that_vanishes_under_watch_leaves_the_others_alone(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = vault.text(MISSION)

    def take_away() -> Hints:
        (vault.root / NOTE).rename(vault.root / "away.tmp")
        return Hints(frozenset({NOTE}), False, frozenset({NOTE}))

    said = watched(vault, monkeypatch, nothing, take_away, nothing, nothing)
    assert f"{MISSION} states Mission 3.1b, whose home just moved: it is written later" in said
    assert vault.text(MISSION) == before


def test_a_home_that_is_away_when_a_watch_begins_leaves_the_others_alone(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = vault.text(MISSION)
    (vault.root / NOTE).rename(vault.root / "away.tmp")
    watched(vault, monkeypatch, nothing, nothing)
    assert vault.text(MISSION) == before


def test_a_home_that_is_torn_leaves_the_others_alone(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = vault.text(MISSION)

    def tear() -> Hints:
        (vault.root / NOTE).write_bytes(b"\xff")
        os.utime(vault.root / NOTE, (NOW, NOW))
        return Hints(frozenset({NOTE}), False)

    monkeypatch.setattr(watch, "QUIET_BEFORE_WRITING", 0)
    watched(vault, monkeypatch, nothing, tear, nothing)
    assert vault.text(MISSION) == before


def test_a_home_counts_as_moved_for_the_quiet_time() -> None:
    both = {"Mission 3.1b.md": HOME, "All.md": SECTIONS}
    synced, _ = Vaulted(both, [ROW]).synced()
    gone = Vaulted({"All.md": SECTIONS}, [ROW], lock_bytes=synced.lock_bytes)
    homes = HomeWatch()
    assert homes.moved(synced.agreements, 10.0) == frozenset()
    assert homes.moved(gone.agreements, 20.0) == {"Mission 3.1b"}
    assert homes.moved(gone.agreements, 20.0 + QUIET_BEFORE_WRITING / 2) == {"Mission 3.1b"}
    assert homes.moved(gone.agreements, 20.0 + QUIET_BEFORE_WRITING) == frozenset()
    # It moved before the watch began: what was written for it stood elsewhere.
    assert HomeWatch().moved(gone.agreements, 10.0) == {"Mission 3.1b"}
    assert HomeWatch().moved(Vaulted(both, [ROW]).agreements, 10.0) == frozenset()
