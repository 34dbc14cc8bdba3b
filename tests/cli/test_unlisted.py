"""What the commands say and write where a folder of the vault cannot be listed."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import Vault
from vaultsync import fast

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def vault(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Vault:
    """The project's vault with every other action's note in a folder."""
    monkeypatch.setenv("VAULTSYNC_CACHE_DIR", str(tmp_path / "cache"))
    made = Vault(tmp_path / "vault", capfd, monkeypatch)
    (made.root / "Actions").mkdir()
    for note in sorted(made.root.glob("Mission ?.??.md"))[::2]:
        note.rename(made.root / "Actions" / note.name)
    return made


@pytest.fixture
def closed(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> Vault:
    """The same, where that folder cannot be listed."""
    real = os.scandir

    def scandir(path: os.PathLike[str] | str = ".") -> object:
        if os.fspath(path).rstrip(os.sep) == str(vault.root / "Actions"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    return vault


def test_check_names_it_and_calls_no_row_missing(closed: Vault) -> None:
    said = closed.run("check", "--format", "concise")
    assert said.code == 1
    assert "Actions/:1:1" in said.out
    assert "V606" in said.out
    assert "T101" not in said.out


def test_no_note_is_made_and_each_is_left_with_the_reason(closed: Vault) -> None:
    before = closed.notes()
    said = closed.run("sync", "--create-notes", "--yes")
    assert said.code == 1
    assert closed.notes().keys() == before.keys()
    assert "the folder cannot be listed, and may hold the action's home" in said.out + said.err


def test_status_says_so(closed: Vault) -> None:
    said = closed.run("status")
    assert "Actions/ cannot be listed" in said.err
    assert "14 held to nothing" in said.out
    assert "Actions/ cannot be listed" in said.out


def test_the_answer_is_not_kept(closed: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    fast.Asked.time_ns = 0
    for _ in range(2):
        fast.Asked.question = None
        assert fast.replay(["check"]) is None
        closed.run("check")


def test_a_vault_that_cannot_be_listed_itself(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scandir(path: os.PathLike[str] | str = ".") -> object:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "scandir", scandir)
    said = vault.run("check")
    assert said.code == 2
    assert f"{vault.root} cannot be listed" in said.err
