"""Headings: `# …`, and paragraphs underlined with `===` or `---` (CommonMark 4.2, 4.3).

A heading that links can name stands at the top level: not in a quote or
callout, not in a comment. Whether one in a list item can be named is unknown;
these are kept apart.
"""

from __future__ import annotations

from vaultsync.lean.regex import VERBOSE, compiled, late
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.markdown.blocks import HEADING, QUOTE, heading_text
from vaultsync.obsidian.markdown.pattern import HEADING_TEXT

if TYPE_CHECKING:
    import re

    from vaultsync.obsidian.facts import HeadingFact
    from vaultsync.obsidian.markdown.reading import Reading

# The first of a line that, in its paragraph or at the top level, can only be text.
_TEXT = compiled(
    r"""[^\s>\#`~<=\-*+_0-9$%\[] | \[(?![^\]\n]*+(?:\]:|\n|\Z)) | \*{1,2}[^\s*] | _{1,2}[^\s_]
      | [0-9]++(?![0-9.)]) | -[^\s-] | \+\S | `(?!``) | \#(?![\#\s]) | ==?[^\s=] | \$(?!\$)
      | %(?!%)""",
    VERBOSE,
)
_CONTAINER = late(r">|[-+*][ \t]++\S|1[.)][ \t]++\S")


def heading(reading: Reading, found: re.Match[str], start: int, at: int) -> int:
    """Read a line that starts with one to six `#` and a text that is read as it is written."""
    if start < reading.comment_end:
        return at
    raw = found[HEADING_TEXT]
    begin = at + 1
    end = begin + len(raw)
    reading.headings.append((at - start, raw, start, end, begin, end))
    reading.floor = end
    return at


def hashes(reading: Reading, found: re.Match[str], start: int, at: int) -> int:
    """Read one to six `#` and a space after them; the heading's text is read next."""
    if start < reading.comment_end:
        return at
    text = reading.text
    headings = reading.headings
    if start != reading.start and text[start - 1] != "\n":
        before = reading.containers(start)
        if before is None or ">" in before:
            return at
        leaf = reading.read_blocks(start).leaf(start)
        if leaf is None or leaf.kind != HEADING or leaf.start != start:
            return at
        if leaf.parent is not None:
            if leaf.has_parent(QUOTE):
                return at
            headings = reading.list_headings
    end = text.find("\n", at)
    if end < 0:
        end = len(text)
    if text[end - 1] == "\r":
        end -= 1
    begin, stop = heading_text(text, at, end)
    headings.append((at - start, text[begin:stop], start, end, begin, stop))
    if headings is reading.headings:
        reading.floor = end
    return at


def underline(reading: Reading, found: re.Match[str], start: int, end: int) -> int:
    """Read a line of `=` or `-`: it makes the paragraph above it a heading."""
    if start < reading.comment_end:
        return end
    begin = _paragraph_above(reading, start) if reading.blocks is None else None
    if begin is None:
        leaf = reading.read_blocks(start).leaf(start)
        if leaf is None or leaf.kind != HEADING or leaf.parent or leaf.text_end >= start:
            return end
        begin, stop = leaf.text_start, leaf.text_end
    elif begin < 0:
        return end
    else:
        stop = reading.text.rfind("\n", begin, start)
    reading.headings.append(_underlined(reading.text, begin, stop, start, end))
    return reading.after_block(end)


def _underlined(text: str, begin: int, stop: int, line: int, end: int) -> HeadingFact:
    while stop > begin and text[stop - 1] in " \t\r\n":
        stop -= 1
    return (1 if text[line] == "=" else 2, text[begin:stop], begin, end, begin, stop)


def _paragraph_above(reading: Reading, offset: int) -> int | None:
    """Return where the top-level paragraph right above a line starts.

    -1 where there is none, None where it takes the block structure to tell.
    """
    text = reading.text
    first = line = reading.line_start(offset)
    if offset - first > 3 or text[first:offset].strip(" "):
        return -1
    while line > reading.floor:
        end = line - 1
        above = text.rfind("\n", reading.floor, end) + 1 or reading.floor
        if not text[above:end].strip(" \t\r"):
            break
        if not _TEXT.match(text, above):
            # Right below a quote or list item, the line is a rule, or goes on with it.
            return -1 if line == first and _CONTAINER.match(text, above) else None
        line = above
    return line if line < first else -1
