"""A walk that was begun ahead finds what a walk finds, and leaves nobody behind."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from vaultsync.disk import ahead
from vaultsync.disk.walk import Table, hand_on, walk
from vaultsync.obsidian.files import DiskFiles
from vaultsync.processes import forks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(forks, "processors", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    yield
    ahead.end()
    assert not forks._living


@pytest.fixture
def base(tmp_path: Path) -> str:
    for number in range(40):
        folder = tmp_path / f"d{number % 7}" / f"e{number % 3}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"Note {number}.md").write_text("x" * number)
    (tmp_path / "d1" / "link.md").symlink_to(tmp_path / "d2")
    return f"{tmp_path}{os.sep}"


def plainly(base: str) -> tuple[list[str], list[int], list[str]]:
    found, links = Table([], []), list[str]()
    walk(base, "", found, links)
    return found.paths, found.numbers, links


def ahead_of(base: str) -> tuple[list[str], list[int], list[str]] | None:
    told = ahead.ended(base)
    return told and (told[0].paths, told[0].numbers, told[1])


@pytest.mark.parametrize("few", [0, 1, 7, 30, 10**6])
def test_it_finds_the_same(base: str, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(ahead, "_FEW", few)
    ahead.begin(base)
    assert bool(forks._living) == (few <= 30)
    assert ahead_of(base) == plainly(base)
    assert ahead_of(base) is None


@pytest.mark.parametrize("fails", ["no fork", "dead fork"])
def test_what_a_fork_does_not_tell_is_looked_at_here(
    base: str, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    monkeypatch.setattr(ahead, "_FEW", 1)
    if fails == "no fork":
        monkeypatch.setattr(forks, "forked", lambda work: None)
    else:
        monkeypatch.setattr(ahead, "_looked_at", lambda base, folders, is_wanted: os._exit(1))
    ahead.begin(base)
    assert ahead_of(base) == plainly(base)


def test_another_folder_is_not_told_of_it(
    base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_FEW", 1)
    other = tmp_path / "d1"
    expected = DiskFiles(other).table().paths
    ahead.begin(base)
    assert DiskFiles(other).table().paths == expected
    assert ahead_of(base) is not None


def test_a_walk_that_was_just_made_is_not_made_again(base: str) -> None:
    hand_on(base, Table(["Only.md"], [1, 2, 3, 4]), [], None, ("", []))
    ahead.begin(base)
    assert ahead_of(base) is None
    assert DiskFiles(base).table().paths == ["Only.md"]


def test_the_files_of_a_vault_are_those_that_were_begun_with(
    base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_FEW", 1)
    expected = sorted(DiskFiles(base).table().paths)
    ahead.begin(base)
    monkeypatch.setattr("vaultsync.obsidian.files.walk", None)
    assert sorted(DiskFiles(base).table().paths) == expected
