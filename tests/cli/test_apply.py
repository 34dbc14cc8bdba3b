"""Plans on the command line: what `apply` takes from them, what it refuses, what it says."""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import Vault

NOTE = "Mission 3.1b.md"


@pytest.fixture
def vault(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Vault:
    vault = Vault(tmp_path / "vault", capfd, monkeypatch)
    assert vault.run("sync", "-o", "plan.json").code == 0
    return vault


def forge(vault: Vault, **values: Any) -> None:
    """Change a plan's file: fields of its recipe, of its first change, or of itself."""
    file = vault.root / "plan.json"
    plan = json.loads(file.read_text())
    for name, value in values.items():
        at = next(at for at in (plan["changes"][0], plan["recipe"], plan) if name in at)
        at[name] = value
    file.write_text(json.dumps(plan))


def all_files(vault: Vault) -> dict[Path, bytes]:
    files = (file for file in vault.root.rglob("*") if file.is_file())
    return {file: file.read_bytes() for file in files if file.name != "plan.json"}


def test_a_plan_writes_what_the_sync_would_have(vault: Vault, tmp_path: Path) -> None:
    other = shutil.copytree(vault.root, tmp_path / "other")
    assert vault.run("apply", "plan.json", "--yes", "--expect", "10").code == 0
    assert vault.run("sync", "--yes", "--vault", str(other)).code == 0
    for note in vault.root.glob("*.md"):
        assert note.read_bytes() == (other / note.name).read_bytes()
    assert vault.text("vaultsync.lock") == (other / "vaultsync.lock").read_text(encoding="utf-8")


def test_prose_in_a_plan_is_refused_and_nothing_written(vault: Vault) -> None:
    text = vault.text(NOTE)
    at = text.rindex("\n", 0, len(text) - 1)
    plan = json.loads((vault.root / "plan.json").read_text())
    edits = [*plan["changes"][0]["edits"], {"start": at, "end": len(text), "text": "\nEvil.\n"}]
    forge(vault, edits=edits)
    before = all_files(vault)
    said = vault.run("apply", "plan.json", "--yes")
    assert said.code == 2
    assert f"plan.json says what a sync would not write: {NOTE}" in said.err
    assert "Nothing was written" in said.err
    assert all_files(vault) == before


def test_a_lock_in_a_plan_is_not_looked_at(vault: Vault) -> None:
    plan = json.loads((vault.root / "plan.json").read_text())
    plan["lock"] = '{"version": 1, "trackers": {}}'
    plan["base"] = [{"action": "x", "field": "status", "before": None, "after": "y", "needs": []}]
    (vault.root / "plan.json").write_text(json.dumps(plan))
    rows = json.loads(vault.text("vaultsync.lock"))["trackers"]["default"]["rows"]
    assert vault.run("apply", "plan.json", "--yes").code == 0
    lock = json.loads(vault.text("vaultsync.lock"))["trackers"]["default"]
    assert lock["rows"] == rows
    assert not [entry for entry in lock["base"] if entry["action"] == "x"]


def test_only_what_will_be_written_is_counted(vault: Vault) -> None:
    vault.edit(NOTE, "share: true", "share: false")
    said = vault.run("apply", "plan.json", "--yes", "--expect", "10")
    assert said.code == 2
    assert "the plan changes 9 notes, and 10 were expected" in said.err
    assert "9 notes, 36 lines added, none removed." in said.out
    assert "and 1 was expected" in vault.run("apply", "plan.json", "--yes", "--expect", "1").err
    assert "it changed since the plan was made" in said.out
    said = vault.run("apply", "plan.json", "--yes", "--expect", "9")
    assert (said.code, "wrote 9 notes" in said.err) == (1, True)


def test_a_note_that_cannot_be_written_is_not_counted(vault: Vault, tmp_path: Path) -> None:
    note = vault.root / NOTE
    note.rename(tmp_path / "away.md")
    note.symlink_to(tmp_path / "away.md")
    said = vault.run("sync", "--dry-run", "--expect", "9")
    assert said.code == 1
    assert "is a link that leads out of the vault" in said.out
    assert "9 notes, 36 lines added, none removed." in said.out


def test_a_new_reading_of_the_tracker_is_said(vault: Vault, tmp_path: Path) -> None:
    page = (vault.root / "tracker-page.txt").read_text(encoding="utf-8")
    (tmp_path / "new.txt").write_text(page.replace("Not Started", "Completed"), encoding="utf-8")
    assert vault.run("sync", "-o", "plan.json", "--tracker", str(tmp_path / "new.txt")).code == 0
    (tmp_path / "new.txt").unlink()
    said = vault.run("apply", "plan.json", "--yes")
    assert said.code == 0
    assert "this plan also takes a new reading of the tracker: 10 rows, from new.txt" in said.err
    assert "status: Completed" in vault.text(NOTE)
    assert '"new.txt"' in vault.text("vaultsync.lock")
    assert vault.run("undo", "--yes").code == 0
    assert '"new.txt"' not in vault.text("vaultsync.lock")


def test_another_reading_than_the_changes_were_made_from_is_refused(vault: Vault) -> None:
    page = vault.text("tracker-page.txt").replace("Not Started", "Completed").encode()
    forge(vault, sources=[{"name": "new.txt", "bytes": base64.b64encode(page).decode()}])
    before = all_files(vault)
    said = vault.run("apply", "plan.json", "--yes")
    assert (said.code, all_files(vault)) == (2, before)


def test_what_was_asked_for_is_said(vault: Vault) -> None:
    assert vault.run("sync", "-o", "plan.json", "--overwrite-local", NOTE).code == 0
    said = vault.run("apply", "plan.json", "--yes")
    assert f"the plan was made with: --overwrite-local {NOTE}" in said.err
    assert "wrote 1 note;" in said.err
    vault.run("sync", "-o", "plan.json", "--keep-local", NOTE, "--reason", "we know better")
    said = vault.run("apply", "plan.json", "--yes")
    assert f"--keep-local {NOTE} --reason we know better" in said.err


def test_a_plan_of_another_vault_is_refused(vault: Vault, tmp_path: Path) -> None:
    other = shutil.copytree(
        vault.root, tmp_path / "other", ignore=shutil.ignore_patterns(".vaultsync")
    )
    said = vault.run("apply", "plan.json", "--yes", "--vault", str(other))
    assert said.code == 2
    assert "was made in another vault" in said.err
    vault.run("sync", "-o", "other.json", "--vault", str(other))
    said = vault.run("apply", "plan.json", "--yes", "--vault", str(other))
    assert said.code == 2
    assert "was made in another vault" in said.err


def damage(vault: Vault) -> Path:
    file = vault.root / ".vaultsync" / "journal" / "20261121-205558-1.prepared"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b'{"journal": 1, "torn')
    return file


@pytest.mark.parametrize(
    "command", ["check", "status", "report", "inspect --all", "log", "match", "sync --dry-run"]
)
def test_what_only_reads_goes_on_beside_a_damaged_entry(vault: Vault, command: str) -> None:
    clean = vault.run(*command.split(), "--no-cache")
    file = damage(vault)
    said = vault.run(*command.split(), "--no-cache")
    assert (said.code, said.out) == (clean.code, clean.out)
    assert "warning: entry 20261121-205558-1 of the journal is damaged" in said.err
    assert f"Move .vaultsync/journal/{file.name} out of the vault" in said.err


@pytest.mark.parametrize("command", ["sync --yes", "apply plan.json --yes", "undo --yes"])
def test_what_writes_stops_at_a_damaged_entry(vault: Vault, command: str) -> None:
    file = damage(vault)
    before = all_files(vault)
    said = vault.run(*command.split())
    assert said.code == 2
    assert f"Move .vaultsync/journal/{file.name} out of the vault" in said.err
    after = {path: data for path, data in all_files(vault).items() if path in before}
    assert after.items() >= {k: v for k, v in before.items() if k.suffix == ".md"}.items()
    assert after[file] == before[file]
    file.unlink()
    assert vault.run("sync", "--yes").code == 0


def test_an_own_value_stays_ours_when_an_undo_left_its_note(vault: Vault) -> None:
    assert vault.run("apply", "plan.json", "--yes").code == 0
    vault.edit(NOTE, "share: true", "share: false")
    said = vault.run("undo", "--yes")
    assert (said.code, f"left as it is: {NOTE}" in said.err) == (1, True)
    page = vault.text("tracker-page.txt")
    assert "Not Started" in page
    (vault.root / "tracker-page.txt").write_text(
        page.replace("Not Started", "In Progress"), encoding="utf-8", newline=""
    )
    assert vault.run("pull", "tracker-page.txt").code == 0
    said = vault.run("sync", "--yes")
    assert "was here before anything was written" not in said.out
    assert "status: In Progress" in vault.text(NOTE)
