"""The files of a vault by what Obsidian compares of their paths, searched for in one text.

It answers as a `PathIndex` does, and costs next to nothing to make: whoever goes on
from an earlier run asks for the files of a few links, and for what is near the name of a
broken one. Each answer takes the longer the more files there are, so that after a few dozen
an index is made after all.
"""

from __future__ import annotations

from vaultsync.obsidian.kept import kept
from vaultsync.obsidian.names import NOTE_SUFFIX, folded
from vaultsync.obsidian.path_index import PathIndex
from vaultsync.obsidian.sieve import Sieve
from vaultsync.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from vaultsync.obsidian.sieve import Sought

_LOOKS = 40
"""After so many, an index has cost about as much as they did."""


class PathText:
    """The files in a `text` with a NUL after each path, but for those that are `left_out`.

    `paths` are all files that count, for the index that is made once many are asked for.
    """

    def __init__(self, text: str, left_out: Collection[str], paths: Collection[str]) -> None:
        self._paths = paths
        self._left_out = left_out
        self._written = text
        # No path on a disk holds a NUL, so the paths are folded at once.
        self._text = f"\0{folded(text)}"
        self._made: PathIndex | None = None
        self._left = _LOOKS

    @property
    def _index(self) -> PathIndex:
        if self._made is None:
            self._made = PathIndex(tuple(self._paths))
        return self._made

    @property
    def _is_searched(self) -> bool:
        """Return whether another search is sooner done than an index is made. Counts them."""
        self._left -= 1
        return self._made is None and self._left >= 0

    def __contains__(self, key: str) -> bool:
        return bool(self.at(key))

    def __len__(self) -> int:
        return len(self._paths if self._made is None else self._made)

    def at(self, key: str) -> list[str]:
        """Return the files whose paths are equal to a folded one."""
        if "\0" in key:
            return []
        if not self._is_searched:
            return self._index.at(key)
        found: list[str] = []
        row = last = 0
        for at in self._places(f"\0{key}\0"):
            row += self._text.count("\0", last, at)
            last = at
            path = self._rows[row]
            if path not in self._left_out:
                found.append(path)
        return found

    def named(self, name: str) -> list[str]:
        """Return the folded paths with a folded last part, each once."""
        if "\0" in name or "/" in name:
            return []
        if not self._is_searched:
            return self._index.named(name)
        keys = [name] if f"\0{name}\0" in self._text else []
        keys += [self._key_at(at) for at in self._places(f"/{name}\0")]
        return self._kept(keys)

    def bearing(self, stem: str) -> list[str]:
        """Return the folded paths with a stem: their last part is that, and any number of `.md`."""
        if "\0" in stem or "/" in stem:
            return []
        if not stem or not self._is_searched:
            return self._index.bearing(stem)
        keys = [
            self._key_at(at) for start in (f"\0{stem}", f"/{stem}") for at in self._places(start)
        ]
        names = [key[key.rfind("/") + 1 :] for key in keys]  # a folder may be called so, too
        return self._kept(
            [
                key
                for key, name in zip(keys, names, strict=True)
                if name.startswith(stem) and not name[len(stem) :].replace(NOTE_SUFFIX, "")
            ]
        )

    def _key_at(self, at: int) -> str:
        """Return the folded path that one of the characters before or behind a place is in."""
        text = self._text
        return text[text.rindex("\0", 0, at + 1) + 1 : text.index("\0", at + 1)]

    def _kept(self, keys: Iterable[str]) -> list[str]:
        """Return the folded paths, each once, that are not those of files left out alone."""
        return [key for key in dict.fromkeys(keys) if key not in self._doubted or self.at(key)]

    def _places(self, wanted: str) -> Iterable[int]:
        """Yield where a piece stands in the text; two may share the NUL between them."""
        at = self._text.find(wanted)
        while at >= 0:
            yield at
            at = self._text.find(wanted, at + max(1, len(wanted) - 1))

    @kept
    def _rows(self) -> list[str]:
        """Return the paths as they are on disk, in the order of the text."""
        return self._written.split("\0")

    @kept
    def _doubted(self) -> frozenset[str]:
        """Return the folded paths of what is left out."""
        return frozenset(map(folded, self._left_out))

    @property
    def stems(self) -> Iterable[str]:
        """Return the folded last parts of all paths without one `.md` at their ends, each once."""
        if self._made is not None:
            return self._made.stems
        return self._stems_of(range(len(self._keys)))

    def stems_near(self, sought: Sought) -> Iterable[str]:
        """Return the `stems` that have something of what is sought, and perhaps others."""
        if self._made is not None:
            return self._made.stems
        return self._stems_of(Sieve(self._text.replace(f"{NOTE_SUFFIX}\0", "\0")).rows(sought))

    def _stems_of(self, rows: Iterable[int]) -> Iterable[str]:
        if self._left_out:
            rows = [row for row in rows if self._rows[row] not in self._left_out]
        keys = [self._keys[row] for row in rows]
        names = [key[key.rfind("/") + 1 :] for key in keys]
        return dict.fromkeys([name[:-3] if name[-3:] == NOTE_SUFFIX else name for name in names])

    @kept
    def _keys(self) -> list[str]:
        """Return the folded paths, in the order of the text."""
        return self._text.split("\0")[1:-1]

    @property
    def paths(self) -> list[str]:
        """Return all files, in no particular order."""
        return self._index.paths

    @property
    def twins(self) -> Iterable[list[str]]:
        """Return the files whose paths are equal when folded."""
        return self._index.twins

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
