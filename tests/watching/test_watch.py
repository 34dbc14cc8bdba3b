from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.vaults import workspace_of
from vaultsync.obsidian.files import MemoryFiles
from vaultsync.watching.events import GRACE, Hints
from vaultsync.watching.watch import MANY, Round, Rounds

if TYPE_CHECKING:
    from collections.abc import Callable

VAULT = Path(__file__).parent.parent.parent / "vault"


class Script:
    """Batches of hints as a test wants them, and a clock that the test moves."""

    def __init__(self) -> None:
        self.batches: list[Hints | None] = []
        self.now = 0.0

    def next(self, patience: float | None, clock: Callable[[], float]) -> Hints | None:
        if self.batches:
            return self.batches.pop(0)
        self.now += patience or 0
        return None

    def clock(self) -> float:
        return self.now


class Stage:
    """A vault in memory under watch."""

    def __init__(self, **texts: str) -> None:
        self.script = Script()
        self.workspace = workspace_of({f"{name}.md": text for name, text in texts.items()})
        files = self.workspace.vault.files
        assert isinstance(files, MemoryFiles)
        self.files = files
        self.reloads = 0
        self.rounds = Rounds(self.workspace, self.script, self._reload, self.script.clock)

    def _reload(self) -> None:
        self.reloads += 1

    def hint(
        self,
        *paths: str,
        outside: bool = False,
        renamed: tuple[str, ...] = (),
        whole: bool = False,
    ) -> None:
        self.script.batches.append(Hints(frozenset(paths), outside, frozenset(renamed), whole))

    def write(self, name: str, text: str) -> None:
        self.files.contents[f"{name}.md"] = text.encode()

    def remove(self, name: str) -> None:
        del self.files.contents[f"{name}.md"]

    def next(self) -> Round | None:
        return self.rounds.next()


def codes(found: Round | None) -> tuple[list[str], list[str]]:
    assert found is not None
    return [each.code for each in found.appeared], [each.code for each in found.went]


def test_a_save_brings_what_appeared_and_what_went() -> None:
    stage = Stage(a="[[b]] [[gone]]", b="")
    stage.write("a", "[[b#none]]")
    stage.hint("a.md")
    assert codes(stage.next()) == (["L402"], ["L401"])


def test_a_save_that_changes_no_byte_is_no_round() -> None:
    stage = Stage(a="[[gone]]")
    stage.write("a", "[[gone]]")
    stage.hint("a.md")
    assert stage.next() is None


def test_a_finding_that_only_moves_is_no_news() -> None:
    stage = Stage(a="[[gone]]")
    stage.write("a", "new line\n\n[[gone]]")
    stage.hint("a.md")
    assert codes(stage.next()) == ([], [])


def test_a_second_finding_of_the_same_words_is_news() -> None:
    stage = Stage(a="[[gone]]")
    stage.write("a", "[[gone]] [[gone]]")
    stage.hint("a.md")
    assert codes(stage.next()) == (["L401"], [])


def test_links_elsewhere_are_judged_again() -> None:
    stage = Stage(a="[[b]]", c="")
    stage.write("b", "")
    stage.hint("b.md")
    assert codes(stage.next()) == ([], ["L401"])


def test_a_note_that_comes_back_was_never_gone() -> None:
    stage = Stage(a="[[b]]", b="")
    stage.remove("b")
    stage.hint("b.md")
    assert stage.next() is None
    stage.write("b", "")
    stage.hint("b.md")
    assert stage.next() is None


def test_a_note_that_stays_away_is_gone_after_a_while() -> None:
    stage = Stage(a="[[b]]", b="")
    stage.remove("b")
    stage.hint("b.md")
    rounds = [stage.next() for _ in range(8)]
    (found,) = filter(None, rounds)
    assert codes(found) == (["L401"], [])
    assert stage.script.now >= GRACE


def test_a_renamed_note_is_gone_at_once() -> None:
    stage = Stage(a="[[b]]", b="")
    stage.remove("b")
    stage.write("c", "")
    stage.hint("b.md", "c.md", renamed=("b.md",))
    assert codes(stage.next()) == (["L401"], [])


def test_a_folder_that_comes_back_was_never_gone() -> None:
    stage = Stage(**{"a": "[[b]]", "in/b": "", "in/c": ""})
    stage.remove("in/b")
    stage.remove("in/c")
    stage.hint("in")
    assert stage.next() is None
    stage.write("in/b", "")
    stage.hint("in")
    rounds = [stage.next() for _ in range(8)]
    (found,) = filter(None, rounds)
    assert found.changed == ("in/c.md",)
    assert codes(found) == ([], [])


def test_in_a_folder_that_is_hinted_at_only_what_is_different_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stage = Stage(**{f"in/{number}": "" for number in range(MANY + 1)})
    stage.write("in/7", "[[gone]]")
    stage.hint("in")
    looked: list[object] = []
    change = stage.workspace.change
    monkeypatch.setattr(
        stage.workspace, "change", lambda paths: looked.append(paths) or change(paths)
    )
    assert codes(stage.next()) == (["L401"], [])
    assert looked == [{"in/7.md"}]


def test_what_no_event_told_is_found_by_a_look_at_all() -> None:
    stage = Stage(a="[[b]]", b="", c="")
    stage.write("c", "[[gone]]")
    stage.write("d", "[[gone]]")
    stage.remove("b")
    stage.hint(whole=True)
    assert codes(stage.next()) == (["L401", "L401"], [])
    rounds = [stage.next() for _ in range(8)]
    (found,) = filter(None, rounds)
    assert codes(found) == (["L401"], [])
    assert stage.script.now >= GRACE


def test_settings_are_among_what_a_look_at_all_finds() -> None:
    stage = Stage(a="[[b]]")
    stage.files.contents[".obsidian/app.json"] = b'{"userIgnoreFilters": ["a"]}'
    stage.hint(whole=True)
    found = stage.next()
    assert found is not None
    assert found.changed == (".obsidian/app.json",)


def test_a_burst_is_one_round_over_the_whole_tree() -> None:
    stage = Stage(a="")
    names = [f"n{number}" for number in range(MANY + 1)]
    for name in names:
        stage.write(name, "[[gone]]")
    stage.hint(*(f"{name}.md" for name in names))
    found = stage.next()
    assert found is not None
    assert len(found.changed) == len(found.appeared) == MANY + 1


def test_a_moved_tracker_is_read_again() -> None:
    stage = Stage(a="")
    stage.hint(outside=True)
    assert codes(stage.next()) == ([], [])
    assert stage.reloads == 1


def test_each_round_begins_with_being_told_so() -> None:
    stage = Stage(a="")
    told: list[float] = []
    clock = stage.script.clock
    rounds = Rounds(
        stage.workspace, stage.script, lambda: None, clock, lambda: told.append(clock())
    )
    stage.hint("a.md")
    stage.script.now = 7
    rounds.next()
    assert told == [7]


class Watcher:
    """A real `vaultsync watch` over a copy of the project's vault."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.vault = folder / "vault"
        shutil.copytree(VAULT, self.vault, dirs_exist_ok=True)
        self._log = folder / "log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "vaultsync", "watch", str(self.vault), *options],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=os.environ | {"PYTHONUNBUFFERED": "1"},
            )
        self.wait_for("watching")

    def wait_for(self, words: str, seconds: float = 20) -> str:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            log = self._log.read_text()
            if words in log:
                return log
            assert self._process.poll() is None, log
            time.sleep(0.01)
        raise AssertionError(f"no {words!r} in:\n{self._log.read_text()}")

    def ended(self) -> tuple[int, str]:
        return self._process.wait(20), self._log.read_text()

    def stop(self) -> str:
        self._process.send_signal(signal.SIGTERM)
        assert self._process.wait(10) == 0
        return self._log.read_text()


def test_a_real_watch_sees_a_save_and_ends_cleanly(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)
    note = watcher.vault / "Mission 3.1b.md"
    note.write_text(note.read_text() + "\n[[Nowhere]]\n")
    watcher.wait_for("no file for the link to Nowhere")
    temporary = watcher.vault / ".swap"
    temporary.write_text(note.read_text().replace("[[Nowhere]]", ""))
    temporary.replace(note)
    watcher.wait_for("mended  L401")
    assert "Traceback" not in watcher.stop()


def test_what_is_printed_into_the_vault_is_no_news(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "log").symlink_to(tmp_path / "vault" / "log.txt")
    watcher = Watcher(tmp_path)
    note = watcher.vault / "New.md"
    note.write_text("")
    watcher.wait_for("New.md")
    note.write_text("[[Nowhere]]")
    watcher.wait_for("no file for the link to Nowhere")
    assert "log.txt" not in watcher.stop()


def test_notes_behind_symbolic_links_are_watched(tmp_path: Path) -> None:
    team, single, later = (tmp_path / name for name in ("team", "single", "later"))
    for folder in (tmp_path / "vault", team / "deep", single, later):
        folder.mkdir(parents=True)
    note, alone, late = team / "deep" / "a.md", single / "b.md", later / "c.md"
    for file in (note, alone, late):
        file.write_text("")
    (tmp_path / "vault" / "Team").symlink_to(team)
    (tmp_path / "vault" / "B.md").symlink_to(alone)
    watcher = Watcher(tmp_path)
    note.write_text("[[In team]]")
    assert "Team/deep/a.md" in watcher.wait_for("no file for the link to In team")
    alone.write_text("[[In single]]")
    assert "  B.md" in watcher.wait_for("no file for the link to In single")
    (watcher.vault / "Later").symlink_to(later)
    watcher.wait_for("Later/c.md")
    late.write_text("[[In later]]")
    watcher.wait_for("no file for the link to In later")
    assert "Traceback" not in watcher.stop()


def test_a_vault_that_is_moved_away_is_not_called_mended(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)
    watcher.vault.rename(tmp_path / "away")
    code, log = watcher.ended()
    assert code == 2
    assert "no longer the folder that was watched" in log
    assert "mended" not in log


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_a_terminal_that_is_closed_ends_it_as_ctrl_c_does(tmp_path: Path) -> None:
    terminal, other = os.openpty()
    watcher = subprocess.Popen(
        [sys.executable, "-m", "vaultsync", "watch", str(tmp_path)], stdout=other, stderr=other
    )
    os.close(other)
    said = b""
    while b"warnings" not in said:
        said += os.read(terminal, 1000)
    os.close(terminal)
    watcher.send_signal(signal.SIGHUP)
    assert watcher.wait(20) == 0


@pytest.mark.slow
def test_a_syncing_watch_writes_once_and_does_not_answer_itself(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path, "--sync")
    watcher.wait_for("wrote 10 notes")
    note = watcher.vault / "Mission 3.1b.md"
    assert "status: Not Started" in note.read_text()
    time.sleep(2.5)
    note.write_text(note.read_text().replace("status: Not Started\n", ""))
    watcher.wait_for("was just saved: it is written later")
    watcher.wait_for("wrote 1 note;")
    time.sleep(2.5)
    log = watcher.stop()
    assert "status: Not Started" in note.read_text()
    assert log.count("wrote ") == 2
    assert log.count("Mission 3.1b.md") <= 5


def test_a_real_watch_follows_the_configuration_to_another_folder_of_settings(
    tmp_path: Path,
) -> None:
    watcher = Watcher(tmp_path)
    settings = watcher.vault / ".conf" / "app.json"
    settings.parent.mkdir()
    settings.write_text("{")
    config = watcher.vault / "vaultsync.toml"
    config.write_text('config-folder = ".conf"\n' + config.read_text())
    watcher.wait_for("0 errors, 21 warnings")
    settings.parent.rename(tmp_path / "away")
    watcher.wait_for("mended  X003")
    assert "Traceback" not in watcher.stop()
