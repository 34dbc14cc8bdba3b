"""The vaults that the benchmarks run on: made alike each time, and wrong where they say."""

import re
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.faults import KINDS
from benchmarks.generate import Manifest, generate, read_manifest
from tests.benchmarks.vaults import checked, files, line_of
from vaultsync.cli import run

NOTES = 150


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    folder = tmp_path_factory.mktemp("benchmark") / "made"
    return folder, generate(folder, NOTES)


def test_the_same_seed_makes_the_same_bytes(made: tuple[Path, Manifest], tmp_path: Path) -> None:
    folder, manifest = made
    assert generate(tmp_path / "again", NOTES) == manifest
    assert files(tmp_path / "again") == files(folder)


def test_another_seed_makes_another_vault(made: tuple[Path, Manifest], tmp_path: Path) -> None:
    other = generate(tmp_path / "other", NOTES, seed=7)
    assert {fault.path for fault in other.faults} != {fault.path for fault in made[1].faults}


def test_there_are_as_many_notes_as_asked_for(made: tuple[Path, Manifest]) -> None:
    names = [path.name.lower() for path in (made[0] / "vault").rglob("*.md")]
    assert len(names) == NOTES
    assert len(set(names)) == NOTES, "no link is ambiguous"


def test_the_manifest_is_read_as_it_was_written(made: tuple[Path, Manifest]) -> None:
    folder, manifest = made
    assert read_manifest(folder) == manifest


def test_a_vault_too_small_for_its_faults_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a fault of each kind"):
        generate(tmp_path / "small", 99)
    with pytest.raises(ValueError, match="leave no room"):
        generate(tmp_path / "full", 100, actions=90)


def test_each_kind_of_fault_is_planted_in_a_note_of_its_own(made: tuple[Path, Manifest]) -> None:
    faults = made[1].faults
    assert {fault.kind for fault in faults} == {kind.name for kind in KINDS} | {"broken card"}
    assert len({fault.path for fault in faults}) == len(faults)


def test_what_planted_links_name_is_nowhere_in_the_vault(made: tuple[Path, Manifest]) -> None:
    vault, faults = made[0] / "vault", made[1].faults
    names = {path.name.removesuffix(".md").lower() for path in vault.rglob("*") if path.is_file()}
    wikilinks = [f for f in faults if f.kind in ("broken wikilink", "broken embed")]
    wikilinks += [f for f in faults if f.kind in ("broken image", "broken link in a property")]
    assert len(wikilinks) == 4
    for fault in wikilinks:
        inside = re.findall(r"\[\[([^\]|]+)", line_of(vault, fault))
        assert [name for name in inside if name.lower() not in names], fault


def test_planted_anchors_are_nowhere_in_their_notes(made: tuple[Path, Manifest]) -> None:
    vault = made[0] / "vault"
    by_name = {path.stem: path for path in vault.rglob("*.md")}
    anchored = [f for f in made[1].faults if f.code in ("L402", "L403", "E302", "E303")]
    anchored = [f for f in anchored if "Markdown" not in f.kind]
    assert len(anchored) == 4
    for fault in anchored:
        inside = re.findall(r"Compare !?\[\[([^#\]]+)#(\^?)([^\]|]+)", line_of(vault, fault))
        misses = 0
        for name, caret, anchor in inside:
            text = by_name[name].read_text("utf-8")
            wanted = f" ^{anchor}\n" if caret else f"## {anchor}\n"
            misses += wanted not in text
        assert misses == 1, fault


def test_planted_faults_in_whole_notes_stand_on_their_lines(made: tuple[Path, Manifest]) -> None:
    vault = made[0] / "vault"
    expected = {
        "invalid YAML": "tags: [project, open",
        "duplicate key": "reviewed: false",
        "merge markers": "<<<<<<< HEAD",
        "undecodable note": "caf\N{REPLACEMENT CHARACTER} au lait",
        "broken reference link": "[the table][gone]",
        "broken card": "No such note",
        "doubly encoded link": "%2520",
    }
    for fault in made[1].faults:
        assert expected.get(fault.kind, "") in line_of(vault, fault)


def test_check_finds_every_planted_fault_and_nothing_else(
    made: tuple[Path, Manifest], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, manifest = made
    found = checked(folder / "vault", capsys)
    serious = {(path, line, code) for path, line, code, severity in found if severity != "info"}
    assert serious == {(fault.path, fault.lines[0], fault.code) for fault in manifest.faults}


def test_check_finds_how_the_published_list_moved_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "made"
    manifest = generate(folder, NOTES, seed=3)
    assert run(["pull", "--vault", str(folder / "vault"), str(folder / "tracker.txt")]) == 0
    capsys.readouterr()
    found = checked(folder / "vault", capsys)
    agreement = Counter((path, code) for path, _, code, _ in found if code.startswith("T"))
    expected = Counter((drift.path, drift.code) for drift in manifest.drift)
    expected["vaultsync.lock", "T101"] = manifest.lacking
    assert agreement == +expected
