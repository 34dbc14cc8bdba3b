"""The files of a vault as they were last seen, by kind; what became different since."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.obsidian.names import CANVAS_SUFFIX, NOTE_SUFFIX, hidden, offloaded_name
from vaultsync.walk import UNLISTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vaultsync.obsidian.files import Files, FileStat


class Difference(NamedTuple):
    """What a second look found: files that are new, gone, or have another stat.

    So are folders that cannot be listed any more, or can again; their paths end in `/`.
    """

    appeared: frozenset[str]
    vanished: frozenset[str]
    modified: frozenset[str]


class Tree:
    """The paths of a vault, sorted.

    `paths` are all files, `offloaded` maps the path of each file that lies in
    the cloud only to that of its placeholder. `unlisted` are the folders that
    cannot be listed: what lies in them is not known. The vault's own is `.`.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self._stats: dict[str, FileStat] = {status.path: status for status in files.list()}
        self._sort()

    def __contains__(self, path: object) -> bool:
        return path in self._stats

    @property
    def stats(self) -> Iterable[FileStat]:
        """Return the state of every file, placeholders and unlisted folders included."""
        return self._stats.values()

    def _sort(self) -> None:
        stats = self._stats
        self.offloaded = {
            name: path
            for path in stats
            if ".icloud" in path and (name := offloaded_name(path)) is not None
        }
        unlisted = [path for path in stats if stats[path].size == UNLISTED]
        self.unlisted = tuple(sorted(path.rstrip("/") or "." for path in unlisted))
        no_files = {*self.offloaded.values(), *unlisted}
        self.paths = tuple(sorted(stats.keys() - no_files if no_files else stats))
        self.note_paths = tuple([p for p in self.paths if p[-3:].lower() == NOTE_SUFFIX])
        self.canvas_paths = tuple([p for p in self.paths if p[-7:].lower() == CANVAS_SUFFIX])
        self.source_paths = self.note_paths
        if self.canvas_paths:
            self.source_paths = tuple(sorted(self.note_paths + self.canvas_paths))

    def look(self, hints: set[str] | None) -> Difference:
        """Look again at the hinted files and folders, or at all; take note and tell."""
        appeared: set[str] = set()
        vanished: set[str] = set()
        modified: set[str] = set()
        for path, status in self._now(hints).items():
            before = self._stats.get(path)
            if status == before:
                continue
            if status is None:
                del self._stats[path]
                vanished.add(path)
            else:
                self._stats[path] = status
                (appeared if before is None else modified).add(path)
        if appeared or vanished:
            self._sort()
        return Difference(frozenset(appeared), frozenset(vanished), frozenset(modified))

    def _now(self, hints: set[str] | None) -> dict[str, FileStat | None]:
        """Return the present state of the files that may be different; None for an absent one."""
        now: dict[str, FileStat | None]
        if hints is None or "" in hints:
            now = {status.path: status for status in self._files.list()}
            if now != self._stats:
                now.update(dict.fromkeys(self._stats.keys() - now.keys()))
                return now
            return {}
        now = {}
        for hint in hints:
            if hidden(hint) and offloaded_name(hint) is None:
                continue
            status = self._files.stat(hint)
            if status is not None or hint in self._stats:
                now[hint] = status
            if status is None:  # it may be or have been a folder
                now.update((status.path, status) for status in self._files.list(hint))
                for path in self._known_in(hint):
                    now.setdefault(path, None)
        return now

    def _known_in(self, folder: str) -> Iterator[str]:
        """Return the known files in a folder, placeholders included, and what is unlisted in it."""
        prefix = folder + "/"
        for at in range(bisect_left(self.paths, prefix), len(self.paths)):
            if not self.paths[at].startswith(prefix):
                break
            yield self.paths[at]
        for path in self.offloaded.values():
            if path.startswith(prefix):
                yield path
        for path in self.unlisted:
            if (path + "/").startswith(prefix):
                yield path + "/"
