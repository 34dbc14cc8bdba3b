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

from bisect import bisect_right

from vaultsync.lean.cached import itemgetter
from vaultsync.lean.regex import MULTILINE, compiled, late
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.markdown import code, headings, hidden, linkmarks, tags
from vaultsync.obsidian.markdown.pattern import MASTER, UNDERLINE
from vaultsync.obsidian.markdown.reading import Reading
from vaultsync.obsidian.markdown.spans import is_within
from vaultsync.obsidian.markdown.suspected import (
    may_hold_table,
    may_start_indented,
    suspected_definitions,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

    from vaultsync.obsidian.facts import (
        DefinitionFact,
        Facts,
        FrontmatterFact,
        LinkFact,
        SpanFact,
    )

    Handler = Callable[[Reading, re.Match[str], int, int], int]

_LONE_RETURN = late(r"\r(?!\n)")
_FRONTMATTER = compiled(r"---([ \t]*+)\r?\n")
_FRONTMATTER_END = compiled(r"\n---[ \t]*+\r?(?:\n|\Z)")
_MERGE_MARKER = compiled(r"^(?:<{7} .*|={7}\r?$|>{7} .*)", MULTILINE)

# By the group of the master pattern, whose names stand in the same order.
_HANDLERS: tuple[Handler, ...] = (
    linkmarks.escape,
    linkmarks.named,
    linkmarks.named_in_part,
    linkmarks.named_in_part,
    linkmarks.wikilinks,
    linkmarks.wikilinks,
    linkmarks.unfinished,
    linkmarks.link,
    linkmarks.short_link,
    linkmarks.link,
    linkmarks.short_link,
    linkmarks.closing,
    code.inline,
    code.backticks,
    code.tildes,
    headings.heading,
    headings.hashes,
    tags.tags,
    tags.block_ids,
    hidden.percents,
    hidden.dollars,
    hidden.angles,
    headings.underline,
    headings.underline,
)
assert len(_HANDLERS) == UNDERLINE + 1  # noqa: S101 - a slip here would misread every note


def scan(text: str) -> Facts:
    """Return the facts of a note's text. Never raises; takes time linear in the text."""
    return scan_all((text,))[0]


def scan_all(texts: Iterable[str]) -> list[Facts]:
    """Return the facts of each of some texts, in less time than one by one.

    One thing is done to all of them before the next, as a processor does sooner again what it
    has just done.
    """
    sources = list(texts)
    plain = list(map(unified, sources))
    fronts = list(map(frontmatter_of, plain))
    readings = [
        Reading(text, front[2] if front else 0) for text, front in zip(plain, fronts, strict=True)
    ]
    for reading in readings:
        _prepare(reading)
    for reading in readings:
        _read(reading)
    for reading, source in zip(readings, sources, strict=True):
        if reading.text is not source:
            reading.headings = [(at[0], source[at[4] : at[5]], *at[2:]) for at in reading.headings]
    defined = list(map(_references, readings))
    return list(map(_facts, fronts, readings, defined))


def _facts(
    frontmatter: FrontmatterFact | None, reading: Reading, defined: tuple[DefinitionFact, ...]
) -> Facts:
    if reading.nested or defined:
        reading.links.sort(key=itemgetter(2))
    return (
        frontmatter,
        tuple(reading.headings),
        tuple(reading.links),
        tuple(reading.tags),
        tuple(reading.ids),
        tuple(reading.comments),
        tuple(reading.code),
        tuple(reading.hidden),
        defined,
        _merge_markers(reading) if "<" in reading.text else (),
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
    if text.startswith("---\n"):  # as it is written in most
        at = text.find("\n---", 3)
        if at >= 0 and text.startswith("\n", at + 4):
            return (4, max(at + 1, 4), at + 5, False)
    opening = _FRONTMATTER.match(text)
    if not opening:
        return None
    closing = _FRONTMATTER_END.search(text, opening.end() - 1)
    if not closing:
        return None
    start = opening.end()
    return (start, max(closing.start() + 1, start), closing.end(), bool(opening[1]))


def _prepare(reading: Reading) -> None:
    """Read the blocks of a note, or its tables, where its first line or a table hangs on them."""
    if may_start_indented(reading.text, reading.start):
        reading.read_blocks(reading.start)
    elif may_hold_table(reading.text, reading.start):
        reading.read_tables(reading.start)


def _read(reading: Reading) -> None:
    """Find everything that one pass can tell."""
    text = reading.text
    at = reading.start
    handlers = _HANDLERS
    while True:
        for found in MASTER.finditer(text, at):
            start, end = found.span()
            if start >= reading.halt:
                at = reading.halted(at)
                break
            at = handlers[found.lastindex or 0](reading, found, start, end)
            if at != end:  # as most do not, which saves a search each
                break
        else:
            break
    while reading.halt <= len(text):
        at = reading.halted(at)


def _references(reading: Reading) -> tuple[DefinitionFact, ...]:
    """Find the links that refer to definitions; return these, which hold no links themselves."""
    text = reading.text
    suspected = suspected_definitions(text, reading.start)
    if not suspected:
        return ()
    from vaultsync.obsidian.markdown.references import referred

    defined, found = referred(reading, suspected)
    if not defined:
        return ()
    spans = [fact[1:3] for fact in defined]
    first = spans[0][0]
    inner = sorted([link[2] for link in found if not link[1]]) or [0]
    last = inner[-1]
    reading.links = [
        link
        for link in reading.links
        if not (link[2] >= first and is_within(spans, link[2]))
        and not (link[2] < last and link[0] == "markdown" and _holds(link, inner))
    ]
    for link in found:
        start = link[2]
        in_comment = is_within(reading.comments, start)
        reading.links.append((*link[:-2], in_comment, reading.in_table(start)))
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
    if not (text.startswith("<<<<<<< ") or "\n<<<<<<< " in text):
        return ()
    return tuple(
        found.span()
        for found in _MERGE_MARKER.finditer(text)
        if not is_within(reading.code, found.start())
    )
