"""A walk that a fork helps with finds what a walk finds, whatever happened since the one before."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.asking import Asker, settle
from vaultsync import fast
from vaultsync.disk import again
from vaultsync.disk.again import walk_again
from vaultsync.disk.walk import Table, walk
from vaultsync.processes import forks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there are forks made")


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(forks, "processors", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    yield
    assert not forks._living


@pytest.fixture
def base(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    for number in range(40):
        folder = root / f"d{number % 7}" / f"e{number % 3}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"Note {number}.md").write_text("x" * number)
    (root / "d1" / "link.md").symlink_to(root / "d2")
    return root


def plainly(base: Path) -> tuple[Table, list[str]]:
    found, links = Table([], []), list[str]()
    walk(f"{base}{os.sep}", "", found, links)
    return found, links


def same_again(base: Path, before: Table) -> None:
    links: list[str] = []
    found = walk_again(f"{base}{os.sep}", before.pressed, links)
    expected, others = plainly(base)
    assert (found.paths, found.numbers, links) == (expected.paths, expected.numbers, others)
    assert found.pressed == expected.pressed


def disturb(rng: Random, base: Path) -> None:
    files = sorted(path for path in base.rglob("*") if path.is_file() and not path.is_symlink())
    folders = sorted(path for path in base.rglob("*") if path.is_dir() and not path.is_symlink())
    what, file, folder = rng.randrange(9), rng.choice(files), rng.choice(folders)
    if what == 0:
        file.write_text("other")
    elif what == 1:
        file.unlink()
    elif what == 2:
        file.rename(folder / f"New {rng.randrange(99)}.md")
    elif what == 3:
        (folder / f"Came {rng.randrange(99)}.md").write_text("")
    elif what == 4:
        (folder / f"f{rng.randrange(99)}").mkdir(exist_ok=True)
    elif what == 5:
        file.unlink()
        file.mkdir()
    elif what == 6:
        file.unlink()
        file.symlink_to(base)
    elif what == 7 and len(folders) > 9:
        shutil.rmtree(folder)
    else:
        (folder / ".hidden").write_text("")


@pytest.mark.parametrize("own", [0, 0.4, 1])
@pytest.mark.parametrize(
    "seed", [0, 1, 2, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 8))]
)
def test_it_finds_the_same(
    own: float, seed: int, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(again, "_OWN", own)
    rng = Random(seed)
    before, _ = plainly(base)
    same_again(base, before)
    for _ in range(12):
        for _ in range(rng.choice([1, 1, 2])):
            disturb(rng, base)
        same_again(base, before)
        if rng.random() < 0.5:
            before, _ = plainly(base)


@pytest.mark.parametrize(
    ("told", "tells"),
    [("nothing", lambda *_: iter(())), ("its death", lambda *_: os._exit(9))],
)
def test_what_a_fork_does_not_tell_is_looked_at_here(
    told: str, tells: Callable[..., object], base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(again, "_looked_at", tells)
    same_again(base, plainly(base)[0])


def test_a_file_that_goes_while_it_is_looked_at_is_not_found(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, _ = plainly(base)
    go_on = again.go_on

    def going(*told: object, **more: object) -> None:
        go_on(*told, **more)  # type: ignore[arg-type]  # as it is asked
        (base / before.paths[-1]).unlink()
        (base / "d0" / "Came.md").write_text("")  # so that the others count by their names

    numbers_of = again._numbers_of
    own = os.getpid()
    monkeypatch.setattr(again, "go_on", going)
    monkeypatch.setattr(
        again,
        "_numbers_of",
        lambda path: again._NO_FILE if os.getpid() != own else numbers_of(path),
    )
    same_again(base, before)


def test_no_fork_is_left_when_it_is_broken_off(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: begun.append(fork()) or begun[-1])

    def broken(*told: object, **more: object) -> None:
        raise KeyboardInterrupt

    before, _ = plainly(base)
    monkeypatch.setattr(again, "go_on", broken)
    with pytest.raises(KeyboardInterrupt):
        walk_again(f"{base}{os.sep}", before.pressed, [])
    with pytest.raises(ChildProcessError):
        os.waitpid(begun[0], 0)


def test_an_answer_is_repeated_and_a_change_seen(
    ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast, "_WORTH_A_FORK", 1)
    helped: list[str] = []
    looked_at = again.walk_again
    monkeypatch.setattr(again, "walk_again", lambda *told: helped.append("") or looked_at(*told))
    for number in range(20):
        (vault / f"n{number}.md").write_text(f"[[n{number + 1}]]\n")
    settle()
    assert not ask("check").repeated
    for name in ("n1.md", "n19.md", "new.md"):
        settle()
        kept = ask("check")
        assert kept.repeated
        (vault / name).write_text("[[gone]]\n")
        settle()
        answer = ask("check")
        assert not answer.repeated
        assert answer.out == ask("check", "--no-cache").out != kept.out
    assert len(helped) == 6
