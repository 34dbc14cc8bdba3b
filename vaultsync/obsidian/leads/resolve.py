"""Link paths to files, in the order in which Obsidian 1.13.7 was seen to look.

1. An empty path is the note itself.
2. `./` and `../`: from the source's folder, and nowhere else.
3. A leading `/`: from the root, and nowhere else.
4. The exact path from the root. It wins over a namesake beside the source.
5. Every file whose path ends in `/` and the link's path: one in the source's
   own folder, else the one with the shortest path, counted in characters.

At every step `X.md` is tried before `X`, except that a path which already ends
in `.md` is tried as it stands first. Aliases, folders, `index.md` and the stems
of attachments never resolve. Each step is a look into a dictionary, so a link
costs the same in a vault of any size.
"""

from __future__ import annotations

from vaultsync.lean.kept import kept
from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple
from vaultsync.obsidian.leads.at_sight import AtSight
from vaultsync.obsidian.leads.known_paths import KnownPaths
from vaultsync.obsidian.leads.relative import from_root
from vaultsync.obsidian.names import (
    NOTE_SUFFIX,
    basename,
    folded,
    folder,
    length,
    nfc,
    same_spelling,
    without_suffix,
)
from vaultsync.obsidian.tree import Visible

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from vaultsync.obsidian.leads.advice import FileAdvice
    from vaultsync.obsidian.leads.bearers import Bearers
    from vaultsync.obsidian.leads.path_index import PathIndex

How = Literal["exact", "relative", "root", "suffix", "self", "none"]


class Resolution(NamedTuple):
    """Where a link's path leads.

    `target` is a path as on disk, or None. `ambiguous` holds the other
    candidates that are as good: Obsidian takes one of them, and not always
    the same. `how` is the step that found it.
    """

    target: str | None
    ambiguous: tuple[str, ...]
    how: How


NOWHERE = Resolution(None, (), "none")

_MEMO_LIMIT = 500_000
# From so many namesakes on, their suffixes are looked up instead of compared.
_MANY = 16


class Resolver:
    """Finds the file that a link means among the files of a vault.

    `add` and `remove` keep it equal to one that is made anew.
    """

    def __init__(self, paths: Collection[str]) -> None:
        self._paths = paths
        self._at_sight: AtSight | None = None
        # Folded last part that many paths share -> folded suffix -> folded paths.
        self._suffixes: dict[str, dict[str, list[str]]] = {}
        # The path of links -> the best of several namesakes, wherever a link stands.
        self._shortest: dict[tuple[str, str], Resolution] = {}
        self._memo: dict[str, Resolution] = {}
        self._memo_by_folder: dict[tuple[str, str], Resolution] = {}

    @kept
    def _index(self) -> PathIndex | KnownPaths:
        sight = self._at_sight
        if sight is None:
            from vaultsync.obsidian.leads.path_index import PathIndex

            return PathIndex(tuple(self._paths))
        return KnownPaths(sight.bearers, sight.left_out, self._paths, sight.shared)

    def trust(self, shared: Collection[str], bearers: Bearers) -> None:
        """Take it as known which stems several files have (`shared`), and who bears which.

        No index is then made. `bearers` may know of more files: those that Obsidian does
        not show are left out.
        """
        left_out = self._paths.left_out if isinstance(self._paths, Visible) else frozenset()
        self._at_sight = AtSight(bearers, shared, left_out)

    @property
    def shared(self) -> frozenset[str]:
        """Return the stems that several files have."""
        return frozenset(self._index.shared)

    @property
    def shared_by(self) -> Mapping[str, list[str]]:
        """Return the stems that several files have, and these files in no particular order."""
        return self._index.shared

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and path in self._index.at(folded(path))

    def __len__(self) -> int:
        return len(self._index if "_index" in self.__dict__ else self._paths)

    def add(self, path: str) -> None:
        """Take note of a new file."""
        self._index.add(path)
        self._forget(path)

    def remove(self, path: str) -> None:
        """Take note that a file is gone; one that was never there is no error."""
        self._index.remove(path)
        self._forget(path)

    def _forget(self, path: str) -> None:
        self._at_sight = None
        self._suffixes.pop(folded(basename(path)), None)
        self._shortest.clear()
        self._memo.clear()
        self._memo_by_folder.clear()
        self.forget_advice()

    @property
    def sole(self) -> Mapping[str, str]:
        """Return the files that no other can be taken for, by the names that links have for them.

        That is the last part of their path, in NFC and without `.md`. A few that only
        odd spellings name are left out.
        """
        return self._index.sole

    def resolve(self, path: str, source: str) -> Resolution:
        """Return where a link leads from a note.

        `path` is the link's path, decoded and trimmed, without its subpath;
        `source` the path of the note that holds the link.
        """
        known = self._memo.get(path)
        if known is not None:
            return known
        if not path:
            return Resolution(source, (), "self")
        place = (path, folder(source))
        known = self._memo_by_folder.get(place)
        return known or self._look_once(place)

    def is_same_everywhere(self, path: str) -> bool:
        """Return whether a path that was looked up leads to the same file from every note."""
        return path in self._memo

    def _look_once(self, place: tuple[str, str]) -> Resolution:
        """Look where a path leads from a folder, and remember it."""
        if len(self._memo) + len(self._memo_by_folder) > _MEMO_LIMIT:
            self._memo.clear()
            self._memo_by_folder.clear()
        path, home = place
        seen = self._at_sight and self._at_sight.find(path)
        if seen:
            found, everywhere = Resolution(seen[0], (), "exact" if seen[1] else "suffix"), True
        else:
            found, everywhere = self._look(path, home)
        if everywhere:
            self._memo[path] = found
        else:
            self._memo_by_folder[place] = found
        return found

    def exact(self, path: str) -> Resolution:
        """Return the file at a path from the root with its extension, as canvases name files."""
        found = self._index.at(folded(path))
        return self._resolution(found, path, "exact") if found else NOWHERE

    def _look(self, path: str, home: str) -> tuple[Resolution, bool]:
        """Return where a path leads from a folder, and whether it does so from every folder."""
        if path.startswith(("./", "../")):
            joined = from_root(path, home)
            return (self._first(joined, "relative") if joined else NOWHERE), False
        if path.startswith("/"):
            return self._first(path[1:], "root"), True
        names = _spellings(folded(path))
        for name in names:
            if found := self._index.at(name):
                return self._resolution(found, path, "exact"), True
        for name in names:
            candidates = self._ending(name)
            if len(candidates) == 1:
                return self._resolution(self._index.at(candidates[0]), path, "suffix"), True
            if candidates:
                return self._among(candidates, name, path, home), False
        return NOWHERE, True

    def _first(self, path: str, how: How) -> Resolution:
        """Return the file at a path from the root, its `.md` perhaps left out."""
        if self._at_sight and (seen := self._at_sight.at(path)):
            return Resolution(seen, (), how)
        for name in _spellings(folded(path)):
            if found := self._index.at(name):
                return self._resolution(found, path, how)
        return NOWHERE

    def _resolution(self, found: list[str], path: str, how: How) -> Resolution:
        """Return one of the paths that are equal when folded: the one spelled like the link."""
        if len(found) == 1:
            return Resolution(found[0], (), how)
        written = nfc(path)
        spelled = [file for file in found if same_spelling(written, nfc(file))]
        ordered = sorted(spelled if len(spelled) == 1 else found)
        return Resolution(ordered[0], tuple(ordered[1:]), how)

    def _ending(self, name: str) -> list[str]:
        """Return the folded paths that end in `/` and a folded path (or are it)."""
        last = name[name.rfind("/") + 1 :]
        namesakes = self._index.named(last)
        if len(last) == len(name) or not namesakes:
            return namesakes
        if len(namesakes) < _MANY:
            ending = "/" + name
            return [path for path in namesakes if path.endswith(ending) or path == name]
        suffixes = self._suffixes.get(last)
        if suffixes is None:
            suffixes = self._suffixes[last] = _suffixes(namesakes)
        return suffixes.get(name, [])

    def _among(self, candidates: list[str], name: str, path: str, home: str) -> Resolution:
        """Return the best of several files that end in a folded path, seen from a folder."""
        here = folded(home)
        # For `dir/N`: a file beside the source, in a folder that is named `dir`,
        # or one in a folder `dir` beside it; for a bare name both are the sibling.
        for own in (here + name[name.rfind("/") + 1 :], here + name):
            if own in self._index and own.endswith("/" + name):
                return self._resolution(self._index.at(own), path, "suffix")
        found = self._shortest.get((name, path))
        if found is None:
            found = self._shortest[name, path] = self._of_shortest(candidates, path)
        return found

    def _of_shortest(self, candidates: list[str], path: str) -> Resolution:
        """Return the file with the shortest path; of several, the first by code point."""
        sizes = [length(self._index.at(candidate)[0]) for candidate in candidates]
        best = min(sizes)
        shortest = [each for each, size in zip(candidates, sizes, strict=True) if size == best]
        if len(shortest) == 1:
            return self._resolution(self._index.at(shortest[0]), path, "suffix")
        found = sorted(file for each in shortest for file in self._index.at(each))
        return Resolution(found[0], tuple(found[1:]), "suffix")

    def bearing(self, stem: str) -> int:
        """Return how many files have a stem."""
        return sum([len(self._index.at(key)) for key in self._index.bearing(stem)])

    def collisions(self) -> tuple[tuple[str, ...], ...]:
        """Return the files whose paths differ by case or normal form only, grouped, sorted."""
        return tuple(sorted(tuple(sorted(same)) for same in self._index.twins))

    def linktext(self, path: str) -> str:
        """Return how Obsidian writes a link to a file: its bare name if that is unique.

        Else the full path; `.md` is left out (api `fileToLinktext`).
        """
        short = basename(path)
        name = short if len(self._index.named(folded(short))) < 2 else path
        plain = nfc(without_suffix(name))
        # `Note` for a `Note.md` beside a file that is called `Note`: still the note.
        return plain if self.resolve(plain, "").target == path else nfc(path)

    @kept
    def advice(self) -> FileAdvice:
        """Return what knows the files that a link which resolves nowhere may have meant."""
        from vaultsync.obsidian.leads.advice import FileAdvice

        return FileAdvice(self._index)

    def forget_advice(self) -> None:
        """Hold no more what `advice` looked into; it is made again when somebody asks."""
        self.__dict__.pop("advice", None)


def _spellings(name: str) -> tuple[str, ...]:
    """Return the folded paths that a folded link path may mean, in order."""
    if not name or name.endswith("/"):
        return ()
    if name.endswith(NOTE_SUFFIX):
        return (name, name + NOTE_SUFFIX)
    return (name + NOTE_SUFFIX, name)


def _suffixes(paths: list[str]) -> dict[str, list[str]]:
    """Return for every suffix of the paths, cut at a `/`, the paths that have it."""
    found: dict[str, list[str]] = {}
    for path in paths:
        at = len(path)
        while at >= 0:
            at = path.rfind("/", 0, at)
            found.setdefault(path[at + 1 :], []).append(path)
            if at < 0:
                break
    return found
