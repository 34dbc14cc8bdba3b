"""The files of a vault as they were last seen, by kind; what became different since."""

from __future__ import annotations

from bisect import bisect_left

from vaultsync.obsidian.files import stats_of, table_of
from vaultsync.obsidian.names import NOTE_SUFFIX, hidden, is_canvas, is_note, offloaded_name
from vaultsync.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.files import Files, FileStat
    from vaultsync.walk import Table


class Difference(NamedTuple):
    """What a second look found: files that are new, gone, or have another stat.

    So are folders that cannot be listed any more, or can again; their paths end in `/`.
    """

    appeared: frozenset[str]
    vanished: frozenset[str]
    modified: frozenset[str]


class Tree:
    """The paths of a vault, sorted.

    `paths` are all files, `other_paths` those that do not end in `.md`,
    `offloaded` maps the path of each file that lies in the cloud only to that of
    its placeholder. `unlisted` are the folders that cannot be listed: what lies in
    them is not known. The vault's own is `.`.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self._table: Table | None = files.table()
        self._stats: dict[str, FileStat] | None = None  # the same by path, once it is compared
        self._sort()

    def __contains__(self, path: object) -> bool:
        return path in self._listed

    @property
    def table(self) -> Table:
        """Return the state of every file, placeholders and unlisted folders included."""
        if self._table is None:
            self._table = table_of(self._by_path().values())
        return self._table

    def _by_path(self) -> dict[str, FileStat]:
        if self._stats is None:
            self._stats = {status.path: status for status in stats_of(self.table)}
        return self._stats

    def _sort(self) -> None:
        paths = [*self.table.paths]
        self._listed = set(paths)
        if len(self._listed) < len(paths):  # a folder may tell a file twice that is moved just now
            self._by_path()
            self._table, paths = None, list(self._listed)
        paths.sort()
        # Few files of a large vault are no notes, and all else is looked for among them.
        others = [path for path in paths if path[-3:] != NOTE_SUFFIX]
        placeholders = [path for path in others if path[-7:] == ".icloud"]
        self.offloaded = {
            name: path for path in placeholders if (name := offloaded_name(path)) is not None
        }
        unlisted = [path for path in others if path.endswith("/")]
        self.unlisted = tuple(sorted(path.rstrip("/") or "." for path in unlisted))
        no_files = {*self.offloaded.values(), *unlisted}
        if no_files:
            paths = [path for path in paths if path not in no_files]
            others = [path for path in others if path not in no_files]
        self.paths = tuple(paths)
        self.note_paths = tuple([path for path in paths if path[-3:] == NOTE_SUFFIX])
        if any(map(is_note, others)):  # `.MD`
            self.note_paths = tuple(filter(is_note, paths))
        self.other_paths = tuple(others)
        self.canvas_paths = tuple(filter(is_canvas, others))
        self.source_paths = self.note_paths
        if self.canvas_paths:
            self.source_paths = tuple(sorted(self.note_paths + self.canvas_paths))

    def look(self, hints: set[str] | None) -> Difference:
        """Look again at the hinted files and folders, or at all; take note and tell."""
        appeared: set[str] = set()
        vanished: set[str] = set()
        modified: set[str] = set()
        stats = self._by_path()
        for path, status in self._now(hints, stats).items():
            before = stats.get(path)
            if status == before:
                continue
            if status is None:
                del stats[path]
                vanished.add(path)
            else:
                stats[path] = status
                (appeared if before is None else modified).add(path)
        if appeared or vanished or modified:
            self._table = None
        if appeared or vanished:
            self._sort()
        return Difference(frozenset(appeared), frozenset(vanished), frozenset(modified))

    def _now(
        self, hints: set[str] | None, before: dict[str, FileStat]
    ) -> dict[str, FileStat | None]:
        """Return the present state of the files that may be different; None for an absent one."""
        now: dict[str, FileStat | None]
        if hints is None or "" in hints:
            now = {status.path: status for status in stats_of(self._files.table())}
            if now != before:
                now.update(dict.fromkeys(before.keys() - now.keys()))
                return now
            return {}
        now = {}
        for hint in hints:
            if hidden(hint) and offloaded_name(hint) is None:
                continue
            status = self._files.stat(hint)
            if status is not None or hint in before:
                now[hint] = status
            if status is None:  # it may be or have been a folder
                now.update((status.path, status) for status in stats_of(self._files.table(hint)))
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
