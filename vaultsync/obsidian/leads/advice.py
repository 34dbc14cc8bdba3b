"""Did you mean …: the file that a broken link probably meant, and the heading or block."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.leads.anchors import parts_of
from vaultsync.obsidian.leads.known_paths import KnownPaths
from vaultsync.obsidian.leads.nearness import Nearness, sought_near
from vaultsync.obsidian.names import NOTE_SUFFIX, basename, folded, is_note, without_suffix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.obsidian.leads.anchors import Anchors
    from vaultsync.obsidian.leads.path_index import PathIndex


_FEW = 4  # questions, after which all names are looked at sooner than the text of all of them


class FileAdvice:
    """Which of the files in an index links may have meant, as long as these stay the same."""

    def __init__(self, index: PathIndex | KnownPaths) -> None:
        self._index = index
        self._nearness: Nearness | None = None
        self._asked = 0
        self._known: dict[tuple[str, int], tuple[str, ...]] = {}

    def nearest(self, path: str, limit: int = 3) -> tuple[str, ...]:
        """Return the files that a link which resolves nowhere may have meant, best first.

        The same name in another folder comes before names that are merely
        alike; where nothing is near, nothing is returned.
        """
        known = self._known.get((path, limit))
        if known is None:  # many links name the note that is still to be written
            known = self._known[path, limit] = self._nearest(path, limit)
        return known

    def _nearest(self, path: str, limit: int) -> tuple[str, ...]:
        wanted = folded(path)
        name = without_suffix(basename(wanted))
        near = self._among(name).nearest(name, limit)
        folders = set(wanted.split("/")[:-1])
        found = [
            (rank, len(folders ^ set(key.split("/")[:-1])), len(key), min(self._index.at(key)))
            for rank, name in enumerate(near)
            for key in self._bearing(name)
        ]
        return tuple(file for *_, file in sorted(found)[:limit])

    def _among(self, name: str) -> Nearness:
        """Return the names that may be near to one: all of them, unless but a few are asked for."""
        if self._nearness is None:
            self._asked += 1
            if isinstance(self._index, KnownPaths) and self._asked <= _FEW:
                return Nearness(self._index.stems_near(sought_near(name)))
            self._nearness = Nearness(self._index.stems)
        return self._nearness

    def _bearing(self, name: str) -> list[str]:
        """Return the folded paths whose last part is a name, or a name and `.md`."""
        found = self._index.named(name + NOTE_SUFFIX)
        return found if is_note(name) else found + self._index.named(name)


def nearest_subpath(anchors: Anchors, subpath: str) -> str | None:
    """Return the subpath that was probably meant, written in the same style, or None.

    A slug is answered with a slug, a heading's words with its words, and
    the name of a block without its `^` (a heading link since release note
    0.9.6) with the block.
    """
    parts = parts_of(subpath)
    if not parts:
        return None
    last = parts[-1]
    ids = anchors.block_names
    if last.startswith("^"):
        near = _near(last[1:], ids)
        return None if near is None else f"#^{near}"
    if found := anchors.ids.get(last.lower()):
        return f"#^{ids[found[0]]}"
    if " " not in last and last == last.lower():
        for step in ("github", "exporter"):
            near = _near(last, (name for names in anchors.rungs.names_on(step) for name in names))
            if near is not None and ("-" in last or "-" not in near):
                return f"#{near}"
    from vaultsync.obsidian.leads.slugs import written

    near = _near(last, [*map(written, anchors.texts), *map(written, anchors.rungs.titles)])
    return None if near is None else f"#{near}"


def _near(text: str, choices: Iterable[str]) -> str | None:
    found = Nearness(dict.fromkeys(choices)).nearest(text, 1)
    return found[0] if found else None
