"""A note's properties: what its frontmatter says to Obsidian, and where.

Help "Properties"; release notes 1.4 and 1.9. Reading never raises and never
costs more than the block's length: what cannot be read is a problem with a place.
"""

from __future__ import annotations

from vaultsync.lean.kept import kept
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.parts import Link
from vaultsync.obsidian.properties.links import links_in, links_in_rows
from vaultsync.obsidian.properties.oddities import are_sound, oddities_in
from vaultsync.obsidian.yaml.nodes import Block, Entry, Node, Problem
from vaultsync.obsidian.yaml.simple import block_of, entry_of, rows_of, value_of
from vaultsync.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.facts import LinkFact
    from vaultsync.obsidian.parts import Tag
    from vaultsync.obsidian.properties.oddities import Oddity
    from vaultsync.obsidian.yaml.simple import Row

__all__ = ["Node", "Problem", "Properties", "Property", "read_properties"]


class Property(NamedTuple):
    """One property. Offsets are in the note's text.

    `value` is as Obsidian has it: dates are strings, `yes` is one too, an empty
    value is None. The value's span includes quotes and brackets; that of an
    empty value is the place behind the colon. `items` are the spans of a list's
    items. `node` is the value with all its parts.
    """

    name: str
    value: object
    key_start: int
    key_end: int
    value_start: int
    value_end: int
    items: tuple[Span, ...]
    node: Node


class Properties:
    """What the frontmatter of a note's text holds; read when first asked for.

    `frontmatter` is the span between the fences, or None without frontmatter;
    `source` is the YAML there as it is written.
    """

    def __init__(self, text: str, frontmatter: tuple[int, int] | None) -> None:
        self._text = text
        self._span = frontmatter
        self.source = "" if frontmatter is None else text[frontmatter[0] : frontmatter[1]]

    def __iter__(self) -> Iterator[Property]:
        """Return the properties in document order."""
        return map(_property, self.entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the keys and their values' nodes, in document order."""
        return self._block.entries

    @kept
    def values(self) -> dict[str, object]:
        """Return names and values in document order; nothing where there is a problem."""
        if self.rows is None:
            return {entry.name: entry.node.value for entry in self.entries}
        return {row[0]: value_of(row) for row in self.rows if row[0]}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return why Obsidian reads nothing of the block, and placeholders of a template."""
        return self._block.problems if self.rows is None else ()

    @property
    def refusal(self) -> str | None:
        """Return why the block must not be edited, or None if it may be."""
        return self._block.refusal if self.rows is None else None

    @kept
    def tags(self) -> tuple[Tag, ...]:
        """Return the tags of the property `tags`, without `#`, as Obsidian 1.9 reads them."""
        from vaultsync.obsidian.properties.tags import tags_in

        return tags_in(self.property("tags"))

    @kept
    def aliases(self) -> tuple[str, ...]:
        """Return the note's other names: the property `aliases`, a list or one text."""
        value = self.get("aliases")
        members = value if isinstance(value, list) else [value]
        return tuple([member for member in members if isinstance(member, str) and member])

    @kept
    def link_facts(self) -> tuple[LinkFact, ...]:
        """Return the links in the properties' texts as plain tuples, in document order."""
        source = self.source
        if not ("[[" in source or "](" in source or "\\" in source):
            return ()
        if self.rows is not None and self._span is not None:
            found = links_in_rows(source, self._span[0], self.rows)
            if found is not None:
                return found
        return links_in(self._text, [entry.node for entry in self.entries])

    @kept
    def links(self) -> tuple[Link, ...]:
        """Return the links in the properties' texts, of kind `property`, in document order."""
        return tuple(map(Link._make, self.link_facts))

    @kept
    def oddities(self) -> tuple[Oddity, ...]:
        """Return what is valid YAML and yet says something else than its author meant."""
        if self.rows is not None and are_sound(self.rows):
            return ()
        return oddities_in(self._text, self)

    def get(self, name: str) -> object:
        """Return the value of a name, in whatever case; None if it is empty or not there."""
        folded = name.casefold()
        if not self.may_hold(folded):
            return None
        if self.rows is None:
            entry = self._folded.get(folded)
            return None if entry is None else entry.node.value
        for row in self.rows:
            if row[0].casefold() == folded:
                return value_of(row)
        return None

    def may_hold(self, folded: str) -> bool:
        """Return False where the block cannot hold a property of a name in lower case. Cheap."""
        source = self.folded
        return folded in source or "\\" in source or " " in folded or not folded[:1].isalpha()

    @kept
    def folded(self) -> str:
        """Return the YAML without upper case."""
        return self.source.casefold()

    @kept
    def rows(self) -> list[Row] | None:
        """Return the rows of the block if it is an ordinary one, as most are, else None."""
        return rows_of(self.source)

    @kept
    def _block(self) -> Block:
        if self._span is None:
            return Block(())
        if self.rows is not None:
            return block_of(self.rows, self._span[0])
        from vaultsync.obsidian.yaml.nested import read_nested

        if nested := read_nested(self._text, *self._span):
            return nested
        from vaultsync.obsidian.yaml.faulty import read_faulty

        if faulty := read_faulty(self._text, *self._span):
            return faulty
        from vaultsync.obsidian.yaml.reader import read_full

        return read_full(self._text, *self._span)

    @kept
    def _folded(self) -> dict[str, Entry]:
        folded: dict[str, Entry] = {}
        for entry in self.entries:
            folded.setdefault(entry.name.casefold(), entry)
        return folded

    # The last of the class: from here on `property` is no decorator.
    def property(self, name: str) -> Property | None:
        """Return the property of a name, in whatever case (release note 1.4.1)."""
        folded = name.casefold()
        if not self.may_hold(folded):
            return None
        if self.rows is not None and self._span is not None:
            entry = entry_of(self.rows, self._span[0], folded)
        else:
            entry = self._folded.get(folded)
        return None if entry is None else _property(entry)


def read_properties(text: str, frontmatter: tuple[int, int] | None) -> Properties:
    """Return the properties of a note's text, given the span between its fences."""
    return Properties(text, frontmatter)


def _property(entry: Entry) -> Property:
    node = entry.node
    items: tuple[Span, ...] = ()
    if node.kind == "list":
        items = tuple([Span(item.start, item.end) for item in node.children])
    return Property(
        entry.name,
        node.value,
        entry.key_start,
        entry.key_end,
        node.start,
        node.end,
        items,
        node,
    )
