"""Subpaths to headings and blocks: what `#…` after a link's path names in a note.

A heading is found as Obsidian finds it, else as other readers of the same
files do; the rung of the ladder on which it was found is told:

* `obsidian`: by the text of its source, special characters and case aside
  (api `stripHeading`).
* `rendered`: the same, of the text as a reader sees it. Obsidian does not jump.
* `github`: by GitHub's slug. `exporter`: by an exporter's.
* `decoded`: on any of these rungs, once percent escapes are decoded.
"""

from __future__ import annotations

import re
from itertools import combinations, product
from typing import TYPE_CHECKING, Literal, NamedTuple

from vaultsync.obsidian.names import nfc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vaultsync.obsidian.note import Note

AnchorKind = Literal["heading", "block", "other"]
Rung = Literal["obsidian", "rendered", "github", "exporter", "decoded"]
_Step = Literal["obsidian", "rendered", "github", "exporter"]
STEPS: tuple[_Step, ...] = ("obsidian", "rendered", "github", "exporter")
# A slug stands for one heading; only Obsidian's own spelling has paths of them.
_STEPS_OF_PATHS: tuple[_Step, ...] = ("obsidian", "rendered")

_SPECIAL = str.maketrans(dict.fromkeys('!"#$%&()*+,.:;<=>?@^{|}~/[]\\`\r\n', " "))
_BLOCK_ID = re.compile(r"\s\^[A-Za-z0-9-]+\s*$")


class Anchor(NamedTuple):
    """What a subpath names in a note.

    `index` is that of the heading or block in the note, -1 for anything else;
    `start`-`end` is what an embed of it shows (a heading with its section up to
    the next one of its level or above).
    """

    kind: AnchorKind
    rung: Rung
    index: int  # type: ignore[assignment]  # a tuple's method of that name is not missed
    start: int
    end: int


OTHER = Anchor("other", "obsidian", -1, 0, 0)
"""A subpath that is none of a note: a page of a PDF, a view of a base."""


def heading_key(text: str) -> str:
    """Return what Obsidian compares of a heading and of a subpath to it.

    Special characters become spaces, spaces are shrunk, case is dropped;
    letters of all scripts, digits, `-`, `_` and `'` stay (api `stripHeading`).
    """
    return " ".join(nfc(text).translate(_SPECIAL).split()).lower()


def find_anchor(note: Note, subpath: str) -> Anchor | None:
    """Return what a subpath (with its `#`) names in a note, or None if nothing."""
    return Anchors(note).find(subpath)


def nearest_anchor(note: Note, subpath: str) -> str | None:
    """Return the subpath that was probably meant, written in the same style, or None."""
    return Anchors(note).nearest(subpath)


def parts_of(subpath: str) -> list[str]:
    """Return the parts of a subpath: `#A#B` and `##A#B` are `A` and `B`."""
    return [part for part in (each.strip() for each in subpath.split("#")) if part]


class Anchors:
    """The headings and blocks of a note, by what subpaths call them; looked up when asked."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self._found: dict[str, Anchor | None] = {}
        self._paths: dict[tuple[_Step, int], dict[tuple[str, ...], list[int]]] = {}
        self._with_hash: dict[str, list[int]] | None = None
        self._names: dict[_Step, list[tuple[str, ...]]] = {}
        self._titles: list[str] | None = None
        self._parents: list[int] | None = None
        self._ends: list[int] = []
        self._blocks: dict[str, int] | None = None

    def find(self, subpath: str) -> Anchor | None:
        """Return what a subpath (with its `#`) names, or None if nothing."""
        if subpath not in self._found:
            self._found[subpath] = self._find(subpath)
        return self._found[subpath]

    def _find(self, subpath: str) -> Anchor | None:
        found = self._exactly(subpath)
        if found is None and "%" in subpath:
            from urllib.parse import unquote

            found = self._exactly(unquote(subpath))
            return found and found._replace(rung="decoded")
        return found

    def _exactly(self, subpath: str) -> Anchor | None:
        parts = parts_of(subpath)
        if not parts:  # `Note.md#` is the note
            return Anchor("other", "obsidian", -1, self._note.body_start, len(self._note.text))
        if parts[-1].startswith("[^"):  # a footnote (api `FootnoteSubpathResult`)
            return OTHER
        if parts[-1].startswith("^"):
            return self._block(parts[-1][1:])
        headings, rung = self._headings(subpath)
        if headings:
            return self._heading(headings[0], rung)
        return OTHER if self._is_in_list(parts[-1]) else None

    def _is_in_list(self, name: str) -> bool:
        """Return whether a list item holds such a heading.

        Whether a link can name it in Obsidian is not known, so it is not called broken.
        """
        key = heading_key(name)
        return any(heading_key(heading.text) == key for heading in self._note.list_headings)

    def namesakes(self, subpath: str) -> tuple[int, ...]:
        """Return the index of every heading that a subpath fits; Obsidian takes the first."""
        return tuple(self._headings(subpath)[0])

    def _headings(self, subpath: str) -> tuple[list[int], _Step]:
        """Return the headings that a subpath fits on the first rung where any does."""
        parts = parts_of(subpath)
        if not parts:
            return [], "obsidian"
        if len(parts) > 1 and (found := self._verbatim(subpath.lstrip("#").strip())):
            return found, "obsidian"
        for step in STEPS if len(parts) == 1 else _STEPS_OF_PATHS:
            keys = tuple(_KEYS[step](part) for part in parts)
            if found := self._by_path(step, len(keys)).get(keys, []):
                return found, step
        return [], "obsidian"

    def _verbatim(self, text: str) -> list[int]:
        """Return the headings that hold a `#` and are written just so."""
        if self._with_hash is None:
            self._with_hash = {}
            for index, heading in enumerate(self._note.headings):
                if "#" in heading.text:
                    self._with_hash.setdefault(heading.text.strip(), []).append(index)
        return self._with_hash.get(text, [])

    def _by_path(self, step: _Step, count: int) -> dict[tuple[str, ...], list[int]]:
        """Return the headings by their name, and by paths of so many parts that end in it.

        The parts before the last are headings above it, in order; levels may
        be skipped. A heading has five above it at most, and a journal of a
        thousand days has a thousand headings of one name, so every path is
        looked up and none is searched for.
        """
        if (step, count) not in self._paths:
            paths: dict[tuple[str, ...], list[int]] = {}
            names = self._of(step)
            tree = self._tree() if count > 1 else []
            for index, mine in enumerate(names):
                found: Iterable[tuple[str, ...]]
                if count == 1:
                    found = [(name,) for name in mine]
                else:
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
                for path in found:
                    paths.setdefault(path, []).append(index)
            self._paths[step, count] = paths
        return self._paths[step, count]

    def _of(self, step: _Step) -> list[tuple[str, ...]]:
        """Return the names of each heading on a rung."""
        if step not in self._names:
            self._names[step] = self._named(step)
        return self._names[step]

    def _named(self, step: _Step) -> list[tuple[str, ...]]:
        headings = self._note.headings
        if step == "obsidian":
            return [(heading_key(heading.text),) for heading in headings]
        if step == "rendered":
            # The source as well, for a path of which only a part is rendered.
            raw = self._of("obsidian")
            return [
                tuple(dict.fromkeys((heading_key(title), *raw[index])))
                for index, title in enumerate(self.titles)
            ]
        from vaultsync.obsidian.slugs import exporter_slugs, github_slugs, written

        if step == "github":
            return [(nfc(slug),) for slug in github_slugs(self.titles)]
        return [
            tuple(dict.fromkeys(exporter_slugs(title) + exporter_slugs(written(title))))
            for title in self.titles
        ]

    @property
    def titles(self) -> list[str]:
        """Return the headings as a reader sees them, without a block id at their end."""
        if self._titles is None:
            from vaultsync.obsidian.inline import rendered

            self._titles = [
                rendered(_BLOCK_ID.sub("", heading.text)) for heading in self._note.headings
            ]
        return self._titles

    def _tree(self) -> list[int]:
        """Return the heading above each heading, or -1; find where their sections end."""
        if self._parents is None:
            headings = self._note.headings
            self._parents = []
            self._ends = [len(self._note.text)] * len(headings)
            open_ones: list[int] = []
            for index, heading in enumerate(headings):
                while open_ones and headings[open_ones[-1]].level >= heading.level:
                    self._ends[open_ones.pop()] = heading.start
                self._parents.append(open_ones[-1] if open_ones else -1)
                open_ones.append(index)
        return self._parents

    def _heading(self, index: int, rung: Rung) -> Anchor:
        self._tree()
        return Anchor("heading", rung, index, self._note.headings[index].start, self._ends[index])

    def _block(self, name: str) -> Anchor | None:
        index = self._ids().get(name.lower(), -1)
        if index < 0:
            return None
        block = self._note.blocks[index]
        return Anchor("block", "obsidian", index, block.block_start, block.block_end)

    def _ids(self) -> dict[str, int]:
        """Return the index of each block id in lower case; of two alike, the first."""
        if self._blocks is None:
            self._blocks = {}
            for index, block in enumerate(self._note.blocks):
                self._blocks.setdefault(block.id.lower(), index)
        return self._blocks

    def nearest(self, subpath: str) -> str | None:
        """Return the subpath that was probably meant, written in the same style, or None.

        A slug is answered with a slug, a heading's words with its words, and
        the name of a block without its `^` (a heading link since release note
        0.9.6) with the block.
        """
        parts = parts_of(subpath)
        if not parts:
            return None
        last = parts[-1]
        ids = [block.id for block in self._note.blocks]
        if last.startswith("^"):
            near = _near(last[1:], ids)
            return None if near is None else f"#^{near}"
        if (index := self._ids().get(last.lower(), -1)) >= 0:
            return f"#^{ids[index]}"
        if " " not in last and last == last.lower():
            for step in ("github", "exporter"):
                near = _near(last, (name for names in self._of(step) for name in names))
                if near is not None and ("-" in last or "-" not in near):
                    return f"#{near}"
        from vaultsync.obsidian.slugs import written

        texts = [written(heading.text) for heading in self._note.headings]
        near = _near(last, [*texts, *map(written, self.titles)])
        return None if near is None else f"#{near}"


_KEYS: dict[_Step, Callable[[str], str]] = {
    "obsidian": heading_key,
    "rendered": heading_key,
    "github": lambda part: nfc(part).lower(),
    "exporter": lambda part: nfc(part).lower(),
}


def _near(text: str, choices: Iterable[str]) -> str | None:
    from vaultsync.obsidian.nearness import Nearness

    found = Nearness(dict.fromkeys(choices)).nearest(text, 1)
    return found[0] if found else None
