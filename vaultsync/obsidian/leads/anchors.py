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

from vaultsync.lean.kept import kept
from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple
from vaultsync.obsidian.links import unquoted
from vaultsync.obsidian.names import heading_key
from vaultsync.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vaultsync.obsidian.leads.rungs import Rungs, Step
    from vaultsync.obsidian.note import Note

AnchorKind = Literal["heading", "block", "other"]
Rung = Literal["obsidian", "rendered", "github", "exporter", "decoded"]


class Anchor(NamedTuple):
    """What a subpath names in a note.

    `index` is that of the heading or block in the note, negative for anything
    else; `others` is how many more of them the same subpath fits. Obsidian
    takes the first.
    """

    kind: AnchorKind
    rung: Rung
    index: int  # type: ignore[assignment]  # a tuple's method of that name is not missed
    others: int = 0


OTHER = Anchor("other", "obsidian", -1)
"""A subpath that is none of a note: a page of a PDF, a view of a base; or a footnote."""

WHOLE = Anchor("other", "obsidian", -2)
"""The note itself: `Note.md#`."""


def parts_of(subpath: str) -> list[str]:
    """Return the parts of a subpath: `#A#B` and `##A#B` are `A` and `B`."""
    return [part for each in subpath.split("#") if (part := each.strip())]


class Anchors:
    """The headings and blocks of a note, by what subpaths call them; looked up when asked."""

    _reread: Callable[[], Note]

    def __init__(self, note: Note) -> None:
        self._note = note
        self._found: dict[str, Anchor | None] = {}

    @classmethod
    def known(
        cls,
        keys: list[str],
        texts: list[str],
        blocks: tuple[str, ...],
        note: Callable[[], Note],
    ) -> Anchors:
        """Return the anchors of a note of which only names are at hand.

        `keys` are those of its headings (`heading_key`), `texts` what these are of,
        `blocks` the names of its block ids; the note is asked for where they do not
        suffice. If it is another by then, its own names count.
        """
        anchors = cls.__new__(cls)
        anchors._found = {}
        anchors._keys, anchors.texts, anchors.block_names = keys, texts, blocks
        anchors._reread = note
        return anchors

    @kept
    def _note(self) -> Note:
        note: Note = self._reread()
        texts = [heading[1] for heading in note.facts[1]]
        if texts != self.texts or note.block_ids != self.block_names:
            self.__dict__.clear()
            self._found = {}
        return note

    @kept
    def _keys(self) -> list[str]:
        """Return what Obsidian compares of the headings."""
        return list(map(heading_key, self.texts))

    def find(self, subpath: str) -> Anchor | None:
        """Return what a subpath (with its `#`) names, or None if nothing."""
        found = self._found
        if subpath not in found:
            found[subpath] = self._find(subpath)
        return found[subpath]

    def names_one(self, subpath: str) -> bool:
        """Return whether a subpath names one thing, as Obsidian does and as it is written."""
        name = subpath[1:].strip()
        if "#" not in name and name[:1] not in ("", "^", "["):  # as most do
            found = self._by_key.get(heading_key(name))
            if found:
                return len(found) == 1
        elif subpath[:2] == "#^" and subpath[2:] in self.block_names:
            return len(self.ids[subpath[2:].lower()]) == 1
        anchor = self.find(subpath)
        if anchor is None or anchor.others or anchor.rung != "obsidian":
            return False
        return anchor.kind == "heading" or anchor.index == OTHER.index

    @kept
    def texts(self) -> list[str]:
        """Return the headings as they are written."""
        return [heading[1] for heading in self._note.facts[1]]

    def _find(self, subpath: str) -> Anchor | None:
        found = self._exactly(subpath)
        if found is None and "%" in subpath:
            found = self._exactly(unquoted(subpath))
            return found and found._replace(rung="decoded", others=0)
        return found

    def _exactly(self, subpath: str) -> Anchor | None:
        parts = parts_of(subpath)
        if not parts:
            return WHOLE
        last = parts[-1]
        if last.startswith("[^"):  # a footnote (api `FootnoteSubpathResult`)
            return OTHER
        if last.startswith("^"):
            return _first("block", "obsidian", self.ids.get(last[1:].lower(), ()))
        headings, rung = self._headings(subpath, parts)
        if headings:
            return _first("heading", rung, headings)
        return OTHER if self._is_in_list(last) else None

    def _is_in_list(self, name: str) -> bool:
        """Return whether a list item holds such a heading.

        Whether a link can name it in Obsidian is not known, so it is not called broken.
        """
        key = heading_key(name)
        return any(heading_key(heading.text) == key for heading in self._note.list_headings)

    def extent(self, subpath: str) -> Span | None:
        """Return what an embed with a subpath shows, or None if it names nothing.

        A heading is shown with its section, up to the next one of its level or above.
        Of a note that lost it since it was read first, nothing is shown.
        """
        note = self._note
        anchor = self.find(subpath)
        if anchor is None:
            return None
        if anchor.kind == "heading":
            if anchor.index >= len(note.headings):
                return None
            heading = note.headings[anchor.index]
            below = note.headings[anchor.index + 1 :]
            ends = (other.start for other in below if other.level <= heading.level)
            return Span(heading.start, next(ends, len(note.text)))
        if anchor.kind == "block":
            for block in note.blocks[anchor.index : anchor.index + 1]:
                return Span(block.block_start, block.block_end)
            return None
        if anchor.index == WHOLE.index:
            return Span(note.body_start, len(note.text))
        return Span(0, 0)

    def namesakes(self, subpath: str) -> tuple[int, ...]:
        """Return the index of every heading that a subpath fits; Obsidian takes the first."""
        return tuple(self._headings(subpath, parts_of(subpath))[0])

    def _headings(self, subpath: str, parts: list[str]) -> tuple[Sequence[int], Step]:
        """Return the headings that a subpath fits on the first rung where any does."""
        if len(parts) == 1:
            if found := self._by_key.get(heading_key(parts[0])):
                return found, "obsidian"
            return self.rungs.named(parts[0])
        if parts:
            if found := self.rungs.with_hash.get(subpath.lstrip("#").strip()):
                return found, "obsidian"
            above = self._above  # if the note is another by now, so are the rungs then
            return self.rungs.at(parts, above)
        return (), "obsidian"

    @kept
    def rungs(self) -> Rungs:
        """Return what the headings are called on each rung of the ladder."""
        from vaultsync.obsidian.leads.rungs import Rungs

        return Rungs(self.texts, self._keys)

    @kept
    def _above(self) -> list[int]:
        from vaultsync.obsidian.leads.rungs import tree_of

        return tree_of(self._note.headings)

    @kept
    def _by_key(self) -> dict[str, list[int]]:
        """Return the headings by what Obsidian compares of them."""
        return _numbered(self._keys)

    @kept
    def block_names(self) -> tuple[str, ...]:
        """Return the block ids as they are written, in document order."""
        return self._note.block_ids

    @kept
    def ids(self) -> dict[str, list[int]]:
        """Return the blocks by their ids in lower case."""
        return _numbered([name.lower() for name in self.block_names])


def _first(kind: AnchorKind, rung: Rung, found: Sequence[int]) -> Anchor | None:
    """Return the first of the headings or blocks that a subpath fits, or None without one."""
    return Anchor(kind, rung, found[0], len(found) - 1) if found else None


def _numbered(names: list[str]) -> dict[str, list[int]]:
    """Return for each name the numbers of those that bear it, in order."""
    found: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        if name in found:
            found[name].append(index)
        else:
            found[name] = [index]
    return found
