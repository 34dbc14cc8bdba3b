"""Links that are judged in a process of their own are judged as they are here."""

from __future__ import annotations

import os
import select
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from tests.rules.actions import OTHER_ROW, ROAD_MAP, ROW
from tests.vaults import page, workspace_of
from vaultsync.config import Config
from vaultsync.obsidian import cache as cache_module
from vaultsync.obsidian import vault as vault_module
from vaultsync.obsidian.cache import Cache
from vaultsync.obsidian.files import MemoryFiles
from vaultsync.processes import forks
from vaultsync.processes.shares import Once, Towards
from vaultsync.rules import for_notes
from vaultsync.workspace import anew, aside, once_over
from vaultsync.workspace import workspace as workspace_module
from vaultsync.workspace.once_over import gone_over
from vaultsync.workspace.recall import Memory
from vaultsync.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View

FILES = {
    "A.md": "[[b]] ![[Mission 1.1a]] [[A#Gone]] [[Missoin 1.1a]]\n",
    "b.md": "---\naliases: [zed]\n---\n# H\n\n[[zed]] [x](A.md#h) %% vaultsync: ignore[L] why %%\n",
    "Mission 1.1a.md": f"# Mission 1.1a\n\n{ROAD_MAP}\n\n#status/completed\n",
    "x.canvas": '{"nodes":[{"id":"1","type":"file","file":"Gone.md"}]}',
    "bad.md": b"\xff",
}
PAGE = page(ROW, OTHER_ROW)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there is it done")


@pytest.fixture(autouse=True, params=["many", "some", "few"])
def _worth(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if request.param == "many":
        monkeypatch.setattr(anew, "MANY", 1)
    if request.param != "few":
        monkeypatch.setattr(anew, "GOES_ON", 0)
    monkeypatch.setattr(workspace_module, "WORTH_GOING_OVER", 1)
    monkeypatch.setattr(forks, "processors", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # those of the tests rest


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that this process judged itself."""
    paths: list[str] = []
    judge, own = for_notes.judge_note, os.getpid()

    def noting(source: object, *others: object) -> object:
        if os.getpid() == own:
            paths.append(source.path)  # type: ignore[attr-defined]  # notes and canvases have one
        return judge(source, *others)  # type: ignore[arg-type]  # as above

    monkeypatch.setattr(for_notes, "judge_note", noting)
    return paths


@pytest.mark.parametrize("told", [PAGE, None])
@pytest.mark.parametrize("helps", [False, True])
def test_the_answer_of_a_fork_is_the_same(
    told: str | None, helps: bool, here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = os.getpid()
    monkeypatch.setattr(anew, "MANY", 10**9)
    take = Towards.take
    monkeypatch.setattr(
        Towards, "take", lambda these: (os.getpid() == own) == helps and take(these)
    )
    workspace = workspace_of(FILES, told)
    found = workspace.diagnostics(once=True)
    workspace.rest()
    assert bool(here) == helps
    here.clear()
    monkeypatch.setattr(workspace_module, "WORTH_GOING_OVER", 10**9)
    assert found == workspace_of(FILES, told).diagnostics()
    assert sorted(here) == sorted(FILES.keys() - {"bad.md"})
    assert any(each.fix for each in found)


def test_there_are_never_more_lots_than_fit_into_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "_TOGETHER", 1)
    monkeypatch.setattr(aside, "_MOST", 3)
    workspace = workspace_of({f"{number}.md": "[[Gone]]\n" for number in range(10)})
    view = workspace.view
    lots = [*aside._doubted(gone_over(view, lambda *told: None), view)]
    assert [len(lot) for lot in lots] == [4, 4, 2, 0]  # the last are canvases


def test_what_a_note_is_by_itself_is_judged_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "judged"
    told.touch()
    judged_alone = for_notes.judged_alone

    def noting(notes: Sequence[Note], view: View) -> object:
        with told.open("a") as stream:
            stream.writelines(f"{each.path}\n" for each in notes)
        return judged_alone(notes, view)

    monkeypatch.setattr(for_notes, "judged_alone", noting)
    monkeypatch.setattr(once_over, "judged_alone", noting)
    workspace = workspace_of(FILES, PAGE)
    found = workspace.diagnostics(once=True)
    workspace.rest()
    paths = told.read_text().splitlines()
    assert any(each.place.path in paths for each in found)
    assert sorted(paths) == sorted({*paths})


def test_what_a_lost_process_had_is_judged_here(
    here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = workspace_of(FILES, PAGE).diagnostics()
    here.clear()
    own, judged = os.getpid(), aside.judged

    def lost(*told: object) -> object:
        if os.getpid() != own:
            os._exit(9)
        return judged(*told)  # type: ignore[arg-type]  # as it is asked

    monkeypatch.setattr(aside, "judged", lost)
    assert workspace_of(FILES, PAGE).diagnostics() == expected
    assert here


def test_no_process_is_left_when_the_whole_cannot_be_judged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[int] = []
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: begun.append(fork()) or begun[-1])

    def broken(view: object) -> None:
        raise KeyboardInterrupt

    workspace = workspace_of(FILES, PAGE)
    with monkeypatch.context() as patched:
        patched.setattr(anew, "judge_stated", broken)
        with pytest.raises(KeyboardInterrupt):
            workspace.diagnostics()
    assert begun
    with pytest.raises(ChildProcessError):
        os.waitpid(begun[0], 0)
    # What was found until then is not taken for all there is.
    assert workspace.diagnostics() == workspace_of(FILES, PAGE).diagnostics()


def cached(folder: Path) -> Workspace:
    """A workspace over the same files that keeps what it finds in notes."""
    files = MemoryFiles({path: f"[[{path}]]\n".encode() for path in FILES})
    memory = Memory([str(folder / "found")], "key", (0, 0))
    return Workspace(Config(), files, cache=lambda: Cache([folder / "index"], "a"), memory=memory)


def keeping_is_begun_by(monkeypatch: pytest.MonkeyPatch, here: bool) -> None:
    own = os.getpid()
    monkeypatch.setattr(Once, "begin", lambda once: (os.getpid() == own) == here)


@pytest.mark.parametrize("first", ["this process", "the fork"])
@pytest.mark.parametrize("learned", [False, True])
def test_what_was_found_in_notes_is_kept_once(
    first: str, learned: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = os.getpid()
    monkeypatch.setattr(vault_module, "WORTH_KEEPING", 1)
    monkeypatch.setattr(Cache, "learned", property(lambda cache: learned))
    keeping_is_begun_by(monkeypatch, here=first != "the fork")
    kept = tmp_path / "kept"
    save = Cache.save

    def noted(cache: Cache, notes: int) -> None:
        if cache._paths:
            with kept.open("a") as stream:
                stream.write("here " if os.getpid() == own else "there ")
        save(cache, notes)

    monkeypatch.setattr(Cache, "save", noted)
    workspace = cached(tmp_path / "cache")
    workspace.diagnostics(once=True)
    workspace.vault.keep()
    workspace.rest()
    assert (tmp_path / "cache/index").exists()
    here = "here " if learned or first == "this process" else ""
    there = "there " if first == "the fork" else ""
    assert kept.read_text() == there + here


def test_what_was_found_is_known_before_it_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin, end = os.pipe()
    write = cache_module.write_whole

    def once_told(path: Path, parts: Callable[[int], Iterable[bytes]]) -> None:
        select.select([begin], [], [], 20)  # who waited for it first fails, and is not stuck
        write(path, parts)

    monkeypatch.setattr(vault_module, "WORTH_KEEPING", 1)
    monkeypatch.setattr(anew, "MANY", 1000)  # more would take too much memory
    monkeypatch.setattr(Cache, "learned", property(lambda cache: False))
    monkeypatch.setattr(cache_module, "write_whole", once_told)
    keeping_is_begun_by(monkeypatch, here=False)
    workspace = cached(tmp_path / "cache")
    assert workspace.diagnostics(once=True)
    assert not (tmp_path / "cache/index").exists()
    os.write(end, b"1")
    workspace.rest()
    assert (tmp_path / "cache/index").exists()
    assert not forks._living
    os.close(begin)
    os.close(end)


def test_nothing_is_left_of_a_fork_that_was_ended_while_it_kept_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cache"
    begun, end = os.pipe()
    monkeypatch.setattr(vault_module, "WORTH_KEEPING", 1)
    keeping_is_begun_by(monkeypatch, here=False)

    def slowly(path: object, parts: object) -> None:
        folder.mkdir(exist_ok=True)
        (folder / f"index.{os.getpid()}.new").touch()
        os.write(end, b"1")
        threading.Event().wait(20)

    def interrupted(cache: object) -> None:
        os.read(begun, 1)
        assert len(list(folder.iterdir())) == 1
        raise KeyboardInterrupt

    monkeypatch.setattr(cache_module, "write_whole", slowly)
    monkeypatch.setattr(Cache, "learned", property(lambda cache: False))
    monkeypatch.setattr(Cache, "leave", interrupted)
    workspace = cached(folder)
    with pytest.raises(KeyboardInterrupt):
        workspace.diagnostics(once=True)
    assert not list(folder.iterdir())
    os.close(begun)
    os.close(end)


def test_a_fork_that_could_not_read_the_same_notes_is_not_believed(
    here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = workspace_of(FILES, PAGE).diagnostics()
    here.clear()
    own, unread = os.getpid(), aside._unread

    def others(*told: object) -> list[str]:
        return unread(*told) if os.getpid() == own else ["b.md", "bad.md"]  # type: ignore[arg-type]  # as it is asked

    monkeypatch.setattr(aside, "_unread", others)
    take = Towards.take
    monkeypatch.setattr(Towards, "take", lambda these: os.getpid() != own and take(these))
    assert workspace_of(FILES, PAGE).diagnostics() == expected
    assert here


def test_who_goes_over_notes_goes_on_with_links(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: begun.append(fork()) or begun[-1])
    workspace = workspace_of(FILES, PAGE)
    workspace.diagnostics(once=True)
    workspace.rest()
    assert len(begun) == (1 if anew.GOES_ON else 2)
    for process in begun:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, 0)


@pytest.mark.parametrize("told", [PAGE, None])
def test_what_is_to_be_done_meanwhile_is_done_once(told: str | None, tmp_path: Path) -> None:
    done = tmp_path / "done"

    def meanwhile() -> None:
        with done.open("a") as stream:
            stream.write(f"{os.getpid()} ")

    workspace = workspace_of(FILES, told)
    workspace.diagnostics(once=True, meanwhile=meanwhile)
    workspace.rest()
    assert done.read_text() == f"{os.getpid()} "


@pytest.mark.parametrize("name", ["fork", "threads"])
def test_where_it_cannot_be_done_it_is_not(
    name: str, here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> int:
        raise OSError(11, "Resource temporarily unavailable")

    if name == "fork":
        monkeypatch.setattr(os, "fork", refuse)
    else:
        monkeypatch.setattr(threading, "active_count", lambda: 2)
    workspace_of(FILES, PAGE).diagnostics()
    assert here


def test_what_depends_on_what_is_known_after_it(here: list[str]) -> None:
    files = {path: data.encode() if isinstance(data, str) else data for path, data in FILES.items()}
    workspace = workspace_of(files, PAGE)
    workspace.diagnostics()
    held = workspace.vault.files.contents  # type: ignore[attr-defined]  # files in memory
    for path, text in [
        ("A.md", "# h\n"),
        ("Gone.md", ""),
        ("b.md", "[[A#h]]"),
        ("A.md", "# other\n"),
        ("Mission 1.1a.md", "# Mission 1.1a\n\nOther words\n"),
    ]:
        held[path] = text.encode()
        workspace.change([path])
        assert workspace.diagnostics() == workspace_of(dict(held), PAGE).diagnostics()
