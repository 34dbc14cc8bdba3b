"""Reference links: `[text][label]`, `[label][]` and `[label]`, with `[label]: destination`.

Obsidian renders them since release note 0.13.3. Footnotes (`[^1]`), tasks
(`- [x]`) and Dataview fields (`[key:: value]`) are none.
"""

from __future__ import annotations

from bisect import bisect_right

from vaultsync.lean.regex import DOTALL, VERBOSE, late
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.links import DEFINITION, markdown_link
from vaultsync.obsidian.markdown.blocks import HEADING, PARAGRAPH
from vaultsync.obsidian.markdown.spans import is_within, merged
from vaultsync.obsidian.markdown.suspected import may_hold_bare_delimiter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vaultsync.obsidian.facts import CodeFact, DefinitionFact, LinkFact, SpanFact
    from vaultsync.obsidian.markdown.blocks import Blocks
    from vaultsync.obsidian.markdown.reading import Reading

_LABEL = late(r"\[((?:[^\[\]\\]|\\.){0,999}+)\]", DOTALL)
# A definition without a title on a line of its own, above a blank line or a bracket.
_PLAIN = late(
    r"""\[(?!\^)(?=\s*+[^\]])([^\[\]\\\n]++)\]:[ \t]*+((?!<)[^\x00-\x20\x7f()\\]++)
    [ \t\r]*+(?:\n|\Z)(?=[ \t\r]*+(?:\n|\Z)|\[)""",
    VERBOSE,
)
_PREFIX = late(r"[ \t>]*+")
_TASK = late(r"(?:[-+*]|[0-9][.)])[ \t]++\Z")
_LONGEST_LABEL = 1000  # characters (CommonMark 4.7)
_MARKER_WIDTH = 8  # characters before a task's brackets that are looked at


def referred(
    reading: Reading, suspected: Sequence[int]
) -> tuple[list[DefinitionFact], list[LinkFact]]:
    """Return the definitions of a note that was read, and the links that refer to them.

    `suspected` is where definitions may start, and only there.
    """
    text, start = reading.text, reading.start
    rest = reading.taken(), reading.links
    simple = reading.blocks is None and not reading.math_followed
    if simple and not may_hold_bare_delimiter(text, start):
        plain = plain_definitions(text, start, suspected, (reading.code, reading.hidden))
        if plain is not None:
            found = references(text, start, None, plain, *rest) if plain else []
            if found is not None:
                return plain, found
    blocks = reading.read_blocks(len(text))
    defined = definitions(text, blocks)
    return defined, (defined and references(text, start, blocks, defined, *rest)) or []


def definitions(text: str, blocks: Blocks) -> list[DefinitionFact]:
    """Return the definitions of a text: those that start a paragraph, one after another."""
    found: list[DefinitionFact] = []
    for leaf in blocks.leaves:
        if leaf.kind not in (PARAGRAPH, HEADING) or text[leaf.start] != "[":
            continue
        at = leaf.start
        while at < leaf.end and (definition := DEFINITION.match(text, at, leaf.end + 1)):
            end = at + len(definition[0].rstrip())
            found.append((definition[1], at, end, *definition.span(definition.lastindex or 1)))
            prefix = _PREFIX.match(text, definition.end())
            at = prefix.end() if prefix else definition.end()
    return found


def plain_definitions(
    text: str,
    start: int,
    suspected: Iterable[int],
    opaque: Iterable[Sequence[SpanFact | CodeFact]],
) -> list[DefinitionFact] | None:
    """Return the definitions of a body, or None where it takes the blocks to tell.

    Each is a line in the first column, below a blank line or another of them.
    `suspected` is where there may be some, `opaque` what holds no Markdown.
    """
    found: list[DefinitionFact] = []
    behind = start
    for at in suspected:
        if any(is_within(spans, at) for spans in opaque):
            continue
        definition = _PLAIN.match(text, at)
        if definition is None or not (at == behind or text.endswith(("\n\n", "\n\r\n"), 0, at)):
            return None
        behind = definition.end()
        end = at + len(definition[0].rstrip())
        found.append((definition[1], at, end, *definition.span(2)))
    return found


def references(
    text: str,
    start: int,
    blocks: Blocks | None,
    defined: Sequence[DefinitionFact],
    taken: Sequence[SpanFact],
    links: Sequence[LinkFact],
) -> list[LinkFact] | None:
    """Return the links of a body that refer to definitions, outside of what is taken.

    The body begins at `start`: brackets in the frontmatter are a list's.
    Without the blocks, None is returned where it takes them to tell.
    """
    reader = _Reader(text, defined, taken, links)
    opened: list[int] = []
    leaf = None
    line_end = -1
    dangling = False  # whether one of the brackets that were opened is not closed on its line
    at = start
    for taken_from, taken_up_to in (*reader.full, (len(text), 0)):
        # The next brackets, each looked for once; mostly there are none.
        opening = text.find("[", at, taken_from)
        closing = text.find("]", at, taken_from)
        while opening >= 0 or closing >= 0:
            opens = closing < 0 or 0 <= opening < closing
            offset = opening if opens else closing
            at = offset + 1
            if blocks is None:
                if offset > line_end:
                    dangling = dangling or bool(opened)
                    opened.clear()
                    line_end = text.find("\n", offset)
                    line_end = len(text) if line_end < 0 else line_end
            elif (here := blocks.leaf(offset)) is not leaf:
                opened.clear()
                leaf = here
            if opens:
                opened.append(offset)
            elif opened:
                at = reader.reference(opened.pop(), offset) or at
            elif dangling:
                return None
            if 0 <= opening < at:
                opening = text.find("[", at, taken_from)
            if 0 <= closing < at:
                closing = text.find("]", at, taken_from)
        if at < taken_up_to:
            at = taken_up_to
    return reader.found


class _Reader:
    """Judges bracketed texts; `full` is where brackets belong to something else."""

    def __init__(
        self,
        text: str,
        defined: Sequence[DefinitionFact],
        taken: Sequence[SpanFact],
        links: Sequence[LinkFact],
    ) -> None:
        self.text = text
        self.found: list[LinkFact] = []
        self.full = merged([*taken, *(fact[1:3] for fact in defined)])
        self._by_label: dict[str, DefinitionFact] = {}
        for definition in defined:
            self._by_label.setdefault(_normal(definition[0]), definition)
        self._plain = sorted(link[2] for link in links if not link[1])
        self._budget = 4 * len(text)  # characters in texts of links that lie in texts of links

    def reference(self, opening: int, closing: int) -> int:
        """Keep the reference whose text stands in two brackets; return its end, 0 if none."""
        text = self.text
        own = text[opening + 1 : min(closing, opening + _LONGEST_LABEL)]
        end = closing + 1
        after = _LABEL.match(text, end) if text.startswith("[", end) else None
        if after and is_within(self.full, end):
            after = None
        if after:
            end = after.end()
            own = after[1] if after[1].strip() else own
        target = self._by_label.get(_normal(own))
        if target is None:
            return 0
        before = max(opening - _MARKER_WIDTH, 0)
        if not after and len(own) == 1 and _TASK.search(text, before, opening):
            return 0
        embed = text[opening - 1 : opening] == "!" and not is_within(self.full, opening - 1)
        self._budget -= closing - opening
        if self._budget < 0 or not (embed or self._holds_no_link(opening, closing)):
            return 0
        written = text[target[3] : target[4]]
        display = text[opening + 1 : closing]
        start = opening - embed
        self.found.append(
            markdown_link(written, target[3], display, start, end, embed, kind="reference")
        )
        return end

    def _holds_no_link(self, opening: int, closing: int) -> bool:
        """Return whether a link's text holds no other link; remember it if so."""
        index = bisect_right(self._plain, opening)
        if index < len(self._plain) and self._plain[index] < closing:
            return False
        self._plain.insert(index, opening)  # nearly always the last
        return True


def _normal(label: str) -> str:
    """Return what two labels of one definition have in common (CommonMark 4.7)."""
    return " ".join(label.split()).casefold()
