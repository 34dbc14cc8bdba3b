"""Prose that can be read in one way only, so that no parser is needed to say what it shows.

A line of it starts with a letter and holds no mark that could mean anything to
Markdown or Obsidian, but for those that stand as everybody writes them: words
between stars, links, code. Whatever else there is, is for mistune: rendering a
note costs twenty times more, and loading mistune as much as a thousand notes.
"""

from __future__ import annotations

from vaultsync.lean.regex import compiled, late
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import re

_PRIVATE = r"\U000f0000-\U0010ffff"
_MARKS = rf"[^\]\[*_`~<>\\&=$%^|#{{}}\r\n{_PRIVATE}]"
# Two of them open a comment.
_PERCENT = r"%(?!%)"
# A space stands before the stars, and a space, a mark or the line end behind them.
_STARRED = r"(?<=[ ])(\*\*?+)([^\W_]++(?:[ ][^\W_]++)*+)\1(?=[ .,;:!?)]|\r?\n|\Z)"
# What is behind a `!` is embedded, and what begins with `[^` or `^[` is a footnote.
_NAME = rf"[^\]\[*`~<>\\&$%^|#{{}}!\r\n{_PRIVATE}]"
_WIKILINK = rf"(?<!!)\[\[((?:{_NAME}++|\#\^?+(?=[^\W_]))++)(?:\|({_NAME}++))?+\]\]"
_LINK = rf"(?<!!)\[([^\]\[*_`~<>\\&=$%^|#{{}}!\r\n{_PRIVATE}]++)\]\((?:[\w/.:\#?=&+,@-]|%(?!%))++\)"
# Wikilinks are taken for links in code, too, whatever their marks.
_CODE = r"`([\w.,;:/\#?'-](?:[\w .,;:/\#?'-]++)?+|\[\[[^\W_]++(?:[ ][^\W_]++)*+\]\])`(?!`)"
_PIECES = f"{_STARRED}|{_WIKILINK}|{_LINK}|{_CODE}"

_PROSE = compiled(rf"(?:[^\W\d_](?:{_MARKS}++|{_PERCENT}|{_PIECES})*+(?:\r?\n|\Z))+")
# Of prose, which holds nothing that is nearly a piece.
_PIECE = late(
    r"\*\*?+([^*]++)\*\*?+|\[\[([^|\]]++)(?:\|([^\]]++))?+\]\]|\[([^\]]++)\]\([^)]++\)|`([^`]++)`"
)
_ANY_PIECE = compiled(r"[*\[`]")
# A tab may make a blank line a part of what stands before it, to the parser.
_BLANK_LINES = compiled(r"(?:[ ]*+\r?\n)*+")


def after_blank_lines(text: str, start: int, end: int) -> int:
    """Return where the first line stands that is not blank; one with a tab is not taken for it."""
    blank = _BLANK_LINES.match(text, start, end)
    return blank.end() if blank else start


def plain_prose(text: str, start: int, end: int) -> str | None:
    """Return the lines of plain prose at the start of a part of a text, as they are written.

    None where there are none, or where `key::` makes a field of what follows.
    """
    found = _PROSE.match(text, start, end)
    return None if found is None or "::" in found[0] else found[0]


def shown(prose: str) -> str:
    """Return what plain prose shows, with single spaces."""
    if _ANY_PIECE.search(prose):
        prose = _PIECE.sub(_shown, prose)
    return " ".join(prose.split())


def _shown(piece: re.Match[str]) -> str:
    starred, target, display, link, code = piece.groups()
    if target is not None:
        return display or target.replace("#", " > ").removeprefix(" > ")
    return starred or link or code.strip("[]")
