"""A note and its parts, named: what `scan` found, on demand."""

from __future__ import annotations

from vaultsync.lean.cached import cache
from vaultsync.lean.kept import kept
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.parts import Block, Heading, Link, Tag
from vaultsync.obsidian.scan import scan, scan_all, unified
from vaultsync.text import Lines, Span, Text, decoded, encode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.diagnostic import Place
    from vaultsync.obsidian.facts import Facts
    from vaultsync.obsidian.properties.properties import Properties
    from vaultsync.obsidian.sections import Section


# What the judging of a note makes of its facts.
_AGAIN = frozenset({"headings", "lines", "links", "properties", "tags"})


class Note:
    """A note: its path in the vault, its text, and what stands in it.

    Everything is found when it is first asked for, and once. `facts` are those
    that a cache kept for exactly these bytes. Raises
    `vaultsync.text.UndecodableError` for bytes that are not UTF-8.
    """

    def __init__(self, path: str, data: bytes, facts: Facts | None = None) -> None:
        self.path = path
        self.text, self.mark = decoded(data)
        if facts is not None:
            self.facts = facts

    def __repr__(self) -> str:
        return f"Note({self.path!r})"

    @property
    def name(self) -> str:
        """Return the note's name: that of its file without `.md`."""
        name = self.path.rpartition("/")[2]
        return name[:-3] if name[-3:].lower() == ".md" else name

    @kept
    def sha256(self) -> str:
        """Return the sha256 of the file's bytes, in hexadecimal digits."""
        from hashlib import sha256

        return sha256(encode(Text(self.text, self.mark))).hexdigest()

    @kept
    def facts(self) -> Facts:
        """Return what `scan` found, as plain tuples."""
        return scan(self.text)

    @kept
    def lines(self) -> Lines:
        """Return the lines of the text."""
        return Lines(self.text)

    @kept
    def frontmatter(self) -> Span | None:
        """Return the span of the YAML between the fences, or None without frontmatter."""
        found = self.facts[0]
        return None if found is None else Span(found[0], found[1])

    @property
    def aliases(self) -> tuple[str, ...]:
        """Return the aliases; properties are read only if there may be some."""
        if self.facts[0] is None or not self.properties.may_hold("alias"):
            return ()
        return self.properties.aliases

    @property
    def loose_fence(self) -> bool:
        """Return whether spaces follow the fence that opens the frontmatter."""
        found = self.facts[0]
        return found is not None and found[3]

    @property
    def body_start(self) -> int:
        """Return the offset of the first line after the frontmatter."""
        found = self.facts[0]
        return 0 if found is None else found[2]

    @kept
    def headings(self) -> tuple[Heading, ...]:
        """Return the headings that links can name, in document order."""
        return tuple(map(Heading._make, self.facts[1]))

    @kept
    def list_headings(self) -> tuple[Heading, ...]:
        """Return the headings in list items: whether links can name them is not known."""
        return tuple(map(Heading._make, self.facts[11]))

    @kept
    def links(self) -> tuple[Link, ...]:
        """Return the links and embeds of the body, in document order."""
        return tuple(map(Link._make, self.facts[2]))

    @kept
    def tags(self) -> tuple[Tag, ...]:
        """Return the tags of the body, in document order."""
        return tuple(map(Tag._make, self.facts[3]))

    @property
    def block_ids(self) -> tuple[str, ...]:
        """Return the names of the block ids, in document order: what is cheap to know of them."""
        return tuple([fact[0] for fact in self.facts[4]])

    @kept
    def blocks(self) -> tuple[Block, ...]:
        """Return the block ids, in document order."""
        ids = self.facts[4]
        if not ids:
            return ()
        from vaultsync.obsidian.markdown.named import named_blocks

        spans = named_blocks(unified(self.text), self.body_start, ids)
        return tuple(Block(*fact, *span) for fact, span in zip(ids, spans, strict=True))

    @kept
    def comments(self) -> tuple[Span, ...]:
        """Return the spans of `%%` comments, their marks included."""
        return tuple(map(Span._make, self.facts[5]))

    @kept
    def code(self) -> tuple[Span, ...]:
        """Return the spans of fenced, indented and inline code, fences and backticks included."""
        return tuple(Span(start, end) for start, end, _ in self.facts[6])

    @kept
    def code_blocks(self) -> tuple[Span, ...]:
        """Return the spans of fenced and indented code alone."""
        return tuple(Span(start, end) for start, end, block in self.facts[6] if block)

    @kept
    def hidden(self) -> tuple[Span, ...]:
        """Return the spans of HTML tags, blocks and comments, and of math."""
        return tuple(map(Span._make, self.facts[7]))

    @kept
    def merge_markers(self) -> tuple[Span, ...]:
        """Return the spans of lines that a merge left: `<<<<<<<`, `=======`, `>>>>>>>`."""
        return tuple(map(Span._make, self.facts[9]))

    @kept
    def unfinished(self) -> tuple[Span, ...]:
        """Return the spans of `[[##` and `[[^^` that were left while typing."""
        return tuple(map(Span._make, self.facts[10]))

    @kept
    def properties(self) -> Properties:
        """Return the properties."""
        found = self.facts[0]
        return _properties()(self.text, None if found is None else found[:2])

    @kept
    def all_links(self) -> tuple[Link, ...]:
        """Return the links of the properties, then those of the body."""
        if self.frontmatter is None:
            return self.links
        return (*self.properties.links, *self.links)

    @kept
    def sections(self) -> tuple[Section, ...]:
        """Return what each heading's section says."""
        from vaultsync.obsidian.sections import sections

        return sections(self)

    def slim(self) -> None:
        """Forget what is found again when it is asked for, and was judged."""
        for name in _AGAIN & self.__dict__.keys():
            del self.__dict__[name]

    def raw(self, part: Heading | Link | Tag | Block | Span) -> str:
        """Return a part as it is written."""
        return self.text[part.start : part.end]

    def place(self, start: int, end: int) -> Place:
        """Return where a span lies, for a diagnostic."""
        from vaultsync.diagnostic import Place

        first = self.lines.position(start)
        last = self.lines.position(end)
        return Place(self.path, first.line, first.column, last.line, last.column)


def scan_notes(notes: Iterable[Note]) -> None:
    """Find the facts of notes whose facts are not known, in less time than one by one."""
    new = [note for note in notes if "facts" not in note.__dict__]
    for note, facts in zip(new, scan_all([note.text for note in new]), strict=True):
        note.facts = facts


@cache
def _properties() -> type[Properties]:
    """Return the class of properties, which stands on this module."""
    from vaultsync.obsidian.properties.properties import Properties

    return Properties
