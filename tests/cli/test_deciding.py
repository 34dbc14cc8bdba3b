"""Conflicts, kept values, and writes taken back, as a user meets them on the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.commands import Vault

NOTE, PAGE = "Mission 3.1b.md", "tracker-page.txt"
ROW = "Action: TBS will set expectations and departments will ensure"


@pytest.fixture
def vault(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Vault:
    vault = Vault(tmp_path / "vault", capfd, monkeypatch)
    assert vault.run("sync", "--yes").code == 0
    return vault


def publish(vault: Vault, status: str) -> None:
    """Let the tracker say this of the note's action, and pull it."""
    page = vault.text(PAGE)
    at = page.index("Status: ", page.index(ROW))
    (vault.root / PAGE).write_text(
        page[:at] + f"Status: {status}" + page[page.index("\n", at) :], encoding="utf-8"
    )
    assert vault.run("pull").code == 0


def write_here(vault: Vault, word: str) -> None:
    """Write another status into the note, the property and the tag."""
    text = vault.text(NOTE)
    old = text.partition("\nstatus: ")[2].partition("\n")[0]
    vault.edit(NOTE, f"status: {old}", f"status: {word}")
    tag = old.lower().replace(" ", "-")
    vault.edit(NOTE, f"status/{tag}", f"status/{word.lower().replace(' ', '-')}")


def test_a_conflict_is_shown_with_three_values_and_left(vault: Vault) -> None:
    write_here(vault, "Completed")
    publish(vault, "In Progress")
    before = vault.notes()
    synced = vault.run("sync", "--yes")
    assert synced.code == 1
    said = "status: Completed here, In Progress in the tracker, Not Started was written last"
    assert said in " ".join(synced.out.split())
    assert vault.notes() == before
    checked = vault.run("check", "--select", "T207")
    assert "Not Started; the vault now says Completed, the tracker In Progress" in checked.out
    assert checked.code == 1
    status = vault.run("status").out
    assert "3.1b  Completed     MM In Progress" in status
    assert "status  here Completed, tracker In Progress, written last Not Started" in status


def test_an_overwritten_value_comes_back_by_undo(vault: Vault) -> None:
    write_here(vault, "Completed")
    publish(vault, "In Progress")
    before = vault.notes()
    assert vault.run("sync", "--yes", "--overwrite-local").code == 0
    assert "status: In Progress" in vault.text(NOTE)
    assert vault.run("undo", "--yes").code == 0
    assert vault.notes() == before
    assert "MM In Progress" in vault.run("status").out


def test_a_kept_value_is_silent_until_the_tracker_moves(vault: Vault) -> None:
    write_here(vault, "Completed")
    publish(vault, "In Progress")
    kept = vault.run("sync", "--yes", "--keep-local", NOTE, "--reason", "we know better")
    assert kept.code == 0
    assert "status: Completed" in vault.text(NOTE)
    assert '"reason": "we know better"' in vault.text("vaultsync.lock")
    assert "kept from now on: Mission 3.1b: status Completed, while the tracker" in kept.err
    assert "wrote the lock" in kept.err
    assert vault.run("sync", "--yes").err.startswith("nothing to write")
    assert vault.run("check", "--select", "T20").code == 0
    assert "3.1b  Completed     K  In Progress" in vault.run("status").out
    publish(vault, "Paused")
    assert vault.run("sync", "--dry-run").code == 1
    assert vault.run("check", "--select", "T207").code == 1
    assert "3.1b  Completed     MM Paused" in vault.run("status").out
    # The tracker came round: they agree, and nothing is remembered.
    publish(vault, "Completed")
    assert vault.run("sync", "--yes").code == 0
    assert '"reason": "we know better"' not in vault.text("vaultsync.lock")


def test_where_there_is_nothing_to_keep_that_is_said(vault: Vault) -> None:
    said = vault.run("sync", "--yes", "--keep-local", NOTE)
    assert f"{NOTE} holds no value of its own to keep" in said.err


def test_what_was_removed_here_is_shown_so(vault: Vault) -> None:
    vault.edit(NOTE, "status: Not Started\n", "")
    assert "3.1b  Not Started   DA Not Started" in vault.run("status").out


def test_an_undo_is_taken_back_by_its_id(vault: Vault) -> None:
    after = vault.notes(), vault.text("vaultsync.lock")
    assert vault.run("undo", "--yes").code == 0
    assert vault.notes() != after[0]
    newest = vault.run("log").out.split()[0]
    assert vault.run("undo", "--yes", newest).code == 0
    assert (vault.notes(), vault.text("vaultsync.lock")) == after
    logged = vault.run("log").out.splitlines()
    assert len(logged) == 3
    assert all(re.search(r"  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC  ", line) for line in logged)
    assert logged[1].endswith("(undone)")
    assert not logged[0].endswith("(undone)")
    assert "status Not Started, priority Year 3" in vault.run("log", logged[2].split()[0]).out


def test_an_undo_leaves_a_note_that_moved_on_unless_forced(vault: Vault) -> None:
    write_here(vault, "Completed")
    text = vault.text(NOTE)
    undone = vault.run("undo", "--yes")
    assert undone.code == 1
    assert f"left as it is: {NOTE}: it changed since; --force puts it back" in undone.err
    assert vault.text(NOTE) == text
    first = vault.run("log").out.splitlines()[-1].split()[0]
    assert vault.run("undo", "--yes", "--force", first).code == 0
    assert "status:" not in vault.text(NOTE)
    # The newer text lies in the journal: taking that undo back brings it.
    newest = vault.run("log").out.split()[0]
    assert vault.run("undo", "--yes", newest).code == 0
    assert vault.text(NOTE) == text


def test_a_plan_is_carried_out_but_for_what_changed_since(vault: Vault) -> None:
    publish(vault, "In Progress")
    assert vault.run("sync", "-o", "plan.json").code == 0
    assert vault.run("sync", "--yes", "--expect", "2").code == 2
    vault.edit(NOTE, "status: Not Started", "status: Completed")
    applied = vault.run("apply", "--yes", "plan.json")
    assert applied.code == 1
    assert f"{NOTE.removesuffix('.md')}\n    it changed since the plan was made" in applied.out
    assert vault.run("apply", "--yes", "plan.json", "--expect", "9").code == 2
