"""What readers do not see as text: comments, math, HTML."""

from __future__ import annotations

from vaultsync.lean.regex import late
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.markdown import html

if TYPE_CHECKING:
    import re

    from vaultsync.obsidian.markdown.reading import Reading

_COMMENT_END = late("(?<!%)%%(?!%)")
_BLANK_LINE = late(r"\n[ \t\r]*+(?:\n|\Z)")
# Up to the next `$`, if it closes: after no space and before no digit, so that prices are no
# math; one in code or a wikilink does not count (release note 0.13.28).
_MATH = late(r"(?:[^$\n\\`\[]++|\\[^\n]|`[^`\n]*+`|`|\[\[[^\[\]\n]++\]\]|\[)*+(?<!\s)\$(?![0-9])")


def percents(reading: Reading, found: re.Match[str], start: int, at: int) -> int:
    """Read `%%…%%`, a comment: links and tags in it count all the same.

    Exactly two: `%%%%` opens none (release note 1.13.2). At the start of a
    line it may go on over blank lines (0.10.12), else to its paragraph's end.
    """
    if at - start != 2 or start < reading.comment_end or reading.no_more_comments:
        return at
    closing = _COMMENT_END.search(reading.text, at)
    if not closing:
        reading.no_more_comments = True
        return at
    end = closing.end()
    if (
        reading.on_one_line(start, end)
        or reading.containers(start) is not None
        or end <= reading.text_end(start)
    ):
        reading.comment_end = end
        reading.comments.append((start, end))
    return at


def dollars(reading: Reading, found: re.Match[str], start: int, at: int) -> int:
    """Read `$…$` on one line, or `$$…$$`, which may be a block of its own."""
    text = reading.text
    if at - start == 1:
        closing = None if text[at : at + 1].isspace() else _MATH.match(text, at)
        if closing:
            return reading.hide(start, closing.end())
    elif at - start == 2:
        end = reading.closing_end("$$", at)
        if end:
            return _display_math(reading, start, end)
    return at


def angles(reading: Reading, found: re.Match[str], start: int, end: int) -> int:
    """Read `<`: it may start an HTML block, a tag, a comment or an autolink."""
    text = reading.text
    if reading.blocks is None:
        if reading.starts_line(start):
            condition = html.block_condition(text, start)
            if condition == html.ALONE and not _after_blank(reading, start):
                return reading.again(start)
            if condition:
                return _html_block(reading, start, condition)
        elif reading.containers(start) is not None and html.block_condition(text, start):
            return reading.again(start)
    tag = html.TAG.match(text, start)
    end = tag.end() if tag else _delimited_end(reading, start)
    if end and (reading.on_one_line(start, end) or end <= reading.text_end(start)):
        return reading.hide(start, end)
    return start + 1


def _display_math(reading: Reading, start: int, end: int) -> int:
    if reading.on_one_line(start, end):
        return reading.hide(start, end)
    if reading.blocks is not None:
        return reading.hide(start, end) if end <= reading.text_end(start) else start + 2
    line_end = reading.line_end(end)
    followed = bool(reading.text[end:line_end].strip())
    if not reading.starts_line(start) or (followed and reading.tables):
        return reading.again(start)
    if followed:
        reading.math_followed = True
    reading.hide(start, end)
    reading.after_block(line_end)
    return end


def _html_block(reading: Reading, start: int, condition: int) -> int:
    text = reading.text
    end = reading.last_line_end()
    if condition in (html.NAMED, html.ALONE):
        blank = _BLANK_LINE.search(text, start)
        if blank:
            end = blank.start()
    else:
        closing = html.BLOCK_END[condition].search(text, start)
        if closing:
            end = reading.line_end(closing.end())
    return reading.after_block(reading.hide(start, end - (text[end - 1] == "\r")))


def _after_blank(reading: Reading, offset: int) -> bool:
    """Return whether no paragraph can lie right above a line."""
    text = reading.text
    if offset <= reading.floor + 2 and not text[reading.floor : offset].strip():
        return True
    above = text.rfind("\n", reading.start, offset - 1) + 1 or reading.start
    return not text[above:offset].strip()


def _delimited_end(reading: Reading, start: int) -> int:
    found = html.DELIMITED.match(reading.text, start)
    if not found:
        return 0
    closing = html.DELIMITED_END.get(found[1], ">")
    overlap = 2 if closing == "-->" else 0  # `<!-->` is a comment
    return reading.closing_end(closing, found.end() - overlap)
