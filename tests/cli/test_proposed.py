"""What output proposes to type does what it says, in the folder in which that is read."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.commands import Vault

PROPOSED = re.compile(r": (?:vaultsync )(.+)$", re.MULTILINE)


@pytest.fixture
def beside(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Vault:
    """A vault with a name that a shell would part, while commands run in the folder beside it."""
    vault = Vault(tmp_path / "un coffre", capfd, monkeypatch)
    monkeypatch.chdir(tmp_path)
    return vault


def proposed(text: str) -> list[str]:
    (found,) = PROPOSED.findall(text)
    return shlex.split(found)


def test_a_write_says_how_to_take_it_back_from_here(beside: Vault) -> None:
    before = beside.notes()
    said = beside.run("sync", "un coffre", "--yes")
    assert said.err.endswith(" --vault 'un coffre'\n")
    assert beside.notes() != before
    assert beside.run(*proposed(said.err), "--yes").code == 0
    assert beside.notes() == before


def test_inside_of_the_vault_it_is_not_named(
    beside: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(beside.root)
    assert "--vault" not in beside.run("sync", "--yes").err


def test_of_two_vaults_in_one_another_the_outer_one_is_named(
    beside: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = beside.root / "inner" / ".obsidian"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner.parent)
    shutil.copy(beside.root / "vaultsync.toml", inner.parent)
    said = beside.run("sync", "--vault", "..", "--yes")
    assert proposed(said.err)[2:] == ["--vault", str(beside.root)]


def test_a_plan_says_how_to_carry_it_out_from_here(beside: Vault) -> None:
    said = beside.run("sync", "un coffre", "-o", "the plan.json")
    assert beside.run(*proposed(said.err), "--yes").code == 0


def test_who_has_no_tracker_is_told_which_vault_to_pull_into(beside: Vault) -> None:
    (beside.root / "vaultsync.lock").unlink()
    said = beside.run("status", "un coffre")
    assert proposed(said.err) == ["pull", "--vault", "un coffre"]
    (beside.root / "vaultsync.toml").unlink()
    for command in ("check", "status"):
        said = beside.run(command, "un coffre")
        assert "vaultsync pull PAGE.txt --vault 'un coffre'\n" in said.err


def test_an_undo_elsewhere_says_where_it_looked(beside: Vault) -> None:
    beside.run("sync", "un coffre", "--yes")
    here = str(Path.cwd())
    assert f"nothing was written into {here} yet" in beside.run("log").err
    assert f"nothing to take back in {here}" in beside.run("undo").err
    assert f"no entry 2026 in the journal of {here}" in beside.run("undo", "2026").err


def test_undo_does_not_propose_what_it_does_not_have(beside: Vault) -> None:
    beside.run("sync", "un coffre", "--yes")
    said = beside.run("undo", "--vault", "un coffre")
    assert said.code == 2
    assert "--yes" in said.err
    assert "--dry-run" not in said.err


def test_the_lock_is_named_as_it_is_seen_from_here(beside: Vault) -> None:
    page = "un coffre/tracker-page.txt"
    assert beside.run("pull", page, "--vault", "un coffre").err == (
        "un coffre/vaultsync.lock is up to date\n"
    )
    said = beside.run("pull", page, "--vault", "un coffre", "--complete", "--dry-run")
    assert said.err == "un coffre/vaultsync.lock would change; nothing was written\n"
    said = beside.run("pull", page, "--vault", "un coffre", "--complete")
    assert said.err == "wrote un coffre/vaultsync.lock\n"


def test_a_source_that_is_gone_is_named_as_it_is_seen_from_here(beside: Vault) -> None:
    (beside.root / "tracker-page.txt").unlink()
    said = beside.run("pull", "--vault", "un coffre")
    assert said.err.startswith("vaultsync: un coffre/tracker-page.txt cannot be read: ")


def test_who_checks_a_folder_without_notes_is_told(
    beside: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    for style in ("full", "concise", "json"):
        said = beside.run("check", "--format", style)
        assert said.code == 0
        assert f"vaultsync: there is no note in {tmp_path / 'empty'}: name the vault" in said.err
    assert f"there is no note in {tmp_path / 'empty'}" in beside.run("inspect", "--all").err
    monkeypatch.chdir(beside.root)
    assert "there is no note in what was named" in beside.run("check", "tracker-page.txt").err
    Path("Board.canvas").write_text("{}")
    for holding in ("Mission 3.1.md", "Board.canvas"):
        assert "there is no note" not in beside.run("check", holding).err


def test_a_status_of_nothing_begins_with_no_empty_line(beside: Vault) -> None:
    said = beside.run("status", "un coffre/tracker-page.txt")
    assert said.out.startswith("0 actions: ")
