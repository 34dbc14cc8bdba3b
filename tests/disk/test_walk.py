"""What a walk over a folder finds, and what it says of folders that it cannot list."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Self

import pytest

from vaultsync.disk.walk import (
    UNLISTED,
    WIDTH,
    Table,
    amended,
    differing,
    is_settled,
    unsettled,
    walk,
)

if TYPE_CHECKING:
    from pathlib import Path


def walked(root: Path, folder: str = "") -> dict[str, int]:
    """The size of what is found, by path."""
    found = Table([], [])
    walk(f"{root}{os.sep}", folder, found, [])
    return dict(zip(found.paths, found.numbers[::WIDTH], strict=True))


def refuse(monkeypatch: pytest.MonkeyPatch, folder: Path, number: int = errno.EACCES) -> None:
    """Let the system refuse to list a folder."""
    real = os.scandir

    def scandir(path: os.PathLike[str] | str = ".") -> object:
        if os.fspath(path).rstrip(os.sep) == str(folder):
            raise OSError(number, os.strerror(number))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "sub" / "deep").mkdir(parents=True)
    (tmp_path / "One.md").write_text("one")
    (tmp_path / "sub" / "Two.md").write_text("two")
    (tmp_path / "sub" / "deep" / "Three.md").write_text("three")
    return tmp_path


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EIO])
def test_a_folder_that_cannot_be_listed_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    refuse(monkeypatch, root / "sub", number)
    assert walked(root) == {"One.md": 3, "sub/": UNLISTED}


def test_so_is_the_folder_itself(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, root)
    assert walked(root) == {"/": UNLISTED}


def test_one_that_vanished_is_not(root: Path) -> None:
    assert walked(root, "gone/") == {}
    assert walked(root, "One.md/") == {}


def test_files_that_may_not_be_looked_at_are_told_by_their_folder(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Entry:
        name = "Two.md"

        def is_file(self, follow_symlinks: bool) -> bool:
            return True

        def stat(self, follow_symlinks: bool) -> os.stat_result:
            raise PermissionError(errno.EACCES, "Permission denied")

    class Entries(list[Entry]):
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *error: object) -> None:
            return None

    monkeypatch.setattr(os, "scandir", lambda path: Entries([Entry(), Entry()]))
    assert walked(root, "sub/") == {"sub/": UNLISTED}


SECOND = 1_000_000_000


def test_files_that_may_change_without_another_time_are_told() -> None:
    before = 100 * SECOND + 1
    times = (0, 97 * SECOND, 98 * SECOND, 99 * SECOND, before - 20_000_000, before - 20_000_001)
    rows = [(one, other) for one in (*times, before, before + SECOND) for other in times]
    paths = [f"{at}.md" for at in range(len(rows))]
    numbers = [cell for at, row in enumerate(rows) for cell in (1, *row, at)]
    table = Table(paths, numbers)
    young = [at for at, row in enumerate(rows) if not all(is_settled(t, before) for t in row)]
    assert unsettled(table, before) == young
    assert 0 < len(young) < len(rows)
    assert unsettled(Table(paths[: young[0]], numbers[: WIDTH * young[0]]), before) == []
    table.fresh = [young[0], young[0] - 1]
    assert unsettled(table, before) == young[:1]


def a_table(count: int, *others: int) -> Table:
    """A table of some files, of which others are not as they usually are."""
    paths = [f"f/{at}.md" for at in range(count)]
    return Table(paths, [at + i + (at in others) for at in range(count) for i in range(WIDTH)])


@pytest.mark.parametrize(
    ("count", "others"),
    [
        (0, ()),
        (1, ()),
        (1, (0,)),
        (1024, (0, 1023)),
        (1025, (1024,)),
        (5000, (7, 1023, 1024, 4999)),
    ],
)
def test_which_files_differ_is_told_by_their_number(count: int, others: tuple[int, ...]) -> None:
    before, now = a_table(count), a_table(count, *others)
    assert differing(now, before.pressed) == [*others]
    assert (now.pressed == before.pressed) == (not others)
    assert amended(before.pressed, {row: now.state(row) for row in others}) == now.pressed
    assert amended(now.pressed, {row: before.state(row) for row in others}) == before.pressed


def test_tables_with_other_names_are_not_compared() -> None:
    table = a_table(3)
    for paths in (
        ["f/0.md", "f/1.md", "f/3.md"],
        ["f/0.md", "f/1.md"],
        ["f/1.md", "f/0.md", "f/2.md"],
    ):
        numbers = table.numbers[: len(paths) * WIDTH]
        assert differing(Table(paths, numbers), table.pressed) is None
