"""The files of a vault as they were last seen, by kind; what became different since."""

from __future__ import annotations

from bisect import bisect_left

from vaultsync.lean.kept import kept
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.files import is_listed, stats_of, table_of
from vaultsync.obsidian.names import (
    CANVAS_SUFFIX,
    NOTE_SUFFIX,
    SUPPORTED,
    is_note,
    is_supported,
    offloaded_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.disk.walk import Table
    from vaultsync.obsidian.files import Files, FileStat


class Difference(NamedTuple):
    """What a second look found: files that are new, gone, or have another stat.

    So are folders that cannot be listed any more, or can again; their paths end in `/`.
    """

    appeared: frozenset[str]
    vanished: frozenset[str]
    modified: frozenset[str]


class Tree:
    """The paths of a vault, sorted only once that is asked for.

    `other_paths` are the files that do not end in `.md`,
    `offloaded` maps the path of each file that lies in the cloud only to that of
    its placeholder. `unlisted` are the folders that cannot be listed: what lies in
    them is not known. The vault's own is `.`.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self._table: Table | None = files.table()
        self._stats: dict[str, FileStat] | None = None  # the same by path, once it is compared
        self._take_in()

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

    def _take_in(self) -> None:
        """Take note of which files there are."""
        self._listed = set(self.table.paths)
        if len(self._listed) < len(self.table):  # told twice, as it is moved just now
            self._by_path()
            self._table = None
        # Few files of a large vault are no notes, and all else is looked for among them.
        others = sorted([path for path in self.table.paths if path[-3:] != NOTE_SUFFIX])
        placeholders = [path for path in others if path[-7:] == ".icloud"]
        self.offloaded = {
            name: path for path in placeholders if (name := offloaded_name(path)) is not None
        }
        unlisted = [path for path in others if path.endswith("/")]
        self.unlisted = tuple(sorted(path.rstrip("/") or "." for path in unlisted))
        self.no_files = frozenset((*self.offloaded.values(), *unlisted))
        if self.no_files:
            others = [path for path in others if path not in self.no_files]
        self.other_paths = tuple(others)
        canvases = [path for path in others if path[-7:].lower() == CANVAS_SUFFIX]
        self.canvas_paths = tuple(canvases)
        odd = [path for path in others if path[-3:].lower() == NOTE_SUFFIX]  # `.MD`
        self._oddly_named = len(odd)
        for name in ("paths", "note_paths", "source_paths", "maybe_copies", "unsupported"):
            self.__dict__.pop(name, None)

    def __len__(self) -> int:
        """Return how many files there are."""
        return len(self.table) - len(self.no_files)

    @property
    def note_count(self) -> int:
        """Return how many notes there are."""
        return len(self) - len(self.other_paths) + self._oddly_named

    @kept
    def paths(self) -> tuple[str, ...]:
        """Return all files."""
        paths = sorted(self.table.paths)
        if self.no_files:
            return tuple([path for path in paths if path not in self.no_files])
        return tuple(paths)

    @kept
    def note_paths(self) -> tuple[str, ...]:
        """Return all notes."""
        if self._oddly_named:
            return tuple(filter(is_note, self.paths))
        return tuple([path for path in self.paths if path[-3:] == NOTE_SUFFIX])

    @kept
    def source_paths(self) -> tuple[str, ...]:
        """Return all notes and canvases."""
        if not self.canvas_paths:
            return self.note_paths
        return tuple(sorted(self.note_paths + self.canvas_paths))

    @kept
    def maybe_copies(self) -> frozenset[str]:
        """Return the notes that are conflict copies, or may be, and those they are made of."""
        from vaultsync.obsidian.conflicts import may_be_copies

        return frozenset(may_be_copies(self.note_paths))

    @kept
    def unsupported(self) -> frozenset[str]:
        """Return the files of kinds that Obsidian does not show unless it is told to."""
        maybe = [path for path in self.other_paths if path[path.rfind(".") + 1 :] not in SUPPORTED]
        return frozenset([path for path in maybe if not is_supported(path)])

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
            self._take_in()
        return Difference(frozenset(appeared), frozenset(vanished), frozenset(modified))

    def differing(self, under: str = "") -> frozenset[str]:
        """Return what is different by now of all files, or in a folder; take no note of it."""
        now = {status.path: status for status in stats_of(self._files.table(under))}
        before = self._by_path()
        if under:
            before = {path: before[path] for path in self._known_in(under)}
        return frozenset(path for path, _ in now.items() ^ before.items())

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
            if not is_listed(hint):
                continue
            status = self._files.stat(hint)
            if status is not None or hint in before:
                now[hint] = status
            if status is None:  # it may be or have been a folder
                now.update((status.path, status) for status in stats_of(self._files.table(hint)))
            if status is None or hint not in before:  # or it is a file in the place of one
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


class Visible:
    """The files of a tree that Obsidian shows, as they are when they are asked for.

    `every` says that it shows files of kinds that it does not know as well.
    """

    def __init__(self, tree: Tree, every: bool) -> None:
        self._tree = tree
        self._every = every

    @property
    def unshown(self) -> frozenset[str]:
        """Return the files that Obsidian does not show."""
        return frozenset() if self._every else self._tree.unsupported

    def __iter__(self) -> Iterator[str]:
        unshown = self.unshown
        if not unshown:
            return iter(self._tree.paths)
        return iter([path for path in self._tree.paths if path not in unshown])

    def __len__(self) -> int:
        return len(self._tree) - len(self.unshown)

    def __contains__(self, path: object) -> bool:
        unshown = not self._every and path in self._tree.unsupported
        return path in self._tree and not unshown and path not in self._tree.no_files

    @property
    def left_out(self) -> frozenset[str]:
        """Return what the table of the tree holds and Obsidian does not show."""
        return self.unshown | self._tree.no_files
