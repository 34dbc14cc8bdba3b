"""What headings are called on each rung of the ladder, from Obsidian's names to an exporter's.

Obsidian's own names are all that most links need, and `anchors` looks these up
itself: this is for paths of headings, and for what the first rung does not have.
"""

from __future__ import annotations

from itertools import combinations, product

from vaultsync.lean.kept import kept
from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import TYPE_CHECKING, Literal, TypeVar
from vaultsync.obsidian.names import heading_key, nfc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vaultsync.obsidian.parts import Heading

Step = Literal["obsidian", "rendered", "github", "exporter"]
_Name = TypeVar("_Name", str, tuple[str, ...])
_STEPS: tuple[Step, ...] = ("obsidian", "rendered", "github", "exporter")
# A slug stands for one heading; only Obsidian's own spelling has paths of them.
_STEPS_OF_PATHS: tuple[Step, ...] = ("obsidian", "rendered")

_BLOCK_ID = compiled(r"\s\^[A-Za-z0-9-]+\s*$")


class Rungs:
    """The headings of a note: `texts` as they are written, `keys` as Obsidian compares them."""

    def __init__(self, texts: list[str], keys: list[str]) -> None:
        self._texts = texts
        self._keys = keys
        self._names: dict[Step, dict[str, list[int]]] = {}
        self._paths: dict[tuple[Step, int], dict[tuple[str, ...], list[int]]] = {}

    def named(self, name: str) -> tuple[Sequence[int], Step]:
        """Return the headings of a name on the first rung below Obsidian's where any has it."""
        for step in _STEPS[1:] if self.titles != self._texts else _STEPS[2:]:
            if found := self._by_name(step).get(_KEYS[step](name)):
                return found, step
        return (), "obsidian"

    def at(self, parts: list[str], above: list[int]) -> tuple[Sequence[int], Step]:
        """Return the headings at a path of several parts on the first rung where any is.

        `above` is what `tree_of` tells of them.
        """
        for step in _STEPS_OF_PATHS:
            keys = tuple(_KEYS[step](part) for part in parts)
            if found := self._by_path(step, len(keys), above).get(keys):
                return found, step
        return (), "obsidian"

    @kept
    def with_hash(self) -> dict[str, list[int]]:
        """Return the headings that hold a `#`, by how they are written."""
        return _indexed((text.strip(),) if "#" in text else () for text in self._texts)

    def _by_name(self, step: Step) -> dict[str, list[int]]:
        """Return the headings by their names on a rung."""
        names = self._names
        if step not in names:
            names[step] = _indexed(self.names_on(step))
        return names[step]

    def _by_path(self, step: Step, count: int, tree: list[int]) -> dict[tuple[str, ...], list[int]]:
        """Return the headings by the paths of so many parts that end in them.

        The parts before the last are headings above it, in order; levels may
        be skipped. A heading has five above it at most, and a journal of a
        thousand days has a thousand headings of one name, so every path is
        looked up and none is searched for.
        """
        if (step, count) not in self._paths:
            names = self.names_on(step)
            paths: list[Iterable[tuple[str, ...]]] = []
            for index, mine in enumerate(names):
                above: list[tuple[str, ...]] = []
                at = tree[index]
                while at >= 0:
                    above.append(names[at])
                    at = tree[at]
                found = {
                    path
                    for chosen in combinations(reversed(above), count - 1)
                    for path in product(*chosen, mine)
                }
                paths.append(found)
            self._paths[step, count] = _indexed(paths)
        return self._paths[step, count]

    def names_on(self, step: Step) -> list[tuple[str, ...]]:
        """Return the names of each heading on a rung."""
        if step == "obsidian":
            return [(key,) for key in self._keys]
        if step == "rendered":
            # The source as well, for a path of which only a part is rendered.
            return [
                tuple(dict.fromkeys((heading_key(title), heading_key(text))))
                for title, text in zip(self.titles, self._texts, strict=True)
            ]
        from vaultsync.obsidian.leads.slugs import exporter_slugs, github_slugs, written

        if step == "github":
            return [(nfc(slug),) for slug in github_slugs(self.titles)]
        return [
            tuple(dict.fromkeys(exporter_slugs(title) + exporter_slugs(written(title))))
            for title in self.titles
        ]

    @kept
    def titles(self) -> list[str]:
        """Return the headings as a reader sees them, without a block id at their end."""
        from vaultsync.obsidian.inline import rendered

        return [rendered(_BLOCK_ID.sub("", text) if "^" in text else text) for text in self._texts]


def tree_of(headings: Sequence[Heading]) -> list[int]:
    """Return the heading above each heading, or -1."""
    parents: list[int] = []
    open_ones: list[int] = []
    for index, heading in enumerate(headings):
        while open_ones and headings[open_ones[-1]].level >= heading.level:
            open_ones.pop()
        parents.append(open_ones[-1] if open_ones else -1)
        open_ones.append(index)
    return parents


def _indexed(names: Iterable[Iterable[_Name]]) -> dict[_Name, list[int]]:
    """Return for each name the numbers of those that bear it, in order."""
    found: dict[_Name, list[int]] = {}
    for index, mine in enumerate(names):
        for name in mine:
            if name in found:
                found[name].append(index)
            else:
                found[name] = [index]
    return found


_KEYS: dict[Step, Callable[[str], str]] = {
    "obsidian": heading_key,
    "rendered": heading_key,
    "github": lambda part: nfc(part).lower(),
    "exporter": lambda part: nfc(part).lower(),
}
