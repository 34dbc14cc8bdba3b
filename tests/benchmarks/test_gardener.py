"""Vaults as people publish them: what is wrong there is known, and it is all that is."""

import statistics
import sys
from pathlib import Path

import pytest

from benchmarks import generate as command
from benchmarks.gardener import COVER, IMAGE, UNWRITTEN, UNWRITTEN_PROPERTY, WRONGS
from benchmarks.generate import Manifest, generate_garden, read_manifest
from benchmarks.situations import Made, Note
from tests.benchmarks.vaults import checked, files, line_of

NOTES = 400


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    folder = tmp_path_factory.mktemp("garden") / "made"
    return folder, generate_garden(folder, NOTES)


def test_the_same_seed_makes_the_same_bytes(made: tuple[Path, Manifest], tmp_path: Path) -> None:
    folder, manifest = made
    assert generate_garden(tmp_path / "again", NOTES) == manifest
    assert files(tmp_path / "again") == files(folder)


def test_another_seed_makes_another_vault(made: tuple[Path, Manifest], tmp_path: Path) -> None:
    other = generate_garden(tmp_path / "other", NOTES, seed=7)
    assert {fault.path for fault in other.faults} != {fault.path for fault in made[1].faults}


def test_the_command_line_makes_one(
    made: tuple[Path, Manifest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, asked = tmp_path / "asked", f"--notes {NOTES} --kind published"
    monkeypatch.setattr(sys, "argv", ["generate", str(folder), *asked.split()])
    command.main()
    assert files(folder) == files(made[0])


def test_there_are_as_many_notes_as_asked_for(made: tuple[Path, Manifest]) -> None:
    assert len(list((made[0] / "vault").rglob("*.md"))) == NOTES


def test_it_has_no_tracker(made: tuple[Path, Manifest]) -> None:
    folder, manifest = made
    assert not Made(folder / "vault", manifest).tracked
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.json", "vault"]


def test_the_manifest_is_read_as_it_was_written(made: tuple[Path, Manifest]) -> None:
    assert read_manifest(made[0]) == made[1]


def test_a_vault_too_small_for_its_faults_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a fault of each kind"):
        generate_garden(tmp_path / "small", 99)


def test_every_kind_of_fault_is_there(made: tuple[Path, Manifest]) -> None:
    kinds = {fault.kind for fault in made[1].faults}
    assert kinds == {wrong.kind for wrong in WRONGS} | {"broken card"}


def test_about_two_notes_of_five_have_a_fault_and_no_line_has_two(
    made: tuple[Path, Manifest],
) -> None:
    faults = made[1].faults
    assert 0.3 < len({fault.path for fault in faults}) / NOTES < 0.5
    places = [(fault.path, fault.lines) for fault in faults]
    assert len(set(places)) == len(places)


def test_what_is_not_written_is_nowhere_in_the_vault(made: tuple[Path, Manifest]) -> None:
    vault, manifest = made[0] / "vault", made[1]
    there = {path.name.removesuffix(".md").lower() for path in vault.rglob("*") if path.is_file()}
    wikilinks = {UNWRITTEN.kind, UNWRITTEN_PROPERTY.kind, IMAGE.kind}
    named = 0
    for fault in manifest.faults:
        line = line_of(vault, fault)
        if fault.kind in wikilinks:
            name = line.partition("[[")[2].partition("]]")[0].partition("|")[0]
        elif fault.kind == COVER.kind:
            name = line.partition("](")[2].partition(")")[0]
        else:
            continue
        named += 1
        assert name
        assert name.lower() not in there, fault
    assert named > NOTES / 3


def test_check_finds_every_planted_fault_and_nothing_else(
    made: tuple[Path, Manifest], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, manifest = made
    found = sorted((path, line, code) for path, line, code, _ in checked(folder / "vault", capsys))
    assert found == sorted((fault.path, fault.lines[0], fault.code) for fault in manifest.faults)


def test_notes_are_small_wide_and_at_times_one_long_line(made: tuple[Path, Manifest]) -> None:
    notes = list((made[0] / "vault").rglob("*.md"))
    assert 350 < statistics.median(path.stat().st_size for path in notes) < 2000
    assert sum(not path.name.isascii() for path in notes) > NOTES / 2
    lines = [line for path in notes for line in path.read_text("utf-8").splitlines()]
    assert max(len(line) for line in lines if line[0:1] > "\u2e80") > 200


def test_there_is_a_note_to_spoil_in_which_nothing_is_wrong(made: tuple[Path, Manifest]) -> None:
    folder, manifest = made
    note = Note(Made(folder / "vault", manifest))
    spoilt = note.spoil()
    note.restore()
    note.age()
    assert note.name not in {fault.path for fault in manifest.faults}
    assert spoilt.faults[:-1] == manifest.faults
    assert spoilt.faults[-1].path == note.name
