"""The one pattern that finds whatever may mean something in a note.

Each of its alternatives begins with a literal: the regex engine then builds a
set of first characters and skips prose by it, which is four times as fast as
with alternatives that begin with a line start, a group or an option. None of
them backtracks, and none reads on beyond its line.
"""

from __future__ import annotations

import re
from functools import cache

from vaultsync.obsidian.links import NO_TAG, WIKILINK_CONTENT
from vaultsync.regex import compiled

(
    WIKILINK,
    WIKI_EMBED,
    UNFINISHED,
    LINK,
    EMBED,
    CLOSING,
    BACKTICKS,
    TILDES,
    HASHES,
    TAG,
    BLOCK_ID,
    PERCENTS,
    DOLLARS,
    ANGLE,
    ESCAPE,
    DOUBLE_UNDERLINE,
    UNDERLINE,
    MAYBE_INDENTED,
) = range(1, 19)
"""What the pattern finds: the number of the group that took part in the match."""

_PATTERN = rf"""
      \[\[({WIKILINK_CONTENT})\]\]
    | !\[\[({WIKILINK_CONTENT})\]\]
    | \[\[(\#\#|\^\^)
    | \[([^\[\]\\`<$\n]*+)\](?=\()
    | !\[([^\[\]\\`<$\n]*+)\](?=\()
    | \](\()
    | `(`*+)
    | ~~~(~*+)
    | \#(?<!\S\#)(\#{{0,5}}+)(?=[ \t\r\n]|\Z)
    | \#(?<![\w\#&]\#)([^{NO_TAG}]++)
    | \^(?<!\S\^)([A-Za-z0-9-]++)(?=[ \t\r]*+(?:\n|\Z))
    | %%(%*+)
    | \$(\$*+)
    | <([A-Za-z/!?])
    | \\([!-/:-@\[-`{{-~])
    | =(?<![^\n ]=)(=*+)(?=[ \t\r]*+(?:\n|\Z))
    | -(?<![^\n ]-)(-*+)(?=[ \t\r]*+(?:\n|\Z))
    """

# What precedes indented code: the end of a line that is no paragraph's, or a marker.
_BEFORE_INDENTED = (
    r"(?:[-+*_=>\ \t\r0-9.)]*+(?:\#{1,6}(?=[ \t\r\n])[^\n]*+)?+\n(?:[ ]{4}|[ ]{0,3}\t)"
    r"|[-+*>\ \t0-9.)]*[-+*>.)](?:[ ]{5}|[ ]{1,4}\t|\t[ \t]))"
)

_MASTER = compiled(_PATTERN, re.VERBOSE)
_INDENTED_FIRST = compiled(rf"[ ]{{4}}|[ ]{{0,3}}\t|{_BEFORE_INDENTED}", re.VERBOSE)


def master(may_be_indented: bool) -> re.Pattern[str]:
    """Return the pattern, with or without what may lead to indented code."""
    return _master_for_indented() if may_be_indented else _MASTER


@cache
def _master_for_indented() -> re.Pattern[str]:
    return compiled(rf"{_PATTERN}|\n(?={_BEFORE_INDENTED})()", re.VERBOSE)


def may_start_indented(text: str, start: int) -> bool:
    """Return whether the first line of a body may be indented code, or lead to it."""
    return _INDENTED_FIRST.match(text, start) is not None
