from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.watching.clocks import stopped_at
from vaultsync.errors import VaultsyncError
from vaultsync.obsidian.settings import settings_paths
from vaultsync.watching.events import BURST, GRACE, LOOK, QUIET, Events, Hints, is_noise
from vaultsync.watching.hearing import is_limited


@contextmanager
def begun(vault: Path, links: Iterable[str] = (), outside: Iterable[str] = ()) -> Iterator[Events]:
    """Listen in a vault, all that there was to look at when that began having been looked at."""
    events = Events(str(vault), frozenset(outside), ".obsidian", lambda: links)
    events.start()
    try:
        assert events.next(0, time.monotonic) == Hints(frozenset(), False, whole=True)
        yield events
    finally:
        events.stop()


def heard(events: Events, path: str) -> Hints:
    """Wait until a path is hinted at."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        hints = events.next(GRACE, time.monotonic)
        if hints and path in hints.paths:
            return hints
    raise AssertionError(f"nothing is heard of {path}")


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
    events = Events(str(vault), frozenset(), ".obsidian", lambda: ["up", "in"])
    events.start()
    events.stop()
    assert events.heard == {str(vault): True}


def test_a_symbolic_link_that_leads_nowhere_does_not_keep_us_from_watching(tmp_path: Path) -> None:
    vault, team = tmp_path / "vault", tmp_path / "team"
    vault.mkdir()
    team.mkdir()
    (vault / "gone.md").symlink_to(tmp_path / "no folder" / "gone.md")
    (vault / "team").symlink_to(team)
    events = Events(str(vault), frozenset(), ".obsidian", lambda: ["gone.md", "team"])
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
    (beside / "plan.csv").touch()
    with begun(vault, outside={str(beside / "plan.csv")}) as events:
        assert str(beside) in events.heard


def test_a_file_beside_the_vault_that_is_different_since_it_was_read_is_told(
    tmp_path: Path,
) -> None:
    lock = tmp_path / "vaultsync.lock"
    lock.touch()
    written = lock.stat().st_ctime_ns
    for since, is_told in ((written, True), (written + 1, False)):
        outside = frozenset({str(lock)})
        events = Events(str(tmp_path), outside, ".obsidian", since=since)
        events.start()
        told = [events.next(0, time.monotonic)]
        told.append(events.next(0, stopped_at(time.monotonic() + 2 * GRACE)))
        events.stop()
        assert [bool(hints and hints.outside) for hints in told] == [is_told, False]


def test_one_save_is_a_hint_for_each_way_to_the_note(tmp_path: Path) -> None:
    vault, outside = tmp_path / "vault", tmp_path / "outside"
    (outside / "in").mkdir(parents=True)
    vault.mkdir()
    links = ["a", "b", "one.md", "gone"]
    for link, to in zip(links, (outside, outside / "in", outside / "in/One.md", "x"), strict=True):
        (vault / link).symlink_to(to)
    events = Events(str(vault), frozenset(), ".obsidian", lambda: links)
    events.start()
    try:
        (outside / "in" / "One.md").write_text("new")
        hints = events.next(5, time.monotonic)
    finally:
        events.stop()
    assert hints is not None
    assert hints.paths >= {"a/in/One.md", "b/One.md", "one.md"}
    assert "gone" not in hints.paths


def test_a_save_of_a_note_with_two_names_has_all_of_the_vault_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("")
    (tmp_path / "b.md").write_text("")
    try:
        (tmp_path / "c.md").hardlink_to(tmp_path / "a.md")
    except OSError:
        pytest.skip("no second names here")
    with begun(tmp_path) as events:
        (tmp_path / "b.md").write_text("One name.")
        assert not heard(events, "b.md").whole
        (tmp_path / "a.md").write_text("Two names, and the system tells of one.")
        assert heard(events, "a.md").whole


def test_a_linked_folder_that_is_removed_and_made_again_is_heard(tmp_path: Path) -> None:
    vault, team = tmp_path / "vault", tmp_path / "team"
    vault.mkdir()
    team.mkdir()
    (team / "a.md").touch()
    (vault / "Team").symlink_to(team)
    with begun(vault, ["Team"]) as events:
        shutil.rmtree(team)
        heard(events, "Team/a.md")
        team.mkdir()
        hints = heard(events, "Team")
        assert hints.whole  # what was saved meanwhile is looked for
        (team / "b.md").touch()
        heard(events, "Team/b.md")


def test_where_a_symbolic_link_leads_by_now_is_heard_and_where_it_led_no_more(
    tmp_path: Path,
) -> None:
    vault, old, new, way = (tmp_path / name for name in ("vault", "old", "new", "way"))
    for folder in (vault, old, new):
        folder.mkdir()
    way.symlink_to(old)
    (vault / "Team").symlink_to(way)
    with begun(vault, ["Team"]) as events:
        way.unlink()
        way.symlink_to(new)
        heard(events, "Team")
        (new / "b.md").touch()
        heard(events, "Team/b.md")
        assert events.heard == {str(vault): True, str(new): True}


def test_a_symbolic_link_made_in_a_linked_folder_is_followed(tmp_path: Path) -> None:
    vault, team, more = (tmp_path / name for name in ("vault", "team", "more"))
    for folder in (vault, team, more):
        folder.mkdir()
    (vault / "Team").symlink_to(team)
    with begun(vault, ["Team"]) as events:
        (team / "More").symlink_to(more)
        assert heard(events, "Team/More").whole
        (more / "c.md").touch()
        heard(events, "Team/More/c.md")


def test_a_file_beside_the_vault_counts_in_a_folder_that_comes_later(tmp_path: Path) -> None:
    vault, lock = tmp_path / "vault", tmp_path / "lists" / "vaultsync.lock"
    vault.mkdir()
    with begun(vault, outside=[str(lock)]) as events:
        lock.parent.mkdir()
        lock.touch()
        end = time.monotonic() + 20
        while not ((hints := events.next(GRACE, time.monotonic)) and hints.outside):
            assert time.monotonic() < end
        while str(lock.parent) not in events.heard:
            events.next(GRACE, time.monotonic)
            assert time.monotonic() < end


def test_a_folder_that_was_moved_away_and_comes_back_is_heard_without_a_word(
    tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    vault, away = tmp_path / "vault", tmp_path / "away"
    (vault / "in").mkdir(parents=True)
    with begun(vault) as events:
        (vault / "in").rename(away)
        heard(events, "in")
        away.rename(vault / "back")
        heard(events, "back")
        (vault / "back" / "a.md").touch()
        heard(events, "back/a.md")
    assert not recwarn.list


@pytest.mark.skipif(not is_limited(), reason="only inotify tells when a file was written")
def test_a_file_that_is_being_written_is_waited_for(tmp_path: Path) -> None:
    note = tmp_path / "a.md"
    note.touch()
    with begun(tmp_path) as events:
        file = note.open("w")
        file.write("half of it")
        file.flush()
        ending = threading.Timer(3 * QUIET, lambda: file.write(", and the rest") and file.close())
        ending.start()
        heard(events, "a.md")
        assert note.read_text() == "half of it, and the rest"
        ending.join()


@pytest.mark.skipif(not is_limited(), reason="only inotify tells when a file was written")
def test_a_file_that_is_written_for_long_is_not_waited_for_without_end(tmp_path: Path) -> None:
    with begun(tmp_path) as events, (tmp_path / "log.md").open("w") as file:
        file.write("a line")
        file.flush()
        heard(events, "log.md")
        (tmp_path / "a.md").touch()
        times = iter([*[0.0] * 2, *[QUIET] * 9])  # the time does not come to `CAP`
        hints = events.next(GRACE, lambda: next(times))
        assert hints is not None
        assert "a.md" in hints.paths


@pytest.mark.skipif(not is_limited(), reason="only inotify tells when a file was written")
def test_a_file_that_is_held_open_leads_to_no_look_at_all_of_the_vault(tmp_path: Path) -> None:
    (tmp_path / "log.md").touch()
    with begun(tmp_path) as events, (tmp_path / "log.md").open("w") as file:
        file.write("a line")
        file.flush()
        heard(events, "log.md")
        later = time.monotonic() + 2 * GRACE
        assert events.next(0, lambda: later) is None


def test_noise_wakes_nobody(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    with begun(tmp_path) as events:
        (tmp_path / ".git" / "index.lock").touch()
        (tmp_path / ".a.md.swp").touch()
        (tmp_path / "a.md").touch()
        assert heard(events, "a.md").paths == {"a.md"}


def test_after_many_events_all_of_the_vault_is_looked_at_once_more(tmp_path: Path) -> None:
    with begun(tmp_path) as events:
        for number in range(BURST + 1):  # at once, however busy the machine is
            events._take(str(tmp_path / f"{number}.md"), "", False)
        now = time.monotonic()
        hints = events.next(5, lambda: now)
        assert hints is not None
        assert len(hints.paths) == BURST + 1
        assert not hints.whole
        assert events.next(0, lambda: now) is None
        later = events.next(0, lambda: now + 2 * GRACE + LOOK)
        assert later is not None
        assert later.whole
