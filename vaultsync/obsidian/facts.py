"""What `scan` finds in a note: plain tuples of plain tuples of strings and numbers.

They are plain so that they travel between processes and into the index as they
are (`marshal` takes them). `vaultsync.obsidian.parts` gives them names: the
items of each fact stand in the order of the fields of `Heading`, `Link` and so
on there. All offsets count code points of the note's decoded text.
"""

from __future__ import annotations

from vaultsync.lean.typed import Literal, TypeAlias

LinkKind: TypeAlias = Literal["wikilink", "markdown", "reference", "property", "canvas"]

SpanFact: TypeAlias = tuple[int, int]
"""(start, end)"""

FrontmatterFact: TypeAlias = tuple[int, int, int, bool]
"""(start, end, body_start, loose): the YAML lies at start-end, between the fences; the
body starts after the closing fence's line; loose says that spaces follow the opening fence"""

HeadingFact: TypeAlias = tuple[int, str, int, int, int, int]
"""(level, text, start, end, text_start, text_end)"""

LinkFact: TypeAlias = tuple[
    LinkKind, bool, int, int, str, str, str, int, int, int, int, bool, bool, bool
]
"""(kind, embed, start, end, path, subpath, display, path_start, path_end, subpath_start,
subpath_end, external, in_comment, in_table)"""

CodeFact: TypeAlias = tuple[int, int, bool]
"""(start, end, block): block says that it is fenced or indented, not inline"""

TagFact: TypeAlias = tuple[str, int, int]
"""(name, start, end): the name without `#`, the span with it"""

BlockFact: TypeAlias = tuple[str, int, int, bool]
"""(id, start, end, own_line): which block the id names takes the text to tell"""

DefinitionFact: TypeAlias = tuple[str, int, int, int, int]
"""(label, start, end, destination_start, destination_end): `[label]: destination`"""

Facts: TypeAlias = tuple[
    FrontmatterFact | None,
    tuple[HeadingFact, ...],
    tuple[LinkFact, ...],
    tuple[TagFact, ...],
    tuple[BlockFact, ...],
    tuple[SpanFact, ...],
    tuple[CodeFact, ...],
    tuple[SpanFact, ...],
    tuple[DefinitionFact, ...],
    tuple[SpanFact, ...],
    tuple[SpanFact, ...],
    tuple[HeadingFact, ...],
]
"""(frontmatter, headings, links, tags, blocks, comments, code, hidden, definitions,
merge_markers, unfinished, list_headings), each in document order. Comments are `%%…%%`; code is
fenced, indented and inline; hidden is HTML and math; merge markers are whole lines;
unfinished are `[[##` and `[[^^`, left over from a search while typing; list headings are those
in list items, of which it is not known whether links can name them."""
