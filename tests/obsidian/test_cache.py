"""What is kept between runs never changes what is found."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from pathlib import Path
from random import Random

import pytest

from vaultsync.obsidian import cache as cache_module
from vaultsync.obsidian.cache import Cache
from vaultsync.obsidian.note import Note
from vaultsync.obsidian.scan import scan

TEXTS = {
    "One.md": "---\ntags: [a]\n---\n# One\n\nSaid [[Two]]. ^id\n",
    "Two.md": "# Two\n\n- [ ] A task, ![[One#One|shown]] #tag\n",
    "Brève.md": "# Brève 🎉\r\n\r\nLine %%hidden%% end\r\n",
    "Empty.md": "",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".vaultsync" / "cache" / "index"


@pytest.fixture(params=[0, 64], ids=["all", "one by one"], autouse=True)
def _looked_for(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for entries in either of two ways."""
    monkeypatch.setattr(cache_module, "_FEW", request.param)


def seen(note: Note) -> tuple[object, ...]:
    return (note.text, note.mark, note.facts, note.sections, note.sha256)


def read(cache: Cache, texts: dict[str, str] = TEXTS) -> dict[str, tuple[object, ...]]:
    return {path: seen(cache.note(path, text.encode())) for path, text in texts.items()}


def fresh(texts: dict[str, str] = TEXTS) -> dict[str, tuple[object, ...]]:
    return {path: seen(Note(path, text.encode())) for path, text in texts.items()}


def filled(path: Path, program: str = "1") -> None:
    cache = Cache([path], program)
    read(cache)
    cache.save(len(TEXTS))


def knows(path: Path, program: str = "1") -> int:
    """How many of the texts the file knows."""
    cache = Cache([path], program)
    notes = [cache.note(name, text.encode()) for name, text in TEXTS.items()]
    return sum("facts" in note.__dict__ and "sections" in note.__dict__ for note in notes)


def test_what_was_found_is_found_again_without_looking(path: Path) -> None:
    filled(path)
    assert knows(path) == len(TEXTS)
    assert read(Cache([path], "1")) == fresh()
    assert path.stat().st_mode & 0o077 == 0 or os.name == "nt"
    assert [each.name for each in path.parent.iterdir()] == ["index"]


def test_the_folder_ignores_itself(path: Path) -> None:
    filled(path)
    assert (path.parent.parent / ".gitignore").read_bytes() == b"*\n"


def test_a_note_is_known_under_any_name_and_changed_ones_are_not(path: Path) -> None:
    filled(path)
    cache = Cache([path], "1")
    assert "facts" in cache.note("Renamed.md", TEXTS["One.md"].encode()).__dict__
    changed = cache.note("One.md", TEXTS["One.md"].replace("Two", "Too").encode())
    assert "facts" not in changed.__dict__
    assert changed.links[0].path == "Too"


def test_facts_alone_are_kept_and_sections_added(path: Path) -> None:
    cache = Cache([path], "1")
    notes = [cache.note(name, text.encode()) for name, text in TEXTS.items()]
    assert all(note.facts == scan(note.text) for note in notes)
    cache.save(len(TEXTS))
    again = Cache([path], "1")
    note = again.note("One.md", TEXTS["One.md"].encode())
    assert "facts" in note.__dict__
    assert "sections" not in note.__dict__
    assert read(again) == fresh()
    again.save(len(TEXTS))
    assert knows(path) == len(TEXTS)


def test_what_is_learned_of_notes_that_were_let_go_is_kept(path: Path) -> None:
    cache = Cache([path], "1")
    for name, text in TEXTS.items():
        assert cache.note(name, text.encode()).facts
        key, blob = cache.let_go(name)
        cache.take([name], [key], [blob])
    assert read(cache) == fresh()
    cache.save(len(TEXTS))
    assert knows(path) == len(TEXTS)


def test_saving_again_loses_nothing(path: Path) -> None:
    cache = Cache([path], "1")
    notes = [cache.note(name, text.encode()) for name, text in TEXTS.items()]
    assert all(note.facts for note in notes)
    cache.save(len(TEXTS))
    assert notes[0].sections
    cache.save(len(TEXTS))
    again = Cache([path], "1")
    assert all("facts" in again.note(n, t.encode()).__dict__ for n, t in TEXTS.items())


def test_nothing_new_writes_nothing(path: Path) -> None:
    filled(path)
    before = path.stat()
    filled(path)
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_one_note_of_a_thousand_does_not_rewrite_the_file(path: Path) -> None:
    texts = {f"{number}.md": f"# {number}\n" for number in range(2000)}
    cache = Cache([path], "1")
    for name, text in texts.items():
        assert cache.note(name, text.encode()).facts
    cache.save(len(TEXTS))
    before = path.stat().st_ino
    for changed, written in ((2, False), (3, True)):
        cache = Cache([path], "1")
        for name, text in list(texts.items()):
            new = f"{text}{changed}" if int(name[:-3]) < changed else text
            assert cache.note(name, new.encode()).facts
        cache.save(len(TEXTS))
        assert (path.stat().st_ino != before) is written


def test_a_run_that_saw_few_notes_keeps_what_is_known(path: Path) -> None:
    filled(path)
    cache = Cache([path], "1")
    assert cache.note("New.md", b"# New\n").facts
    cache.save(len(TEXTS))
    assert knows(path) == len(TEXTS)


def test_another_version_and_another_place_count_as_absent(path: Path, tmp_path: Path) -> None:
    filled(path)
    assert knows(path, "2") == 0
    copied = tmp_path / "copied" / ".vaultsync" / "cache" / "index"
    copied.parent.mkdir(parents=True)
    shutil.copy2(path, copied)
    assert knows(copied) == 0
    filled(copied)
    assert knows(copied) == len(TEXTS)
    filled(path, "2")
    assert knows(path, "2") == len(TEXTS)
    assert knows(path) == 0


def test_damage_anywhere_is_never_believed(path: Path) -> None:
    filled(path)
    whole = path.read_bytes()
    right = fresh()
    for at in range(len(whole)):
        with path.open("r+b") as stream:  # the inode stays, so that only the damage tells
            stream.seek(at)
            stream.write(bytes([whole[at] ^ (1 << at % 8)]))
        assert read(Cache([path], "1")) == right
        with path.open("r+b") as stream:
            stream.write(whole)
    assert knows(path) == len(TEXTS)


def test_a_torn_file_is_never_believed(path: Path) -> None:
    filled(path)
    whole = path.read_bytes()
    right = fresh()
    for size in range(len(whole) - 1, -1, -3):
        with path.open("r+b") as stream:
            stream.truncate(size)
        assert read(Cache([path], "1")) == right
    cache = Cache([path], "1")
    read(cache)
    cache.save(len(TEXTS))
    assert knows(path) == len(TEXTS)


@pytest.mark.parametrize("junk", [b"", b"x", b"vaultsync index 1\n", bytes(4096), b"\xff" * 999])
def test_foreign_files_are_replaced(path: Path, junk: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(junk)
    assert knows(path) == 0
    filled(path)
    assert knows(path) == len(TEXTS)


def test_where_the_first_file_cannot_be_written_the_second_serves(
    path: Path, tmp_path: Path
) -> None:
    (tmp_path / ".vaultsync").write_bytes(b"in the way")
    second = tmp_path / "user" / "indexes" / "one"
    cache = Cache([path, second], "1")
    read(cache)
    cache.save(len(TEXTS))
    again = Cache([path, second], "1")
    assert "facts" in again.note("One.md", TEXTS["One.md"].encode()).__dict__


def test_where_nothing_can_be_written_nothing_is_kept(path: Path, tmp_path: Path) -> None:
    (tmp_path / ".vaultsync").write_bytes(b"in the way")
    filled(path)
    assert knows(path) == 0


def test_a_folder_that_is_a_link_is_not_used(path: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".vaultsync").symlink_to(tmp_path / "elsewhere")
    filled(path)
    assert list((tmp_path / "elsewhere" / "cache").glob("*")) == []


def _fill_often(path: str, seed: int) -> None:
    rng = Random(seed)
    for _ in range(30):
        texts = {name: text * rng.randrange(1, 4) for name, text in TEXTS.items()}
        cache = Cache([Path(path)], "1")
        assert read(cache, texts) == fresh(texts)
        cache.save(len(TEXTS))


def test_processes_that_write_at_once_do_each_other_no_harm(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_fill_often, args=(str(path), seed)) for seed in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert [each.name for each in path.parent.iterdir()] == ["index"]
    assert read(Cache([path], "1")) == fresh()


def test_what_was_learned_of_few_of_many_notes_is_no_reason_to_write(path: Path) -> None:
    cache = Cache([path], "1")
    for number in range(999):
        note = cache.note(f"{number}.md", f"# {number}\n".encode())
        assert note.facts
        key, blob = cache.let_go(note.path)
        cache.take([note.path], [key], [blob])
    for number, learned in ((1, False), (2, True)):
        note = cache.note(f"{number}.md", f"# {number}\n".encode())
        assert not cache.learned or learned
        assert note.sections
        assert cache.learned is learned
