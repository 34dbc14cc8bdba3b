"""What nobody asked for is written only where nobody is at work."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.cli.commands import Vault
from vaultsync.cli import watch
from vaultsync.cli.quiet import git_is_busy, was_just_saved
from vaultsync.sync.system import System
from vaultsync.sync.vaultlock import vault_lock
from vaultsync.watching.events import Hints

NOW = 1_800_000_000.0
NOTE = "Mission 3.1b.md"


@pytest.mark.parametrize(
    ("saved", "just"), [(NOW - 1, True), (NOW, True), (NOW - 6, False), (NOW + 60, False)]
)
def test_a_note_that_was_just_saved_is_known_by_its_time(
    tmp_path: Path, saved: float, just: bool
) -> None:
    file = tmp_path / "a.md"
    file.write_text("")
    os.utime(file, (saved, saved))
    assert was_just_saved(file, NOW) is just
    assert not was_just_saved(tmp_path / "gone.md", NOW)


def test_git_at_work_is_seen_from_any_folder_of_its_tree(tmp_path: Path) -> None:
    notes = tmp_path / "repo" / "notes"
    notes.mkdir(parents=True)
    assert not git_is_busy(notes)
    (tmp_path / "repo" / ".git").mkdir()
    assert not git_is_busy(notes)
    (tmp_path / "repo" / ".git" / "index.lock").touch()
    assert git_is_busy(notes)
    # A worktree's `.git` is a file that names its folder.
    (notes / ".git").write_text("gitdir: ../.git/worktrees/notes\n")
    assert not git_is_busy(notes)
    folder = tmp_path / "repo" / ".git" / "worktrees" / "notes"
    folder.mkdir(parents=True)
    (folder / "index.lock").touch()
    assert git_is_busy(notes)
    (notes / ".git").write_bytes(b"gitdir: \0\xff")
    assert not git_is_busy(notes)


class Scripted:
    """Stands for the file system's events: a step for each round, then Ctrl-C."""

    steps: ClassVar[list[object]] = []
    outside: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, root: str, outside: frozenset[str], config_folder: str, *_: object) -> None:
        self._steps = iter(self.steps)
        self.follow(outside)

    def follow(self, outside: frozenset[str]) -> None:
        Scripted.outside = outside

    def start(self) -> None:
        pass

    def stop(self) -> None:
        pass

    def next(self, patience: float | None, clock: object) -> Hints | None:
        for step in self._steps:
            assert callable(step)
            found = step()
            assert found is None or isinstance(found, Hints)
            return found
        raise KeyboardInterrupt


@pytest.fixture
def vault(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Vault:
    vault = Vault(tmp_path / "vault", capfd, monkeypatch)
    for note in vault.root.glob("*.md"):
        os.utime(note, (NOW, NOW))
    monkeypatch.setattr("vaultsync.watching.events.Events", Scripted)
    return vault


def watched(vault: Vault, monkeypatch: pytest.MonkeyPatch, *steps: object) -> str:
    monkeypatch.setattr(Scripted, "steps", [*steps])
    said = vault.run("watch", "--sync")
    assert said.code == 0
    return said.out + said.err


def nothing() -> None:
    return None


def test_a_watch_writes_what_lies_quiet(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    said = watched(vault, monkeypatch, nothing, nothing)
    assert "wrote 10 notes" in said
    assert "status: Not Started" in vault.text(NOTE)


def test_what_a_watch_wrote_is_no_news(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Hints(frozenset({NOTE, "vaultsync.lock"}), True)
    said = watched(vault, monkeypatch, nothing, lambda: own)
    assert "wrote 10 notes" in said
    assert "no change in findings" not in said


def test_a_note_saved_before_the_watch_began_is_left_for_later(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(vault.root / NOTE)
    said = watched(
        vault, monkeypatch, nothing, nothing, lambda: os.utime(vault.root / NOTE, (NOW, NOW))
    )
    assert said.count(f"{NOTE} was just saved: it is written later") == 1
    assert "wrote 9 notes" in said
    assert "wrote 1 note" in said
    assert "status: Not Started" in vault.text(NOTE)


def test_a_note_saved_meanwhile_is_left_for_later(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "was_just_saved", lambda file: False)

    def save() -> Hints:
        vault.edit(NOTE, "TBS will", "TBS  will")
        return Hints(frozenset({NOTE}), False)

    said = watched(vault, monkeypatch, save, nothing)
    assert f"{NOTE} was just saved: it is written later" in said
    assert "status:" not in vault.text(NOTE)


def test_a_watch_waits_for_git(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = vault.root / ".git" / "index.lock"
    lock.parent.mkdir()
    lock.touch()
    said = watched(vault, monkeypatch, nothing, nothing)
    assert said.count("git is at work here: writing waits for it") == 1
    assert "status:" not in vault.text(NOTE)
    # Whoever asks for a sync, as a commit hook does, is not made to wait for git.
    assert vault.run("sync", "--yes").code == 0
    assert "status: Not Started" in vault.text(NOTE)


def test_what_waits_for_git_is_planned_once_more_and_written_when_git_is_done(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = vault.root / ".git" / "index.lock"
    lock.parent.mkdir()
    lock.touch()
    planned: list[bool] = []
    plan_for = watch.plan_for

    def plan(*about: Any) -> Any:
        planned.append(lock.exists())
        return plan_for(*about)

    monkeypatch.setattr(watch, "plan_for", plan)
    watched(vault, monkeypatch, nothing, nothing, nothing, lock.unlink)
    assert planned == [True, False]
    assert "status: Not Started" in vault.text(NOTE)


def test_a_watch_waits_for_another_vaultsync_that_writes(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin() -> None:
        other.enter_context(vault_lock(vault.root, System()))

    with ExitStack() as other:
        said = watched(vault, monkeypatch, begin, nothing, other.close)
    assert said.count("is writing into this vault: this waits for it") == 1
    assert "status: Not Started" in vault.text(NOTE)


def test_a_lock_that_is_gone_is_said_and_what_was_read_of_it_stays(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = vault.root / "vaultsync.lock"
    kept = lock.read_bytes()

    def remove() -> Hints:
        lock.unlink()
        return Hints(frozenset(), True)

    def bring_back() -> Hints:
        lock.write_bytes(kept)
        return Hints(frozenset(), True)

    monkeypatch.setattr(Scripted, "steps", [remove, bring_back])
    said = vault.run("watch")
    assert "vaultsync.lock is not there" in said.err
    assert "mended" not in said.out
    assert "new" not in said.out


@pytest.mark.parametrize("broken", [None, b"{"])
def test_nothing_is_written_while_the_lock_is_gone_or_cannot_be_read(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, broken: bytes | None
) -> None:
    lock = vault.root / "vaultsync.lock"
    kept = lock.read_bytes()
    git = vault.root / ".git" / "index.lock"
    git.parent.mkdir()
    git.touch()

    def spoil() -> Hints:
        git.unlink()
        lock.unlink()
        if broken:
            lock.write_bytes(broken)
        return Hints(frozenset(), True)

    def look() -> None:
        assert "status:" not in vault.text(NOTE)
        assert (lock.read_bytes() if lock.exists() else None) == broken

    def bring_back() -> Hints:
        lock.write_bytes(kept)
        return Hints(frozenset(), True)

    said = watched(vault, monkeypatch, nothing, spoil, look, bring_back, nothing)
    assert "wrote 10 notes" in said


def test_a_configuration_that_comes_or_goes_counts(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = vault.root / "vaultsync.toml"
    config.unlink()
    vault.edit(NOTE, "TBS will", "[[Nowhere]] TBS will")

    def come() -> Hints:
        config.write_text('ignore = ["L401"]\n')
        return Hints(frozenset(), str(config) in Scripted.outside)

    def go() -> Hints:
        config.unlink()
        return Hints(frozenset(), str(config) in Scripted.outside)

    monkeypatch.setattr(Scripted, "steps", [come, go])
    said = vault.run("watch")
    assert "mended  L401" in said.out
    assert "new     L401" in said.out
