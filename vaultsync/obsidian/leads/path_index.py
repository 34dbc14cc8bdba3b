"""The files of a vault by what Obsidian compares of their paths and of their names.

Made in few steps over all files at once, as a vault cannot be looked at before
it is there. Where several files bear one name, they are kept apart from the
many that bear one alone.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import (
    NOTE_SUFFIX,
    all_folded,
    basename,
    folded,
    nfc,
    without_suffixes,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_NONE: list[str] = []
_LONGEST_NAME = 255  # bytes, and so characters, on every common file system


class PathIndex:
    """Files by their folded paths, and folded paths by their last parts.

    `add` and `remove` keep it equal to one that is made anew.
    """

    def __init__(self, paths: Collection[str]) -> None:
        keys = all_folded(paths)
        # Folded path -> path; where names differ by case or normal form only, all of them.
        self._paths = dict(zip(keys, paths, strict=True))
        self._twins: dict[str, list[str]] = {}
        if len(self._paths) < len(keys):
            self._twins = _several(keys, paths)
        names = [key[key.rfind("/") + 1 :] for key in self._paths]
        # Folded last part -> folded path; where many paths share it, all of them.
        self._names = dict(zip(names, self._paths, strict=True))
        self._namesakes: dict[str, list[str]] = {}
        if len(self._names) < len(names):
            self._namesakes = _several(names, self._paths)
        # The last part of each folded path, and then its stem, for `shared` and `sole`.
        self._last: list[str] | None = names
        self._known_stems: list[str] | None = None
        self._shared: Mapping[str, list[str]] | None = None
        self._sole: dict[str, str] | None = None

    def __contains__(self, key: str) -> bool:
        return key in self._paths

    def __len__(self) -> int:
        return len(self._paths) + sum(len(twins) - 1 for twins in self._twins.values())

    @property
    def paths(self) -> list[str]:
        """Return all files, in no particular order."""
        found = list(self._paths.values())
        for twins in self._twins.values():
            found += set(twins).difference([self._paths[folded(twins[0])]])
        return found

    @property
    def stems(self) -> Iterable[str]:
        """Return the folded last parts of all paths without one `.md` at their ends, each once."""
        names = self._names
        return dict.fromkeys([name[:-3] if name[-3:] == NOTE_SUFFIX else name for name in names])

    @property
    def twins(self) -> Iterable[list[str]]:
        """Return the files whose paths are equal when folded."""
        return self._twins.values()

    def at(self, key: str) -> list[str]:
        """Return the files whose paths are equal to a folded one."""
        found = self._paths.get(key)
        return _NONE if found is None else self._twins.get(key) or [found]

    def named(self, name: str) -> list[str]:
        """Return the folded paths with a folded last part."""
        found = self._names.get(name)
        return _NONE if found is None else self._namesakes.get(name) or [found]

    def bearing(self, stem: str) -> list[str]:
        """Return the folded paths with a stem: their last part is that, and any number of `.md`."""
        found: list[str] = []
        name = stem
        while len(name) <= _LONGEST_NAME:
            found += self.named(name)
            name += NOTE_SUFFIX
        return found

    def add(self, path: str) -> None:
        """Take note of a new file."""
        key = folded(path)
        if key not in self._paths:
            _put(basename(key), key, self._names, self._namesakes)
        if path not in self.at(key):
            _put(key, path, self._paths, self._twins)
        self._changed()

    def remove(self, path: str) -> None:
        """Take note that a file is gone; one that was never there is no error."""
        key = folded(path)
        if path in self.at(key):
            _take(key, path, self._paths, self._twins)
            if key not in self._paths:
                _take(basename(key), key, self._names, self._namesakes)
            self._changed()

    def _changed(self) -> None:
        self._last = self._known_stems = self._shared = self._sole = None

    def _stems(self) -> list[str]:
        """Return the stem of each folded path."""
        if self._known_stems is None:
            last = self._last or [key[key.rfind("/") + 1 :] for key in self._paths]
            names = [name[:-3] if name[-3:] == NOTE_SUFFIX else name for name in last]
            self._last = None
            self._known_stems = [
                without_suffixes(name) if name[-3:] == NOTE_SUFFIX else name for name in names
            ]
        return self._known_stems

    @property
    def shared(self) -> Mapping[str, list[str]]:
        """Return the stems that several files have, and these files in no particular order."""
        if self._shared is None:
            stems = self._stems()
            last = {key: at for at, key in enumerate(stems)}
            several = {key for at, key in enumerate(stems) if last[key] != at}
            several.update([without_suffixes(basename(key)) for key in self._twins])
            self._shared = found = {key: list[str]() for key in several}
            if several:
                for key, path in zip(stems, self._paths, strict=True):
                    if key in several:
                        found[key] += self.at(path)
        return self._shared

    @property
    def sole(self) -> Mapping[str, str]:
        """Return the files that no other can be taken for, by the names that links have for them.

        That is the last part of their path, in NFC and without `.md`. A few that only
        odd spellings name are left out.
        """
        if self._sole is None:
            paths = [*self._paths.values()]
            if shared := self.shared:
                keyed = zip(self._stems(), paths, strict=True)
                paths = [path for key, path in keyed if key not in shared]
            self._known_stems = None  # who asks for more than one of the two asks for this last
            names = [path[path.rfind("/") + 1 :] for path in paths]
            names = [name[:-3] if name[-3:] == NOTE_SUFFIX else name for name in names]
            names = [name if name.isascii() else _as_linked(name) for name in names]
            self._sole = dict(zip(names, paths, strict=True))
            self._sole.pop("", None)
        return self._sole


def _as_linked(name: str) -> str:
    """Return a name in NFC, as links have it, unless that is plain ASCII: a Kelvin sign."""
    normal = nfc(name)
    return name if normal.isascii() else normal


def _several(keys: Iterable[str], values: Iterable[str]) -> dict[str, list[str]]:
    """Return the values of those keys that have several."""
    found: dict[str, dict[str, None]] = {}
    for key, value in zip(keys, values, strict=True):
        found.setdefault(key, {})[value] = None
    return {key: list(each) for key, each in found.items() if len(each) > 1}


def _put(key: str, value: str, one: dict[str, str], several: dict[str, list[str]]) -> None:
    """Put a value to those of a key: one of them into `one`, all of them into `several`."""
    if key in one:
        several.setdefault(key, [one[key]]).append(value)
    else:
        one[key] = value


def _take(key: str, value: str, one: dict[str, str], several: dict[str, list[str]]) -> None:
    """Take a value from those of a key."""
    left = several.pop(key, [value])
    left.remove(value)
    if left:
        one[key] = left[0]
        if len(left) > 1:
            several[key] = left
    else:
        del one[key]
