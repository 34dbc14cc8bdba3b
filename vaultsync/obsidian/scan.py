r"""One pass over a note: every heading, link, embed, tag and block id, with its span.

One compiled pattern finds whatever may mean something, and a small function
for each kind of find judges it by the line that it stands on. Where that does
not suffice (is this line indented code, or a list item's second paragraph?
where does the paragraph end?) the block structure is read, once.

Any text at all is scanned, in time linear in its length: what was looked at in
vain is not looked at again. Line ends are ``\n`` and ``\r\n``, and a lone
``\r`` as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from vaultsync.obsidian.markdown import code, headings, hidden, linkmarks, tags
from vaultsync.obsidian.markdown.pattern import MAYBE_INDENTED, master, may_start_indented
from vaultsync.obsidian.markdown.reading import Reading
from vaultsync.obsidian.markdown.spans import is_within
from vaultsync.obsidian.markdown.tables import may_hold_table
from vaultsync.regex import compiled

if TYPE_CHECKING:
    from collections.abc import Callable

    from vaultsync.obsidian.facts import (
        DefinitionFact,
        Facts,
        FrontmatterFact,
        LinkFact,
        SpanFact,
    )

    Handler = Callable[[Reading, re.Match[str], int], int]

_LONE_RETURN = compiled(r"\r(?!\n)")
_FRONTMATTER = compiled(r"---([ \t]*+)\r?\n")
_FRONTMATTER_END = compiled(r"\n---[ \t]*+\r?(?:\n|\Z)")
_MAYBE_DEFINITION = compiled(r":(?<=\]:)")  # the rarer character first
_MERGE_MARKER = compiled(r"^(?:<{7} .*|={7}\r?$|>{7} .*)", re.MULTILINE)

# By the group of the master pattern, whose names stand in the same order.
_HANDLERS: tuple[Handler, ...] = (
    linkmarks.wikilinks,
    linkmarks.wikilinks,
    linkmarks.unfinished,
    linkmarks.simple_link,
    linkmarks.simple_link,
    linkmarks.closing,
    code.backticks,
    code.tildes,
    headings.hashes,
    tags.tags,
    tags.block_ids,
    hidden.percents,
    hidden.dollars,
    hidden.angles,
    linkmarks.escape,
    headings.underline,
    headings.underline,
    code.maybe_indented,
)
assert len(_HANDLERS) == MAYBE_INDENTED  # noqa: S101 - a slip here would misread every note


def scan(text: str) -> Facts:
    """Return the facts of a note's text. Never raises; takes time linear in the text."""
    source, text = text, unified(text)
    frontmatter = frontmatter_of(text)
    reading = Reading(text, frontmatter[2] if frontmatter else 0)
    _read(reading)
    if text is not source:
        reading.headings = [(at[0], source[at[4] : at[5]], *at[2:]) for at in reading.headings]
    definitions = _references(reading)
    if reading.nested or definitions:
        reading.links.sort(key=_start)
    return (
        frontmatter,
        tuple(reading.headings),
        tuple(reading.links),
        tuple(reading.tags),
        tuple(reading.ids),
        tuple(reading.comments),
        tuple(reading.code),
        tuple(reading.hidden),
        definitions,
        _merge_markers(reading),
        tuple(reading.unfinished),
        tuple(reading.list_headings),
    )


def unified(text: str) -> str:
    r"""Return a text of the same length in which a lone ``\r`` is ``\n``."""
    return _LONE_RETURN.sub("\n", text) if "\r" in text else text


def frontmatter_of(text: str) -> FrontmatterFact | None:
    """Return where a text's frontmatter lies, or None without one.

    The first line is exactly `---` (release notes 1.4.6, 1.4.10); spaces after
    it are read leniently. A line `---` closes it, spaces may follow (1.3.2).
    """
    opening = _FRONTMATTER.match(text)
    if not opening:
        return None
    closing = _FRONTMATTER_END.search(text, opening.end() - 1)
    if not closing:
        return None
    start = opening.end()
    return (start, max(closing.start() + 1, start), closing.end(), bool(opening[1]))


def _read(reading: Reading) -> None:
    """Find everything that one pass can tell."""
    text = reading.text
    at = reading.start
    if may_hold_table(text, at) or (reading.may_be_indented and may_start_indented(text, at)):
        reading.read_blocks(at)
    search = master(reading.may_be_indented).search
    handlers = _HANDLERS
    while found := search(text, at):
        start = found.start()
        if start >= reading.opaque_start:
            at = reading.skip_opaque()
        else:
            at = handlers[found.lastindex - 1](reading, found, start)  # type: ignore[operator]  # one has matched
    while reading.opaque:
        reading.skip_opaque()


def _references(reading: Reading) -> tuple[DefinitionFact, ...]:
    """Find the links that refer to definitions; return these, which hold no links themselves."""
    text = reading.text
    if not _MAYBE_DEFINITION.search(text, reading.start):
        return ()
    from vaultsync.obsidian.markdown.references import definitions, references

    blocks = reading.read_blocks(len(text))
    defined = definitions(text, blocks)
    if not defined:
        return ()
    spans = [fact[1:3] for fact in defined]
    found = references(text, reading.start, blocks, defined, reading.taken, reading.links)
    inner = sorted(_start(link) for link in found if not link[1])
    reading.links = [
        link
        for link in reading.links
        if not is_within(spans, _start(link)) and not _holds(link, inner)
    ]
    for link in found:
        in_comment = is_within(reading.comments, _start(link))
        reading.links.append((*link[:-2], in_comment, reading.in_table(_start(link))))
        spans.append(link[2:4])
    spans.sort()
    reading.tags = [tag for tag in reading.tags if not is_within(spans, tag[1])]
    return tuple(defined)


def _holds(link: LinkFact, starts: list[int]) -> bool:
    """Return whether a link that is no embed has one of some links in its text: it is none."""
    kind, embed, start = link[:3]
    if embed or kind != "markdown":
        return False
    index = bisect_right(starts, start)
    return index < len(starts) and starts[index] < link[7]


def _merge_markers(reading: Reading) -> tuple[SpanFact, ...]:
    """Return the lines that a merge left, except in code, which may show some."""
    text = reading.text
    if "<<<<<<<" not in text or not (text.startswith("<<<<<<< ") or "\n<<<<<<< " in text):
        return ()
    return tuple(
        found.span()
        for found in _MERGE_MARKER.finditer(text)
        if not is_within(reading.code, found.start())
    )


def _start(link: LinkFact) -> int:
    return link[2]
