"""The state of one pass over a note: what was found, and where the pass stands."""

from __future__ import annotations

from bisect import bisect_right

from vaultsync.lean.cached import itemgetter
from vaultsync.lean.kept import kept
from vaultsync.lean.regex import compiled, late
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.markdown.blocks import CODE, TABLE, Blocks
from vaultsync.obsidian.markdown.spans import Pairs, is_within
from vaultsync.obsidian.markdown.suspected import next_indented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.obsidian.facts import (
        BlockFact,
        CodeFact,
        HeadingFact,
        LinkFact,
        SpanFact,
        TagFact,
    )
    from vaultsync.obsidian.markdown.blocks import Node

_CONTAINERS = compiled(r"(?:[ \t>]|[-+*](?=[ \t])|[0-9]{1,9}[.)](?=[ \t]))*+")
_MAX_CONTAINERS = 2000  # characters of markers and indentation before the text of a line
_INDENTED_NEXT = compiled(r"\r?\n(?:[ ]{4}|[ ]{0,3}\t)")
_CELL_END = late(r"(?<!\\)\||\n")


class Reading:
    """A text, what was found in it so far, and the block structure once it was asked for.

    `text` has no lone carriage return. The handlers in the modules beside this
    one take a reading, a match of the master pattern, its start and its end, and
    return the offset at which to go on.
    """

    # What most notes never change, and few handlers look at: others find it sooner in the instance.
    no_more_comments = False
    nested = False  # whether some links lie in the text of others, out of order
    math_followed = False  # whether text follows math of several lines on its last one
    backtick_runs: tuple[int, dict[int, list[int]]] = (-1, {})

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = self.floor = start  # floor: the end of the last block known to be no paragraph
        self._line_start = self._line_known = start
        self.comment_end = 0
        self.last_link = -1  # the start of the last link that is no embed
        self.blocks: Blocks | None = None
        self.tables: Sequence[SpanFact] = ()
        self.headings: list[HeadingFact] = []
        self.list_headings: list[HeadingFact] = []
        self.links: list[LinkFact] = []
        self.tags: list[TagFact] = []
        self.ids: list[BlockFact] = []
        self.comments: list[SpanFact] = []
        self.code: list[CodeFact] = []
        self.hidden: list[SpanFact] = []
        self.unfinished: list[SpanFact] = []
        self.escapes: list[SpanFact] = []
        # What `taken` returned last, and of how many links, code and so on it was made.
        self._taken: list[SpanFact] = []
        self._taken_of = (0, 0, 0, 0)
        self.opaque: list[Node] = []  # blocks to come that hold no Markdown, last first
        # What starts here or later is not to be read before `halted` was asked: the next opaque
        # block, or, while no blocks were read, the line end that may lead to indented code.
        self.halt = self._next_indented(start)

    @kept
    def brackets(self) -> Pairs:
        """Return the square brackets of the text."""
        return Pairs(self.text, self.start)

    @kept
    def _closings(self) -> dict[str, int]:
        return {}

    # -- lines ---------------------------------------------------------------------------

    def starts_line(self, offset: int) -> bool:
        """Return whether an offset is the first of its line."""
        return offset == self.start or self.text[offset - 1] == "\n"

    def line_start(self, offset: int) -> int:
        """Return the start of the line; offsets that are asked for must not decrease."""
        newline = self.text.rfind("\n", self._line_known, offset)
        self._line_known = offset
        if newline >= 0:
            self._line_start = newline + 1
        return self._line_start

    def line_end(self, offset: int) -> int:
        r"""Return the end of the line, before its ``\n``."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def last_line_end(self) -> int:
        """Return the end of a block that runs to the end of the text: its line end is no part."""
        end = len(self.text) - self.text.endswith("\n")
        return end - (self.text[end - 1 : end] == "\r")

    def containers(self, offset: int) -> str | None:
        """Return what precedes an offset on its line, None if that is more than containers.

        Containers are the markers of quotes and list items, and indentation.
        """
        start = self.line_start(offset)
        if offset - start > _MAX_CONTAINERS:
            return None
        found = _CONTAINERS.fullmatch(self.text, start, offset)
        return found[0] if found else None

    def on_one_line(self, start: int, end: int) -> bool:
        """Return whether a span holds no line end."""
        return self.text.find("\n", start, end) < 0

    # -- blocks --------------------------------------------------------------------------

    def read_blocks(self, offset: int) -> Blocks:
        """Return the note's blocks; what lies before an offset has been dealt with."""
        if self.blocks is None:
            self.blocks = Blocks(self.text, self.start)
            leaves = self.blocks.leaves
            self.tables = [(leaf.start, leaf.end) for leaf in leaves if leaf.kind == TABLE]
            self.opaque = self.blocks.opaque(offset)[::-1]
            self._halt_at_opaque()
        return self.blocks

    def read_tables(self, offset: int) -> None:
        """Find the tables before anything else of the note is read, from an offset on."""
        from vaultsync.obsidian.markdown.tables import plain_tables

        tables = plain_tables(self.text, offset)
        if tables is None:
            self.read_blocks(offset)
        else:
            self.tables = tables

    def again(self, start: int) -> int:
        """Go back to where a match starts, now that the blocks tell what it is."""
        self.read_blocks(start)
        return start

    def halted(self, offset: int) -> int:
        """Deal with what lies at `halt`, as all before an offset was; return where to go on."""
        if self.opaque:
            return self._skip_opaque()
        if self.halt < offset:  # in code, say: it leads to nothing
            self.halt = self._next_indented(offset)
            return offset
        at = self.halt
        self.read_blocks(at)
        return at + 1

    def _next_indented(self, offset: int) -> int:
        at = next_indented(self.text, offset)
        return len(self.text) + 1 if at < 0 else at

    def _halt_at_opaque(self) -> None:
        self.halt = self.opaque[-1].start if self.opaque else len(self.text) + 1

    def _skip_opaque(self) -> int:
        """Keep the next block that holds no Markdown; return its end."""
        leaf = self.opaque.pop()
        self._halt_at_opaque()
        if leaf.kind in CODE:
            return self.keep_code(leaf.start, leaf.end, True)
        return self.hide(leaf.start, leaf.end)

    def after_block(self, end: int) -> int:
        """Go on after a block that is no paragraph: an indented line there is code.

        One that ends within what was taken for a table shows that it was none.
        """
        self.floor = end
        if self.blocks is None and (_INDENTED_NEXT.match(self.text, end) or self.in_table(end)):
            self.read_blocks(end)
        return end

    def text_end(self, offset: int, seen: int = 0) -> int:
        """Return where the paragraph, or the table's cell, at an offset ends.

        What lies before `seen` has been dealt with, if that is further on.
        """
        if not self.in_table(offset):
            leaf = self.read_blocks(max(offset, seen)).leaf(offset)
            if leaf is None or leaf.kind != TABLE:
                return offset if leaf is None else leaf.end
        index = bisect_right(self.tables, offset, key=itemgetter(0)) - 1
        return self.cell_end(offset, self.tables[index][1])

    def cell_end(self, offset: int, table_end: int) -> int:
        """Return where a table's cell ends: a backslash makes a `|` part of it."""
        found = _CELL_END.search(self.text, offset, table_end)
        return found.start() if found else table_end

    def in_table(self, offset: int) -> bool:
        """Return whether an offset lies in a table."""
        return is_within(self.tables, offset)

    def hangs_on_blocks(self, offset: int) -> bool:
        """Return whether it takes the blocks, or a table's cells, to tell where a text ends."""
        return self.blocks is not None or self.in_table(offset)

    # -- what is found -------------------------------------------------------------------

    def keep_code(self, start: int, end: int, block: bool) -> int:
        """Keep a stretch of code; return its end."""
        self.code.append((start, end, block))
        return end

    def hide(self, start: int, end: int) -> int:
        """Keep a stretch of HTML or math; return its end."""
        self.hidden.append((start, end))
        return end

    def taken(self) -> list[SpanFact]:
        """Return what holds no bracket of a link's text, in order: links, code and the like.

        Few notes ask; what was found since the last time stands behind all that was there then.
        """
        links, code, hidden, escapes = self._taken_of
        found = [fact[2:4] for fact in self.links[links:]]
        found += [fact[:2] for fact in self.code[code:]]
        found += self.hidden[hidden:]
        found += self.escapes[escapes:]
        found.sort()
        self._taken += found
        self._taken_of = len(self.links), len(self.code), len(self.hidden), len(self.escapes)
        return self._taken

    def take_last_link(self, start: int, end: int) -> None:
        """Take of the link that was found last this part alone: its text may hold brackets."""
        links, code, hidden, escapes = self._taken_of
        self._taken.append((start, end))
        self._taken_of = links + 1, code, hidden, escapes

    def closing_end(self, mark: str, offset: int) -> int:
        """Return the end of the next such mark, 0 without one; looks at nothing twice."""
        known = self._closings.get(mark, -1)
        if known < offset:
            known = self.text.find(mark, offset)
            if known < 0:
                known = len(self.text)
            self._closings[mark] = known
        return known + len(mark) if known < len(self.text) else 0
