"""Brackets: wikilinks, Markdown links, and embeds of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsync.obsidian.links import DESTINATION, SHORT_DESTINATION, markdown_link, wikilink
from vaultsync.obsidian.markdown.pattern import EMBED, WIKILINK
from vaultsync.obsidian.markdown.spans import is_within

if TYPE_CHECKING:
    import re

    from vaultsync.obsidian.markdown.reading import Reading


def wikilinks(reading: Reading, found: re.Match[str], start: int) -> int:
    """Read `[[…]]` or `![[…]]`; the pattern has seen to it that no other `[[` lies in it."""
    kind = found.lastindex or 0
    content = found[kind]
    end = found.end()
    if not content or content.isspace():
        return end
    reading.taken.append((start, end))
    embed = kind != WIKILINK
    if not embed:
        reading.last_link = start
    in_table = reading.in_table(start) if reading.tables else False
    reading.links.append(wikilink(content, start, embed, start < reading.comment_end, in_table))
    if content.startswith(("##", "^^")):
        reading.unfinished.append((start, end))
    return end


def unfinished(reading: Reading, found: re.Match[str], start: int) -> int:
    """Read `[[##` or `[[^^`, which search the vault while one types (help, "Internal links")."""
    reading.unfinished.append((start, found.end()))
    return found.end()


def simple_link(reading: Reading, found: re.Match[str], start: int) -> int:
    """Read `[text](` or `![text](` where nothing in the text can mean anything."""
    kind = found.lastindex or 0
    display = found[kind]
    if display.startswith("^") and kind != EMBED and " " not in display:
        return found.end()  # a footnote's mark, and text in parentheses
    return _keep(reading, display, start, found.end(), kind == EMBED) or start + 1


def closing(reading: Reading, found: re.Match[str], start: int) -> int:
    """Read `](`, which may close a text that holds brackets, code, escapes or line ends."""
    text = reading.text
    opening = reading.brackets.opening(start, reading.taken)
    if opening < 0:
        return start + 1
    embed = text[opening - 1 : opening] == "!" and not is_within(reading.taken, opening - 1)
    if not embed and reading.last_link > opening:
        return start + 1  # a link holds no other link
    if not reading.brackets.spend(start - opening):
        return start + 1
    if not reading.on_one_line(opening, start) and reading.text_end(opening, start) < start:
        reading.brackets.forget()
        return start + 1
    display = text[opening + 1 : start]
    end = _keep(reading, display, opening - embed, start + 1, embed)
    if not end:
        return start + 1
    reading.nested = True
    reading.taken[-1] = (start, end)
    reading.brackets.at = end
    while reading.tags and reading.tags[-1][1] > opening:
        reading.tags.pop()
    return end


def escape(reading: Reading, found: re.Match[str], start: int) -> int:
    """Read a backslash and the punctuation that it makes plain."""
    end = found.end()
    reading.taken.append((start, end))
    return end


def _keep(reading: Reading, display: str, start: int, at: int, embed: bool) -> int:
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
    written_start, written_end = destination.span(destination.lastindex or 1)
    reading.taken.append((start, end))
    if not embed and start > reading.last_link:
        reading.last_link = start
    reading.links.append(
        markdown_link(
            text[written_start:written_end],
            written_start,
            display,
            start,
            end,
            embed,
            start < reading.comment_end,
            in_table,
        )
    )
    return end
