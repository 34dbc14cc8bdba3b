"""Links that are written as their file is named, found without an index of all names.

Whoever goes on from an earlier run asks for a dozen links, and which names several
files share is known from that run. A file whose name no other shares is meant by
every link that names it as it is spelled: it is looked for in one text of all paths.
That takes the longer the more files there are, so it ends after a few dozen links.
"""

from __future__ import annotations

from collections import Counter

from vaultsync.obsidian.names import NOTE_SUFFIX, basename, stem, stems
from vaultsync.obsidian.tree import text_of
from vaultsync.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


_LOOKS = 40
"""After so many, an index has cost about as much as they did."""


def shared_stems(paths: Collection[str]) -> frozenset[str]:
    """Return the stems that several files have, whatever kind they are of."""
    return frozenset([name for name, count in Counter(stems(paths)).items() if count > 1])


def sight_of(paths: Collection[str], shared: Collection[str]) -> AtSight:
    """Return the files at some paths, and those of a tree without going through them."""
    text, left_out = text_of(paths)
    return AtSight(text, shared, left_out)


class AtSight:
    """The files in a text with a NUL after each path, but for those that are `left_out`.

    Of those with a `shared` stem nothing is certain.
    """

    def __init__(self, text: str, shared: Collection[str], left_out: Collection[str]) -> None:
        self._shared = shared
        self._left_out = left_out
        self._text = f"\0{text}"
        self._left = _LOOKS

    def find(self, path: str) -> tuple[str, bool] | None:
        """Return the file that a link's path means, and whether the path is all of its own.

        None where that is not certain, as for paths that begin with `/` or `./`.
        """
        if path[:1] in ("", ".", "/") or not self._is_one(path):
            return None
        # There is at most one of them: nearly always a note.
        for ending in (path + NOTE_SUFFIX, path):
            at = self._text.find(f"/{ending}\0")
            if at < 0:
                at = self._text.find(f"\0{ending}\0")
            if at >= 0:
                start = self._text.rindex("\0", 0, at + 1) + 1
                found = self._text[start : at + 1 + len(ending)]
                return None if found in self._left_out else (found, found == ending)
        return None

    def at(self, path: str) -> str | None:
        """Return the file at a path from the root, its `.md` perhaps left out, if that is sure."""
        if self._is_one(path):
            for whole in (path, path + NOTE_SUFFIX):
                if f"\0{whole}\0" in self._text:
                    return None if whole in self._left_out else whole
        return None

    def _is_one(self, path: str) -> bool:
        """Return whether there is at most one file that a path may mean, and time left for it."""
        self._left -= 1
        if self._left < 0:
            return False
        name = basename(path)
        return bool(name) and "\0" not in path and stem(name) not in self._shared
