from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.asking import Asker
from vaultsync.locate import NoVaultError, find_vault


def tree(top: Path, *paths: str) -> None:
    for path in paths:
        file = top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith("/"):
            file.mkdir(exist_ok=True)
        else:
            file.write_text("")


def test_the_option_names_the_vault(tmp_path: Path) -> None:
    tree(tmp_path, "notes/a.md", ".obsidian/app.json")
    found = find_vault("notes", [], tmp_path)
    assert found.root_path == found.home_path == tmp_path / "notes"
    assert found.lock_shown == "vaultsync.lock"


def test_the_configuration_above_may_name_the_folder_of_the_notes(tmp_path: Path) -> None:
    tree(tmp_path, "repo/notes/sub/a.md", "repo/notes/.obsidian/app.json")
    (tmp_path / "repo/vaultsync.toml").write_text('vault = "notes"')
    for vault, paths, folder in [
        (None, ["repo/notes/sub/a.md"], ""),
        (None, ["repo"], ""),
        (None, [], "repo/notes/sub"),
        ("repo", [], ""),
        ("repo/notes", [], ""),
    ]:
        found = find_vault(vault, paths, tmp_path / folder)
        assert found.root_path == tmp_path / "repo/notes"
        assert found.home_path == tmp_path / "repo"
        assert found.lock_shown == "../vaultsync.lock"


def test_a_configuration_of_another_folder_does_not_count(tmp_path: Path) -> None:
    tree(tmp_path, "notes/a.md", "other/b.md")
    (tmp_path / "vaultsync.toml").write_text('vault = "notes"')
    assert find_vault(None, ["other"], tmp_path).root_path == tmp_path / "other"


def test_the_nearest_obsidian_folder_is_a_vault(tmp_path: Path) -> None:
    tree(tmp_path, "v/.obsidian/app.json", "v/deep/er/a.md")
    found = find_vault(None, ["v/deep"], tmp_path)
    assert found.root_path == tmp_path / "v"
    assert found.selection == ("deep",)


def test_without_either_the_named_folder_is_the_vault(tmp_path: Path) -> None:
    tree(tmp_path, "plain/a.md")
    assert find_vault(None, ["plain/a.md"], tmp_path).root_path == tmp_path / "plain"
    assert find_vault(None, ["plain/a.md"], tmp_path).selection == ("a.md",)
    assert find_vault(None, [], tmp_path / "plain").root_path == tmp_path / "plain"


def test_naming_the_vault_or_more_narrows_nothing(tmp_path: Path) -> None:
    tree(tmp_path, "v/.obsidian/app.json", "v/a.md")
    assert find_vault(None, ["v"], tmp_path).selection == ()
    assert find_vault(None, ["v/a.md", "v"], tmp_path).selection == ()
    assert find_vault(None, ["../v/a.md"], tmp_path / "v").selection == ("a.md",)


def test_paths_of_two_vaults_are_refused(tmp_path: Path) -> None:
    tree(tmp_path, "v/.obsidian/x", "v/a.md", "w/.obsidian/x", "w/b.md")
    with pytest.raises(NoVaultError, match="two vaults"):
        find_vault(None, ["v/a.md", "w/b.md"], tmp_path)
    with pytest.raises(NoVaultError, match="does not lie in the vault"):
        find_vault("v", ["w/b.md"], tmp_path)


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoVaultError, match=r"gone\.md: there is no such file"):
        find_vault(None, ["gone.md"], tmp_path)
    with pytest.raises(NoVaultError, match="gone: there is no such folder"):
        find_vault("gone", [], tmp_path)
    (tmp_path / "vaultsync.toml").write_text('vault = "gone"')
    with pytest.raises(NoVaultError, match="names the vault 'gone'"):
        find_vault(None, [], tmp_path)


def test_a_vault_behind_a_symlink_is_found_by_either_name(tmp_path: Path) -> None:
    tree(tmp_path, "real/.obsidian/x", "real/a.md")
    (tmp_path / "link").symlink_to("real")
    found = find_vault("link", ["real/a.md"], tmp_path)
    assert found.selection == ("a.md",)


def test_paths_are_joined_as_pathlib_joins_them(tmp_path: Path) -> None:
    tree(tmp_path, "vault/.obsidian/app.json", "vault/sub/a.md")
    for given in (
        "vault/sub/a.md",
        "vault//sub/a.md/",
        "./vault/sub/./a.md",
        "vault/sub/../sub/a.md",
    ):
        found = find_vault(None, [given], tmp_path)
        assert (found.root_path, found.selection) == (tmp_path / "vault", ("sub/a.md",))
    for given in ("", ".", "./", str(tmp_path / "vault"), f"{tmp_path}/vault/"):
        found = find_vault(None, [given], tmp_path / "vault")
        assert (found.root_path, found.selection) == (tmp_path / "vault", ())
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "vault")
    assert find_vault("link", ["vault/sub"], tmp_path).selection == ("sub",)
    assert find_vault("vault", ["link/sub", "link/sub/a.md"], tmp_path).selection == (
        *("sub", "sub/a.md"),
    )


@pytest.mark.parametrize("command", ["check", "log", "clean"])
def test_a_working_folder_that_was_removed_is_no_fault_of_ours(
    command: str, ask: Asker, vault: Path
) -> None:
    vault.joinpath("gone").mkdir()
    os.chdir(vault / "gone")
    vault.joinpath("gone").rmdir()
    answer = ask(command)
    assert answer.code == 2
    assert answer.err.startswith(b"vaultsync: the folder that this runs in is not there any more\n")
