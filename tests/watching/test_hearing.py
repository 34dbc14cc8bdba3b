"""Where the system's limit of watches is reached, as a made-up observer has it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tests.watching.clocks import stopped_at
from vaultsync.config import Config
from vaultsync.obsidian.files import DiskFiles
from vaultsync.watching import hearing, watch
from vaultsync.watching.events import LOOK, Events
from vaultsync.watching.hearing import Hearing, why_deaf
from vaultsync.watching.watch import Rounds
from vaultsync.workspace.workspace import Workspace


class Observer:
    """Stands for watchdog's: it listens in folders while `room` lets it.

    As watchdog does, it passes over folders below the one that it was given.
    """

    room = 0
    error = errno.ENOSPC
    at_once = False  # not even one of them may be made

    def __init__(self) -> None:
        self.left = type(self).room
        if type(self).at_once:
            raise OSError(self.error, os.strerror(self.error))

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def join(self, timeout: float) -> None: ...

    def schedule(self, handler: object, folder: str, *, recursive: bool = False) -> str:
        if not self.left:
            raise OSError(self.error, os.strerror(self.error))
        folders = (path for path in Path(folder).rglob("*") if path.is_dir())
        below = sum(not path.is_symlink() for path in folders) if recursive else 0
        self.left = max(self.left - 1 - below, 0)
        return folder

    def unschedule(self, watch: str) -> None:
        self.left += 1


@pytest.fixture
def observer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> type[Observer]:
    class Mine(Observer):
        pass

    limits = tmp_path / "fs" / "inotify"
    limits.mkdir(parents=True)
    (limits / "max_user_watches").write_text("12\n")
    (limits / "max_user_instances").write_text("3\n")
    monkeypatch.setattr("watchdog.observers.Observer", Mine)
    monkeypatch.setattr(hearing, "_SYSTEM", str(tmp_path))
    return Mine


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / "vault" / "in" / "deep").mkdir(parents=True)
    return tmp_path / "vault"


def said(vault: Path, links: Callable[[], list[str]] = list) -> tuple[list[str], Events]:
    lines: list[str] = []
    events = Events(str(vault), frozenset(), ".obsidian", links, lines.append)
    events.start()
    return lines, events


def listened(vault: Path) -> Hearing:
    listening = Hearing(lambda source, target, is_written: None)
    listening.start()
    assert listening.listen({str(vault): True}) == {str(vault)}
    return listening


LIMIT = (
    "not every change below {} is heard: the system's limit is reached "
    "({}); all notes are looked at every 3 seconds instead. "
    "Raise it (sudo sysctl {}) and begin the watch anew."
)
WATCHES = ("fs.inotify.max_user_watches is 12", "fs.inotify.max_user_watches=524288")
INSTANCES = ("fs.inotify.max_user_instances is 3", "fs.inotify.max_user_instances=1024")


@pytest.mark.parametrize("room", [0, 1, 3])
def test_a_vault_that_takes_more_watches_than_there_are(
    observer: type[Observer], vault: Path, room: int
) -> None:
    observer.room = room
    lines, events = said(vault)
    assert lines == [LIMIT.format(vault, *WATCHES)]
    assert events.heard == ({str(vault): True} if room else {})


def test_nothing_is_said_where_all_is_heard(observer: type[Observer], vault: Path) -> None:
    observer.room = 4
    lines, events = said(vault)
    assert lines == []
    assert events.heard == {str(vault): True}


@pytest.mark.parametrize(
    ("others", "named"), [(7, "user.max_inotify_watches is 7"), (12, WATCHES[0]), (70, WATCHES[0])]
)
def test_the_limit_of_a_container_is_named_where_that_is_the_narrower_one(
    observer: type[Observer], vault: Path, tmp_path: Path, others: int, named: str
) -> None:
    (tmp_path / "user").mkdir()
    (tmp_path / "user" / "max_inotify_watches").write_text(f"{others}\n")
    (line,) = said(vault)[0]
    assert f"({named}); " in line


@pytest.mark.parametrize("at_once", [False, True])
def test_too_many_programs_that_listen(
    observer: type[Observer], vault: Path, at_once: bool
) -> None:
    observer.error, observer.at_once = errno.EMFILE, at_once
    assert said(vault)[0] == [LIMIT.format(vault, *INSTANCES)]


def test_a_linked_folder_that_takes_more_watches_than_there_are(
    observer: type[Observer], vault: Path, tmp_path: Path
) -> None:
    observer.room = 4
    (tmp_path / "team" / "in").mkdir(parents=True)
    (vault / "Team").symlink_to(tmp_path / "team")
    lines, events = said(vault, lambda: ["Team"])
    assert lines == [LIMIT.format(f"{vault} (and 1 more)", *WATCHES)]
    assert set(events.heard) == {str(vault), str(tmp_path / "team")}


def test_what_is_not_heard_is_looked_at_every_few_seconds_and_said_once(
    observer: type[Observer], vault: Path
) -> None:
    lines, events = said(vault)
    looks = []
    for step in range(60):
        hints = events.next(0, stopped_at(step / 4))
        looks += [step / 4] if hints and hints.whole else []
    # A step passes before it is known how long the look took.
    assert [after - before for before, after in pairwise(looks)] == [LOOK + 0.25] * 4
    assert len(lines) == 1


def test_looking_takes_but_a_small_part_of_the_time(observer: type[Observer], vault: Path) -> None:
    _, events = said(vault)
    first = events.next(0, lambda: 0.0)
    assert first is not None
    assert first.whole
    assert events.next(0, lambda: 2.0) is None  # the look took two seconds
    assert events.next(0, lambda: 21.0) is None
    assert events.next(0, lambda: 22.0) is not None


def test_a_folder_that_may_not_be_listened_in_is_said_without_a_limit(
    observer: type[Observer], vault: Path
) -> None:
    observer.error = errno.EACCES
    (line,) = said(vault)[0]
    assert line == (
        f"not every change below {vault} is heard: Permission denied; "
        "all notes are looked at every 3 seconds instead."
    )


def test_a_folder_that_came_while_we_watch_may_be_the_one_too_many(
    observer: type[Observer], vault: Path
) -> None:
    from watchdog.events import DirCreatedEvent

    observer.room = 4
    listening = listened(vault)
    assert not listening.deaf
    observer_now = listening._observer
    assert isinstance(observer_now, Observer)
    observer_now.left = 0
    assert not listening.listen({str(vault): True})
    assert not listening.deaf  # nobody asked: nothing came
    listening._handler.dispatch(DirCreatedEvent(str(vault / "new")))
    assert not listening.listen({str(vault): True})
    assert list(listening.deaf) == [str(vault)]


def test_a_folder_that_is_made_anew_is_listened_in_anew_though_it_has_the_same_number(
    observer: type[Observer], vault: Path
) -> None:
    from watchdog.events import DirDeletedEvent

    observer.room = 4
    listening = listened(vault)
    assert not listening.listen({str(vault): True})
    # A file system may give the number of a folder to the next one that is made.
    listening._handler.dispatch(DirDeletedEvent(str(vault)))
    assert listening.listen({str(vault): True}) == {str(vault)}


def test_the_limit_of_this_system_is_named() -> None:
    why, remedy = why_deaf(OSError(errno.ENOSPC, "No space left on device"))
    if hearing.is_limited():
        assert "the system's limit is reached (" in why
        assert "Raise it (sudo sysctl " in remedy
    else:
        assert (why, remedy) == ("No space left on device", "")


def test_a_save_that_nobody_heard_is_judged_all_the_same(
    observer: type[Observer], vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "GRACE", 0.01)  # nothing will be heard, however long one waits
    (vault / "in" / "a.md").write_text("")
    _, events = said(vault)
    clock = [0.0]
    workspace = Workspace(Config(), DiskFiles(vault))
    rounds = Rounds(workspace, events, lambda: None, lambda: clock[0])
    assert rounds.next() is None
    (vault / "in" / "a.md").write_text("[[Nowhere]]")
    assert rounds.next() is None
    clock[0] += LOOK
    found = rounds.next()
    assert found is not None
    assert [each.code for each in found.appeared] == ["L401"]
