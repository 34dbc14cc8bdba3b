"""What stands where a file of ours should: it is named, nothing waits, and the rest goes on."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tests.cli.commands import Vault
from vaultsync.disk import bounded

COMMANDS = (
    ["status"],
    ["check"],
    ["sync", "--yes"],
    ["match"],
    ["report"],
    ["history"],
    ["pull", "tracker-page.txt"],
)
pytestmark = pytest.mark.skipif(not os.path.lexists("/dev/zero"), reason="it needs devices")


@pytest.fixture
def vault(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Vault:
    monkeypatch.setenv("VAULTSYNC_CACHE_DIR", str(tmp_path / "cache"))
    return Vault(tmp_path / "vault", capfd, monkeypatch)


def plant(path: Path, what: str) -> None:
    """Put something else in a file's place."""
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    if what == "device":
        path.symlink_to("/dev/zero")
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    elif what == "loop":
        path.symlink_to(path.name)
    else:
        with path.open("wb") as stream:
            stream.truncate(6 << 30)


KINDS = {
    "device": "it is no plain file, but a pipe or a device",
    "pipe": "it is no plain file, but a pipe or a device",
    "folder": "it is a folder",
    "loop": "it is a symbolic link that leads in circles",
    "large": "it has more than",
}


@pytest.mark.parametrize("what", KINDS)
def test_in_the_place_of_the_lock(vault: Vault, what: str) -> None:
    plant(vault.root / "vaultsync.lock", what)
    before = vault.notes()
    for command in COMMANDS:
        said = vault.run(*command)
        assert said.code == 2
        assert f"vaultsync.lock cannot be read: {KINDS[what]}" in said.err
        assert "Move it away; vaultsync pull makes the lock anew." in said.err
    assert vault.notes() == before


@pytest.mark.parametrize("what", ["device", "pipe", "loop", "large"])
def test_in_the_place_of_the_configuration(vault: Vault, what: str) -> None:
    plant(vault.root / "vaultsync.toml", what)
    said = vault.run("check")
    assert said.code == 2
    assert f"vaultsync.toml cannot be read: {KINDS[what]}" in said.err


@pytest.mark.parametrize("name", ["app.json", "types.json"])
@pytest.mark.parametrize("what", KINDS)
def test_in_the_place_of_settings(vault: Vault, what: str, name: str) -> None:
    plant(vault.root / ".obsidian" / name, what)
    said = vault.run("check", "--format", "concise")
    assert f"{name}:1:1: X003 it cannot be read: {KINDS[what]}" in said.out


@pytest.mark.parametrize("what", KINDS)
def test_in_the_place_of_the_history(vault: Vault, what: str) -> None:
    plant(vault.root / "vaultsync.history.jsonl", what)
    lock = (vault.root / "vaultsync.lock").read_bytes()
    page = vault.root / "tracker-page.txt"
    page.write_text(page.read_text().replace("Status: Not Started", "Status: Completed"))
    said = vault.run("pull", "tracker-page.txt")
    assert said.code == 2
    assert "vaultsync.history.jsonl cannot be added to: it " in said.err
    assert "Nothing was written. Move it away" in said.err
    assert (vault.root / "vaultsync.lock").read_bytes() == lock
    assert vault.run("history").code == 2


@pytest.mark.parametrize("what", KINDS)
def test_in_the_place_of_a_source_or_a_plan(vault: Vault, what: str) -> None:
    plant(vault.root / "page.txt", what)
    for command in (
        ["pull", "page.txt"],
        ["check", "--tracker", "page.txt"],
        ["apply", "page.txt"],
    ):
        said = vault.run(*command)
        assert said.code == 2
        assert f"page.txt cannot be read: {KINDS[what]}" in said.err


def test_a_note_of_no_end_is_not_read(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(vault.root / "Mission 3.1b.md", "large")
    monkeypatch.setattr(bounded.os, "read", _no_more_than(1 << 20, os.read))
    said = vault.run("check", "--format", "concise")
    assert "Mission 3.1b.md:1:1: V606 the file cannot be read: it has more than 256 MiB" in said.out
    assert "T101" not in said.out


def _no_more_than(most: int, read: object) -> object:
    def counted(file: int, size: int) -> bytes:
        assert size <= most
        data: bytes = read(file, size)  # type: ignore[operator]  # os.read
        return data

    return counted


def test_a_lock_that_is_a_link_is_read_and_not_written(vault: Vault) -> None:
    lock = vault.root / "vaultsync.lock"
    lock.rename(vault.root / "real.lock")
    lock.symlink_to("real.lock")
    before = (vault.root / "real.lock").read_bytes()
    assert vault.run("status").code == 0
    page = vault.root / "tracker-page.txt"
    page.write_text(page.read_text().replace("Status: Not Started", "Status: Completed"))
    for command in (
        ["pull", "tracker-page.txt"],
        ["sync", "--tracker", "tracker-page.txt", "--yes"],
    ):
        said = vault.run(*command)
        assert said.code == 2
        assert "vaultsync.lock is a symbolic link, and vaultsync writes it through none" in said.err
    assert (vault.root / "real.lock").read_bytes() == before
    assert not (vault.root / "vaultsync.history.jsonl").exists()


def _refuse(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the system refuse every look at and into a path, as it does to who is not root."""

    def refusing(real: object, own: bool) -> object:
        def call(path: object, *more: object, **named: object) -> object:
            if isinstance(path, str | os.PathLike):
                at = Path(os.path.normpath(Path.cwd() / os.fspath(path)))  # type: ignore[arg-type]  # a path
                if folder in at.parents or (own and at == folder):
                    raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return real(path, *more, **named)  # type: ignore[operator]  # a function

        return call

    for name in ("stat", "lstat"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name), False))
    for name in ("open", "scandir", "listdir"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name), True))


def test_a_configuration_that_may_not_be_read(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    _refuse(monkeypatch, vault.root / "vaultsync.toml")
    for command in COMMANDS:
        said = vault.run(*command)
        assert said.code == 2
        assert "vaultsync.toml cannot be read: Permission denied" in said.err
        assert "Make it readable for you." in said.err


def test_a_state_folder_that_may_not_be_looked_into(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    (vault.root / ".vaultsync" / "journal").mkdir(parents=True)
    _refuse(monkeypatch, vault.root / ".vaultsync")
    for command in [*COMMANDS, ["log"], ["undo", "--yes"], ["clean"]]:
        said = vault.run(*command)
        assert "fault of vaultsync" not in said.err
        assert ".vaultsync cannot be looked into: Permission denied" in said.err
    assert vault.run("log").code == 2


class TestJournal:
    """One odd thing in the journal is named, and the others are listed."""

    @pytest.fixture
    def written(self, vault: Vault) -> Vault:
        for note in ("Mission 3.1a.md", "Mission 3.1b.md"):
            vault.run("sync", "--yes")
            file = vault.root / note
            lines = file.read_text().splitlines(keepends=True)
            file.write_text("".join(line for line in lines if "status" not in line))
        vault.run("sync", "--yes")
        assert len(vault.run("log").out.splitlines()) > 1
        return vault

    @pytest.mark.parametrize("what", ["device", "pipe", "folder", "loop", "large"])
    def test_an_entry(self, written: Vault, what: str) -> None:
        newest, *_, oldest = (line.split()[0] for line in written.run("log").out.splitlines())
        plant(written.root / ".vaultsync" / "journal" / f"{oldest}.done", what)
        said = written.run("log")
        assert newest in said.out
        assert f".vaultsync/journal/{oldest}.done" in said.err
        assert "away. Then the other entries work again." in said.err
        assert written.run("undo", "--yes").code == 0

    @pytest.mark.parametrize("what", ["device", "pipe", "folder", "loop"])
    def test_the_name_of_the_vault(self, written: Vault, what: str) -> None:
        plant(written.root / ".vaultsync" / "vault", what)
        for command in (["log"], ["undo", "--yes"]):
            said = written.run(*command)
            assert said.code == 2
            assert ".vaultsync/vault cannot be read: it is" in said.err

    @pytest.mark.parametrize("now", [None, "0" * 32 + "\n", "torn"])
    def test_another_name_of_the_vault(self, written: Vault, now: str | None) -> None:
        name = written.root / ".vaultsync" / "vault"
        name.unlink()
        if now is not None:
            name.write_text(now)
        said = written.run("log")
        assert "entries of another vault" in said.err
        assert "nothing was written" not in said.err
        said = written.run("undo", "--yes")
        assert said.code == 2
        assert "the journal holds nothing of this vault" in said.err


def test_a_plan_about_a_tracker_that_is_not_configured(vault: Vault) -> None:
    assert vault.run("sync", "-o", "plan.json").code in (0, 1)
    plan = vault.root / "plan.json"
    plan.write_text(plan.read_text().replace('"tracker": ""', '"tracker": "other"'))
    said = vault.run("apply", "plan.json", "--yes")
    assert said.code == 2
    assert "plan.json is about the tracker 'other', and there is none of that name" in said.err
