from __future__ import annotations

import time
from pathlib import Path

import pytest

from vaultsync.errors import VaultsyncError
from vaultsync.events import GRACE, Events, is_noise
from vaultsync.obsidian.settings import settings_paths


@pytest.mark.parametrize(
    "path",
    ["a.md~", ".a.md.swp", "x/.~a.tmp", ".git/index", "4913", ".obsidian/workspace.json", "#a#"],
)
def test_what_editors_and_tools_leave_is_noise(path: str) -> None:
    assert is_noise(path, ".obsidian")


@pytest.mark.parametrize(
    "path",
    [
        *("a.md", "x/a b.md", ".a.md.icloud", *settings_paths(".obsidian")),
        *(".obsidian", ".obsidian/plugins", ".obsidian/plugins/templater-obsidian"),
    ],
)
def test_what_the_answer_depends_on_is_no_noise(path: str) -> None:
    assert not is_noise(path, ".obsidian")


def test_a_vault_that_comes_back_within_a_second_was_never_gone(tmp_path: Path) -> None:
    vault, away = tmp_path / "vault", tmp_path / "away"
    vault.mkdir()
    events = Events(str(vault), frozenset(), ".obsidian")
    vault.rename(away)

    def clock() -> float:
        if away.exists():
            away.rename(vault)
            return 0.0
        return GRACE

    assert events.next(0.01, clock) is None
    assert vault.exists()


@pytest.mark.parametrize("replaced", [False, True])
def test_a_vault_that_is_gone_or_replaced_ends_the_watch(tmp_path: Path, replaced: bool) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    events = Events(str(vault), frozenset(), ".obsidian")
    vault.rename(tmp_path / "away")
    if replaced:
        vault.mkdir()
    times = iter((0.0, 0.0, GRACE))
    with pytest.raises(VaultsyncError, match="no longer the folder that was watched"):
        events.next(0.01, lambda: next(times))


def test_a_symbolic_link_that_leads_above_the_vault_is_not_followed(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "up").symlink_to(tmp_path)
    (vault / "in").symlink_to(vault)
    events = Events(str(vault), frozenset(), ".obsidian", ["up", "in"])
    events.start()
    events.stop()
    assert events.heard == {str(vault): True}


def test_a_symbolic_link_that_leads_nowhere_does_not_keep_us_from_watching(tmp_path: Path) -> None:
    vault, team = tmp_path / "vault", tmp_path / "team"
    vault.mkdir()
    team.mkdir()
    (vault / "gone.md").symlink_to(tmp_path / "no folder" / "gone.md")
    (vault / "team").symlink_to(team)
    events = Events(str(vault), frozenset(), ".obsidian", ["gone.md", "team"])
    events.start()
    events.stop()
    assert events.heard == {str(vault): True, str(team): True}


def test_a_vault_that_a_link_leads_to_no_more_ends_the_watch(tmp_path: Path) -> None:
    vault, link = tmp_path / "vault", tmp_path / "link"
    vault.mkdir()
    link.symlink_to(vault)
    events = Events(str(link), frozenset(), ".obsidian")
    link.unlink()
    times = iter((0.0, 0.0, GRACE))
    with pytest.raises(VaultsyncError, match="link is no longer the folder that was watched"):
        events.next(0.01, lambda: next(times))


def test_a_file_beside_the_vault_is_watched_whatever_its_folder_is_called(tmp_path: Path) -> None:
    vault, beside = tmp_path / "notes", tmp_path / "notes2"
    vault.mkdir()
    beside.mkdir()
    events = Events(str(vault), frozenset({str(beside / "plan.csv")}), ".obsidian")
    assert str(beside) in events.heard


def test_one_save_is_a_hint_for_each_way_to_the_note(tmp_path: Path) -> None:
    vault, outside = tmp_path / "vault", tmp_path / "outside"
    (outside / "in").mkdir(parents=True)
    vault.mkdir()
    links = ["a", "b", "one.md", "gone"]
    for link, to in zip(links, (outside, outside / "in", outside / "in/One.md", "x"), strict=True):
        (vault / link).symlink_to(to)
    events = Events(str(vault), frozenset(), ".obsidian", links)
    events.start()
    try:
        (outside / "in" / "One.md").write_text("new")
        hints = events.next(5, time.monotonic)
    finally:
        events.stop()
    assert hints is not None
    assert hints.paths >= {"a/in/One.md", "b/One.md", "one.md"}
    assert "gone" not in hints.paths
