"""A lock shared through git: two branches meet in single lines, and `pull` settles them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.commands import Vault

GIT = shutil.which("git")
pytestmark = pytest.mark.skipif(not GIT, reason="needs git")


def git(*arguments: str, root: Path) -> int:
    who = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "merge.conflictStyle=merge"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(root), "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        [str(GIT), *who, *arguments], cwd=root, env=environment, capture_output=True, check=False
    )
    return done.returncode


@pytest.fixture
def vault(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Vault:
    vault = Vault(tmp_path / "vault", capfd, monkeypatch)
    git("init", "-q", "-b", "main", root=vault.root)
    commit(vault, "begin")
    return vault


def commit(vault: Vault, message: str) -> None:
    assert git("add", "-A", root=vault.root) == 0
    assert git("commit", "-qm", message, root=vault.root) == 0


def on_branches(vault: Vault, first: list[str], second: list[str]) -> int:
    """Run a command on each of two branches, merge them, and return git's exit code."""
    for name, command in (("one", first), ("two", second)):
        git("checkout", "-q", "-b", name, "main", root=vault.root)
        assert vault.run(*command).code == 0
        commit(vault, name)
    return git("merge", "-q", "one", root=vault.root)


def test_the_state_folder_is_never_committed(vault: Vault) -> None:
    vault.run("sync", "--yes")
    commit(vault, "sync")
    assert git("ls-files", "--error-unmatch", ".vaultsync", root=vault.root) != 0


def test_branches_that_synced_different_notes_meet_in_single_lines(vault: Vault) -> None:
    merged = on_branches(
        vault, ["sync", "--yes", "Mission 3.1b.md"], ["sync", "--yes", "Mission 3.2d.md"]
    )
    text = vault.text("vaultsync.lock")
    assert merged == 1
    # Between the marks stand whole entries, one a line, and the heads of their lists.
    ours, theirs = text.partition("<<<<<<< ")[2].partition(">>>>>>> ")[0].split("=======\n")
    for side, action in ((ours, "Mission 3.2d"), (theirs, "Mission 3.1b")):
        lines = [line.strip().rstrip(",") for line in side.splitlines()[side is ours :]]
        entries = [json.loads(line) for line in lines if line not in ("]", '"base": [')]
        assert [entry["action"] for entry in entries] == [action] * 3
    # No command guesses: each says what to do.
    said = vault.run("check")
    assert said.code == 2
    assert "vaultsync pull" in said.err
    assert vault.run("sync", "--yes").code == 2
    assert vault.run("pull").code == 0
    # Both sides are there, and nothing that either wrote is taken for the user's.
    assert "<<<<<<<" not in vault.text("vaultsync.lock")
    status = vault.run("status").out
    assert "3.1b  Not Started      Not Started" in status
    assert "3.2d  Not Started      Not Started" in status
    assert vault.run("sync", "--yes").code == 0


def test_branches_that_synced_the_same_notes_do_not_conflict(vault: Vault) -> None:
    assert on_branches(vault, ["sync", "--yes"], ["sync", "--yes"]) == 0
    assert vault.run("sync", "--yes").err.startswith("nothing to write")


def test_a_list_that_was_pulled_by_hand_needs_no_source_to_be_mended(vault: Vault) -> None:
    (vault.root / "vaultsync.toml").unlink()
    commit(vault, "no configuration")
    on_branches(vault, ["sync", "--yes", "Mission 3.1b.md"], ["sync", "--yes", "Mission 3.3a.md"])
    assert vault.run("status").code == 2
    assert vault.run("pull").code == 0
    assert vault.run("pull").code == 2
    assert "3.3a  In Progress      In Progress" in vault.run("status").out
