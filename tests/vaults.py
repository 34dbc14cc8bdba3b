"""Small vaults for tests: texts in, what rules and reports see out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsync.config import Config
from vaultsync.disk.walk import UNLISTED, Table
from vaultsync.match.rows.pull import pull
from vaultsync.obsidian import letting_go
from vaultsync.obsidian.files import FileStat, MemoryFiles, stats_of, table_of
from vaultsync.obsidian.leads.gist import Gist
from vaultsync.obsidian.leads.uses import links_of
from vaultsync.rules.registry import judge
from vaultsync.tracker.lock import Base, Kept
from vaultsync.tracker.vocabulary import Vocabulary
from vaultsync.workspace.sides import Tracker
from vaultsync.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.vault import Vault
    from vaultsync.rules.rule import View

PAGE = "tracker.txt"
NOW = "2026-11-21T20:55:58Z"
COUNT = 43


def let_go(vault: Vault, note: Note) -> tuple[Gist, bytes | None]:
    """Let a vault go of a note; its gist, and the blob that is kept of it."""
    gists, blobs, _ = letting_go.let_go((note,), (links_of(note),), vault)
    return Gist._make(gists[0]), blobs[0]


class RefusingFiles(MemoryFiles):
    """Files of which some are listed but cannot be read; what ends in `/` cannot be listed."""

    def __init__(self, contents: Mapping[str, bytes], refused: Iterable[str] = ()) -> None:
        super().__init__(contents)
        self.refused = frozenset(refused)

    def table(self, under: str = "") -> Table:
        folders = tuple(path for path in self.refused if path.endswith("/"))
        shown = [e for e in stats_of(super().table(under)) if not e.path.startswith(folders)]
        return table_of([*shown, *(FileStat(each, UNLISTED, 0, 0, 0) for each in folders)])

    def read(self, path: str) -> bytes:
        if path in self.refused:
            raise PermissionError(13, "Permission denied", path)
        return super().read(path)


def page(*rows: tuple[str, ...], count: int = COUNT) -> str:
    """A copied page of rows: text, area, status, priority, and an id if there is one.

    The default count makes it a part of a longer list.
    """
    lines = [f"Found {count} actions"]
    for text, area, status, priority, *ids in rows:
        lines += [f"{each} - Open government" for each in ids]
        lines += [f"Action: {text}", f"Area for action: {area}"]
        lines += [f"Priority: {priority}", f"Status: {status}"]
    return "\n".join(lines) + "\n"


def tracker_of(
    text: str, base: Sequence[Base] = (), kept: Sequence[Kept] = (), name: str = PAGE
) -> Tracker:
    """The tracker's side as `--tracker` gives it, with what a lock would remember."""
    vocabulary = Vocabulary()
    lock = pull([(name, text.encode())], None, NOW, vocabulary).lock
    lock = lock._replace(base=tuple(base), kept=tuple(kept))
    return Tracker(name, lock, {row.key: row.line for row in lock.snapshot.rows}, vocabulary)


def workspace_of(
    files: Mapping[str, str | bytes],
    text: str | None = None,
    config: Config = Config(),  # noqa: B008 - a NamedTuple, never changed
    base: Sequence[Base] = (),
    kept: Sequence[Kept] = (),
    refused: Iterable[str] = (),
    others: Mapping[str, str] | None = None,
) -> Workspace:
    """A workspace over files in memory, and over a tracker page where one is given.

    `others` holds the pages of further trackers, by their names.
    """
    contents = {
        path: data.encode() if isinstance(data, str) else data for path, data in files.items()
    }
    trackers = [] if text is None else [tracker_of(text, base, kept)]
    for each, shown in (others or {}).items():
        trackers.append(tracker_of(shown, name=f"{each}.txt")._replace(name=each))
    return Workspace(config, RefusingFiles(contents, refused), trackers)


def view_of(files: Mapping[str, str | bytes], text: str | None = None, **more: object) -> View:
    """What rules see of files and a tracker page; `more` as for `workspace_of`."""
    return workspace_of(files, text, **more).view  # type: ignore[arg-type]  # as for workspace_of


def diagnostics(
    files: Mapping[str, str | bytes], text: str | None = None, select: str = "", **more: object
) -> tuple[Diagnostic, ...]:
    """All diagnostics of a vault, or those whose codes start with one of `select`'s words."""
    return judge(view_of(files, text, **more), select.split() or None)


Spot = tuple[str, int, int, str]


def spots(
    files: Mapping[str, str | bytes], text: str | None = None, select: str = "", **more: object
) -> list[Spot]:
    """Path, line, column and code of each diagnostic."""
    return [
        (found.place.path, found.place.line, found.place.column, found.code)
        for found in diagnostics(files, text, select, **more)
    ]
