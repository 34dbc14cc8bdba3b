"""Brackets: wikilinks, Markdown links, and embeds of both."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.links import DESTINATION, SHORT_DESTINATION, markdown_link, wikilink
from vaultsync.obsidian.markdown.pattern import (
    EMBED,
    EMBED_SHORT,
    LINK,
    NAME,
    PART,
    TEXT,
    WIKILINK,
)
from vaultsync.obsidian.markdown.spans import is_within

if TYPE_CHECKING:
    import re

    from vaultsync.obsidian.markdown.reading import Reading


def named(reading: Reading, found: re.Match[str], start: int, end: int) -> int:
    """Read `[[name]]`, plain as most are; what is kept of it is what `links.wikilink` says."""
    name = found[NAME]
    reading.last_link = start
    comment = start < reading.comment_end
    table = reading.in_table(start) if reading.tables else False
    at = start + 2
    to = end - 2
    reading.links.append(
        ("wikilink", False, start, end, name, "", name, at, to, to, to, False, comment, table)
    )
    return end


def named_in_part(reading: Reading, found: re.Match[str], start: int, end: int) -> int:
    """Read `[[name#part]]`, `[[name|text]]` and `[[name#part|text]]` in the same way."""
    name, part, text = found.group(NAME, PART, TEXT)
    reading.last_link = start
    comment = start < reading.comment_end
    table = reading.in_table(start) if reading.tables else False
    at = start + 2
    to = last = at + len(name)
    if part:
        text = text or f"{name} > {part}"
        part = f"#{part}"
        last += len(part)
    else:
        part = ""
    reading.links.append(
        ("wikilink", False, start, end, name, part, text, at, to, to, last, False, comment, table)
    )
    return end


def wikilinks(reading: Reading, found: re.Match[str], start: int, end: int) -> int:
    """Read `[[…]]` or `![[…]]`; the pattern has seen to it that no other `[[` lies in it."""
    kind = found.lastindex or 0
    content = found[kind]
    if not content or content.isspace():
        return end
    embed = kind != WIKILINK
    if not embed:
        reading.last_link = start
    in_table = reading.in_table(start) if reading.tables else False
    reading.links.append(wikilink(content, start, embed, start < reading.comment_end, in_table))
    if content[0] in "#^" and content.startswith(("##", "^^")):
        reading.unfinished.append((start, end))
    return end


def unfinished(reading: Reading, found: re.Match[str], start: int, end: int) -> int:
    """Read `[[##` or `[[^^`, which search the vault while one types (help, "Internal links")."""
    reading.unfinished.append((start, end))
    return end


def short_link(reading: Reading, found: re.Match[str], start: int, end: int) -> int:
    """Read `[text](destination)` or `![text](destination)` where both are as plain as in most."""
    kind = found.lastindex or 0
    display, written = found.group(kind - 1, kind)
    embed = kind == EMBED_SHORT
    if "^" in display and not embed and _is_footnote(display):
        return start + len(display) + 2
    table = reading.in_table(start) if reading.tables else False
    if table and reading.cell_end(start, end) < end:
        return start + 1
    if not embed:
        reading.last_link = start
    at = end - 1 - len(written)
    comment = start < reading.comment_end
    reading.links.append(markdown_link(written, at, display, start, end, embed, comment, table))
    return end


def link(reading: Reading, found: re.Match[str], start: int, end: int) -> int:
    """Read `[text](` or `![text](` where nothing in the text can mean anything."""
    kind = found.lastindex or 0
    display = found[kind]
    at = end - 1
    if kind == LINK and _is_footnote(display):
        return at
    return _keep_long(reading, display, start, at, kind == EMBED) or start + 1


def _is_footnote(display: str) -> bool:
    """Return whether a text in brackets is a footnote's mark, and parentheses are text."""
    return display[:1] == "^" and " " not in display


def closing(reading: Reading, found: re.Match[str], start: int, end: int) -> int:
    """Read `](`, which may close a text that holds brackets, code, escapes or line ends."""
    text = reading.text
    taken = reading.taken()
    opening = reading.brackets.opening(start, taken)
    if opening < 0:
        return start + 1
    embed = text[opening - 1 : opening] == "!" and not is_within(taken, opening - 1)
    if not embed and reading.last_link > opening:
        return start + 1  # a link holds no other link
    if not reading.brackets.spend(start - opening):
        return start + 1
    if not reading.on_one_line(opening, start) and reading.text_end(opening, start) < start:
        reading.brackets.forget()
        return start + 1
    display = text[opening + 1 : start]
    end = _keep_long(reading, display, opening - embed, start + 1, embed)
    if not end:
        return start + 1
    reading.nested = True
    reading.take_last_link(start, end)
    reading.brackets.at = end
    while reading.tags and reading.tags[-1][1] > opening:
        reading.tags.pop()
    return end


def escape(reading: Reading, found: re.Match[str], start: int, end: int) -> int:
    """Read a backslash and the punctuation that it makes plain."""
    reading.escapes.append((start, end))
    return end


def _keep_long(reading: Reading, display: str, start: int, at: int, embed: bool) -> int:
    """Keep the Markdown link whose destination's `(` is at an offset; return its end.

    Returns 0 where no destination is there, or where the link leaves its
    paragraph or its table's cell.
    """
    text = reading.text
    destination = SHORT_DESTINATION.match(text, at) or DESTINATION.match(text, at)
    if not destination:
        return 0
    end = destination.end()
    if text.find("\n", at, end) >= 0 and end > reading.text_end(start, at):
        return 0
    in_table = reading.in_table(start) if reading.tables else False
    if in_table and reading.cell_end(start, end) < end:
        return 0
    kind = destination.lastindex or 1
    written, written_start = destination[kind], destination.start(kind)
    if not embed and start > reading.last_link:
        reading.last_link = start
    in_comment = start < reading.comment_end
    reading.links.append(
        markdown_link(written, written_start, display, start, end, embed, in_comment, in_table)
    )
    return end
