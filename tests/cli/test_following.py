"""What is watched follows the configuration: the lock, the trackers, the vault itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands import Said, Vault
from tests.cli.test_quiet import NOTE, Scripted
from vaultsync.watching.events import Hints

OUTSIDE = Hints(frozenset(), True)


@pytest.fixture
def vault(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Vault:
    vault = Vault(tmp_path / "vault", capfd, monkeypatch)
    (vault.root / "vaultsync.toml").unlink()
    monkeypatch.setattr("vaultsync.watching.events.Events", Scripted)
    return vault


def watched(vault: Vault, monkeypatch: pytest.MonkeyPatch, *steps: object, at: str = "") -> Said:
    # One run of them, also where a watch begins anew.
    monkeypatch.setattr(Scripted, "steps", iter(steps))
    said = vault.run("watch", *([at] if at else []))
    assert said.code == 0
    return said


def test_a_configuration_above_the_vault_brings_the_lock_beside_it(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = vault.root.parent
    lock = home / "vaultsync.lock"
    seen: list[bool] = []

    def come() -> Hints:
        seen.append(str(home / "vaultsync.toml") in Scripted.outside)
        (vault.root / "vaultsync.lock").rename(lock)
        (home / "vaultsync.toml").write_text('vault = "vault"\nignore = ["T201"]\n')
        return OUTSIDE

    def spoil() -> Hints:
        seen.append(str(lock) in Scripted.outside)
        lock.write_text("{")
        return OUTSIDE

    said = watched(vault, monkeypatch, come, spoil)
    assert seen == [True, True]
    assert f"vaultsync: the lock is {lock} from now on\n" in said.err
    assert "mended  T201" in said.out
    assert "vaultsync.lock:1: expected JSON; what was read before stays." in said.err


def test_a_lock_that_is_not_there_yet_is_waited_for(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = vault.root.parent

    def come() -> Hints:
        (home / "vaultsync.toml").write_text('vault = "vault"\nignore = ["T201"]\n')
        return OUTSIDE

    def pull() -> Hints:
        assert str(home / "vaultsync.lock") in Scripted.outside
        (vault.root / "vaultsync.lock").rename(home / "vaultsync.lock")
        return OUTSIDE

    said = watched(vault, monkeypatch, come, pull)
    first, second, _ = said.err.splitlines()
    assert first.startswith("vaultsync: no tracker: ")
    assert "; what was read before stays. Read a published list first: " in first
    assert second == f"vaultsync: the lock is {home / 'vaultsync.lock'} from now on"
    assert said.out.count("mended  T201") == 10


def test_another_vault_that_the_configuration_names_is_watched_from_then_on(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, config = vault.root.parent, vault.root.parent / "vaultsync.toml"
    (home / "other").mkdir()
    (home / "other" / "a.md").write_text("[[Nowhere]]")
    (vault.root / "vaultsync.lock").unlink()
    config.write_text('vault = "vault"\n')
    monkeypatch.chdir(home)

    def change() -> Hints:
        config.write_text('vault = "other"\n')
        return OUTSIDE

    def save() -> Hints:
        (home / "other" / "a.md").write_text("[[Elsewhere]]")
        return Hints(frozenset({"a.md"}), False)

    said = watched(vault, monkeypatch, change, save)
    assert f"vaultsync: {config} names the vault {home / 'other'} now\n" in said.err
    before, after = said.out.split("watching ")[1:]
    assert before.startswith("20 notes")
    assert after.startswith("1 note,")
    assert "mended  L401  there is no file for the link to Nowhere" in after


def test_a_vault_that_is_no_folder_is_said_and_the_old_one_stays(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, config = vault.root.parent, vault.root.parent / "vaultsync.toml"
    (vault.root / "vaultsync.lock").unlink()
    config.write_text('vault = "vault"\n')
    monkeypatch.chdir(home)

    def change() -> Hints:
        config.write_text('vault = "nowhere"\n')
        return OUTSIDE

    def save() -> Hints:
        vault.edit(NOTE, "TBS will", "[[Nowhere]] TBS will")
        return Hints(frozenset({NOTE}), False)

    said = watched(vault, monkeypatch, change, save)
    assert "names the vault 'nowhere', which is no folder; what was read before stays" in said.err
    assert said.out.count("watching ") == 1
    assert "new     L401" in said.out


def test_a_configuration_that_goes_leaves_the_vault_that_it_named(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, config = vault.root.parent, vault.root.parent / "vaultsync.toml"
    config.write_text('vault = "vault"\nignore = ["L4"]\n')
    (vault.root / "vaultsync.lock").unlink()
    vault.edit(NOTE, "TBS will", "[[Nowhere]] TBS will")
    monkeypatch.chdir(home)

    def go() -> Hints:
        config.unlink()
        return OUTSIDE

    said = watched(vault, monkeypatch, go)
    assert said.out.count("watching ") == 1
    assert "new     L401" in said.out


def test_a_configuration_counts_also_where_the_note_that_was_named_is_gone(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = vault.root / "vaultsync.toml"

    def change() -> Hints:
        (vault.root / NOTE).unlink()
        config.write_text('ignore = ["X"')
        return OUTSIDE

    def mend() -> Hints:
        config.write_text('ignore = ["T"]')
        return Hints(frozenset({NOTE}), True, frozenset({NOTE}))

    said = watched(vault, monkeypatch, change, mend, at=NOTE)
    assert said.err.count("what was read before stays") == 1
    assert f"{config}:1: this is not TOML" in said.err
    assert "mended  T201" in said.out


def test_a_code_that_no_rule_has_is_said_as_a_check_does(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = vault.root / "vaultsync.toml"

    def change() -> Hints:
        config.write_text('ignore = ["X9"]\n')
        return OUTSIDE

    line = f"vaultsync: {config}:1: no rule has the code X9"
    assert f"{line}; what was read before stays." in watched(vault, monkeypatch, change).err
    said = vault.run("watch")
    assert (said.code, said.err.partition("\n")[0]) == (2, line)


def test_other_settings_of_obsidian_are_gone_by_from_then_on(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.edit(NOTE, "TBS will", "[[Nowhere]] TBS will")
    (vault.root / ".mobile").mkdir()
    ignoring = f'{{"userIgnoreFilters": ["{NOTE}"]}}'
    (vault.root / ".mobile" / "app.json").write_text(ignoring)

    def change() -> Hints:
        (vault.root / "vaultsync.toml").write_text('config-folder = ".mobile"\n')
        return OUTSIDE

    said = watched(vault, monkeypatch, change)
    assert "vaultsync: Obsidian's settings are in .mobile from now on\n" in said.err
    assert said.out.count("watching ") == 2


def test_a_watch_begins_anew_also_where_the_note_that_was_named_is_gone(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change() -> Hints:
        (vault.root / NOTE).unlink()
        (vault.root / "vaultsync.toml").write_text('config-folder = ".mobile"\n')
        return OUTSIDE

    def come(name: str) -> Hints:
        (vault.root / name).write_text("[[Nowhere]]\n")
        return Hints(frozenset({name}), False)

    said = watched(
        vault, monkeypatch, change, lambda: come("Other.md"), lambda: come(NOTE), at=NOTE
    )
    assert said.out.count("watching ") == 2
    assert said.out.count("new     L401") == 1
    assert "Other.md" not in said.out


def test_a_note_that_was_named_and_comes_back_says_again_what_is_watched(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    note, config = vault.root / "In" / "A.md", vault.root / "vaultsync.toml"
    note.parent.mkdir()
    note.touch()

    def go() -> Hints:
        note.unlink()
        config.write_text('config-folder = ".mobile"\n')
        return OUTSIDE

    def come() -> Hints:
        note.write_text("[[Nowhere]]\n")
        config.write_text('vault = "In"\n')
        return OUTSIDE

    said = watched(vault, monkeypatch, go, come, at="In/A.md")
    assert said.out.count("watching ") == 3
    assert said.out.endswith("0 errors, 1 warning\n")


def test_a_tracker_that_comes_and_was_never_read_is_said_once(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change() -> Hints:
        (vault.root / "vaultsync.toml").write_text(
            "[tracker.risks]\nlabel = 'Risk (?P<action>[0-9]+)'\n"
        )
        return OUTSIDE

    said = watched(vault, monkeypatch, change, change)
    line = "vaultsync: the tracker risks was never read, so nothing was held against it; "
    assert said.err.count(f"{line}read it: vaultsync pull --name risks\n") == 1
