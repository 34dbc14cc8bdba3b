"""Notes that are called by their name: as a link would find them, and never by a guess."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vaultsync.cli import named, run
from vaultsync.cli.meant import Asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.locate import Found


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "vault"
    for path in (
        ".obsidian/app.json",
        "Accueil.md",
        "deep/Élan.md",
        "deep/Twin.md",
        "other/Twin.md",
        "other/Accueil.md",
    ):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("{}" if path.endswith("json") else f"# {path}\n[[Gone {file.stem}]]\n")
    monkeypatch.setenv("VAULTSYNC_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(root)
    return root


def seen(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The notes that a check finds something in."""
    capsys.readouterr()
    assert run(["check", "--format", "concise", *arguments]) == 1
    return sorted(line.split(":")[0] for line in capsys.readouterr().out.splitlines())


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Élan", "deep/Élan.md"),
        ("e\u0301lan", "deep/Élan.md"),
        ("deep/élan", "deep/Élan.md"),
        ("deep/Twin", "deep/Twin.md"),
        ("Accueil", "Accueil.md"),  # the path itself, though it is another's name too
    ],
)
def test_a_note_by_its_name(
    vault: Path, name: str, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert seen(capsys, name) == [path]
    assert run(["inspect", name]) == 0
    assert capsys.readouterr().out.startswith(path)


def test_names_and_paths_together(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert seen(capsys, "other", "Élan") == [
        "deep/Élan.md",
        "other/Accueil.md",
        "other/Twin.md",
    ]
    assert len(seen(capsys, ".", "Élan")) == 5


def test_a_name_is_looked_for_in_the_vault_that_is_named(
    vault: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault.parent)
    assert seen(capsys, "--vault", "vault", "Élan") == ["deep/Élan.md"]


def test_of_several_notes_none_is_guessed(
    vault: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["check", "Twin"]) == 2
    said = capsys.readouterr().err
    assert "Twin is the name of 2 notes" in said
    assert "deep/Twin.md, other/Twin.md" in said
    monkeypatch.chdir(vault / "deep")
    assert seen(capsys, "Twin") == ["deep/Twin.md"]
    monkeypatch.chdir(vault / "other")
    capsys.readouterr()
    assert run(["check", "Accueil"]) == 2  # the one here, or what a link would find
    # The paths are such as can be given here.
    assert "Name one by its path: ../Accueil.md, Accueil.md\n" in capsys.readouterr().err
    assert seen(capsys, "../Accueil.md") == ["Accueil.md"]


def test_a_name_with_folders_is_of_the_vault_that_its_path_would_be_of(
    vault: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault.parent)
    for name in ("vault/Accueil.md", "vault/Accueil", "Élan"):
        assert seen(capsys, name) == ["deep/Élan.md" if name == "Élan" else "Accueil.md"]
    (vault.parent / "second" / ".obsidian").mkdir(parents=True)
    (vault.parent / "second" / "One.md").touch()
    assert run(["check", "One", "Élan"]) == 2
    assert "the paths lie in two vaults" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["/Nowhere", "../vault/Twin", "./Élan", "deep/", "Élan.MD"])
def test_what_can_be_no_name_is_told_without_a_look_at_all_files(
    vault: Path, name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault / "other")
    monkeypatch.setattr(named, "Tree", None)
    assert run(["check", "Nobody", name]) == 2
    assert f"{name}: there is no such file or folder" in capsys.readouterr().err


def test_a_watch_goes_on_with_the_note_that_had_the_name(
    vault: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []

    def stopped(self: Asked, found: Found) -> Iterator[str]:
        asked.append(self.paths)
        raise KeyboardInterrupt

    monkeypatch.setattr(Asked, "configurations", stopped)
    assert run(["watch", "élan", "other"]) == 0
    assert asked == [(str(vault / "deep" / "Élan.md"), "other")]
    assert Asked(None, asked[0], vault).are_there
    assert run(["watch", "Twin"]) == 2


@pytest.mark.parametrize("name", ["Nowhere", "lan", "Élan.md", "élan/", "./Élan", "../vault/Twin"])
def test_what_is_no_name_is_a_path_that_is_not_there(
    vault: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A note that is gone above all: a namesake elsewhere is another note."""
    assert run(["check", "Élan", name]) == 2
    assert f"{name}: there is no such file or folder" in capsys.readouterr().err


def test_codes_go_without_case(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert seen(capsys, "--select", "l4") == seen(capsys, "--select", "L4")
    assert run(["check", "--ignore", "l,v6"]) == 0
    assert run(["check", "--select", "l4o1"]) == 2
