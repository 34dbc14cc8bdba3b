"""The files of a vault by what Obsidian compares of their paths, without an index of them.

It answers as a `PathIndex` does, out of what an earlier run kept of all names (`bearers.py`).
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import basename, folded, without_suffixes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from vaultsync.obsidian.leads.bearers import Bearers
    from vaultsync.obsidian.leads.path_index import PathIndex
    from vaultsync.obsidian.leads.sieve import Sought


_SHARE = 4
"""To look at one file of so many takes as long as to make an index of all."""


class KnownPaths:
    """The files that bear names, but for those that are `left_out`.

    `paths` are all files that count, for the index that is made once they change, and
    `shared` the stems that several of them have.
    """

    def __init__(
        self,
        bearers: Bearers,
        left_out: Collection[str],
        paths: Collection[str],
        shared: Collection[str],
    ) -> None:
        self._bearers = bearers
        self._left_out = left_out
        self._paths = paths
        self._shared = shared
        self._made: PathIndex | None = None
        self._looked_at = 0

    @property
    def _index(self) -> PathIndex:
        if self._made is None:
            from vaultsync.obsidian.leads.path_index import PathIndex

            self._made = PathIndex(tuple(self._paths))
        return self._made

    def __contains__(self, key: str) -> bool:
        return bool(self.at(key))

    def __len__(self) -> int:
        return len(self._paths if self._made is None else self._made)

    def _files(self, stem: str) -> list[str]:
        found = self._bearers.of(stem)
        self._looked_at += len(found)
        return [path for path in found if path not in self._left_out]

    def _indexed(self) -> PathIndex | None:
        """Return the index if there is one, or if it is sooner made than more is looked up.

        A name such as `index` may be that of very many files, and of as many links.
        """
        if self._made is None and self._looked_at * _SHARE > len(self._paths):
            return self._index
        return self._made

    def at(self, key: str) -> list[str]:
        """Return the files whose paths are equal to a folded one."""
        if (index := self._indexed()) is not None:
            return index.at(key)
        files = self._files(without_suffixes(basename(key)))
        return [path for path in files if folded(path) == key]

    def named(self, name: str) -> list[str]:
        """Return the folded paths with a folded last part, each once."""
        if (index := self._indexed()) is not None:
            return index.named(name)
        return [key for key in self.bearing(without_suffixes(name)) if basename(key) == name]

    def bearing(self, stem: str) -> list[str]:
        """Return the folded paths with a stem: their last part is that, and any number of `.md`."""
        if (index := self._indexed()) is not None:
            return index.bearing(stem)
        return list(dict.fromkeys(map(folded, self._files(stem))))

    @property
    def stems(self) -> Iterable[str]:
        """Return the folded last parts of all paths without one `.md` at their ends, each once."""
        if self._made is not None:
            return self._made.stems
        return dict.fromkeys(self._bearers.names(self._left_out))

    def stems_near(self, sought: Sought) -> Iterable[str]:
        """Return the `stems` that have something of what is sought, and perhaps others."""
        if self._made is not None:
            return self._made.stems
        return dict.fromkeys(self._bearers.near(sought, self._left_out))

    @property
    def paths(self) -> list[str]:
        """Return all files, in no particular order."""
        return self._index.paths

    @property
    def twins(self) -> Iterable[list[str]]:
        """Return the files whose paths are equal when folded."""
        return self._index.twins

    @property
    def shared(self) -> Mapping[str, list[str]]:
        """Return the stems that several files have, and these files in no particular order."""
        if self._made is not None:
            return self._made.shared
        return {stem: self._files(stem) for stem in self._shared}

    @property
    def sole(self) -> Mapping[str, str]:
        """Return the files that no other can be taken for, as `PathIndex.sole` says."""
        return self._index.sole

    def add(self, path: str) -> None:
        """Take note of a new file."""
        self._index.add(path)

    def remove(self, path: str) -> None:
        """Take note that a file is gone; one that was never there is no error."""
        self._index.remove(path)
