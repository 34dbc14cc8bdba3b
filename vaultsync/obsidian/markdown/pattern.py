"""The one pattern that finds whatever may mean something in a note.

Each of its alternatives begins with a literal: the regex engine then builds a
set of first characters and skips prose by it, which is four times as fast as
with alternatives that begin with a line start, a group or an option. None of
them backtracks, and none reads on beyond its line.
"""

from __future__ import annotations

from vaultsync.lean.regex import VERBOSE, compiled
from vaultsync.obsidian.links import NO_TAG, WIKILINK_CONTENT

(
    ESCAPE,
    NAME,
    PART,
    TEXT,
    WIKILINK,
    WIKI_EMBED,
    UNFINISHED,
    LINK,
    LINK_SHORT,
    EMBED,
    EMBED_SHORT,
    CLOSING,
    INLINE_CODE,
    BACKTICKS,
    TILDES,
    HEADING_TEXT,
    HASHES,
    TAG,
    BLOCK_ID,
    PERCENTS,
    DOLLARS,
    ANGLE,
    DOUBLE_UNDERLINE,
    UNDERLINE,
) = range(24)
"""What the pattern finds: the number of the last group that took part in the match, 0 for none.

A match of more groups is too large for Python's own store of memory, and takes longer to make."""

STABLE = (
    r"\xa1-\u02ff\u0400-\u0482\u2010-\u2027\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3"
)
"""Characters beyond ASCII that are no space, for a class of a regular expression: a text of these
and of ASCII is in NFC, whatever their order."""

# The parts of a wikilink as they are in most, without a space around them: they are read as they
# are written. The text that is shown may be of anything.
_PLAIN = rf"[ -\"$-Z^-{{}}~{STABLE}]*+(?<![ ])"
_PART = rf"[ -\"$-Z^-{{}}~{STABLE}]{_PLAIN}"
_NAME = rf"[!-\"$-Z_-{{}}~{STABLE}]{_PLAIN}"
_NAMED = rf"({_NAME})(?:\#({_PART}))?+(?:\|(?!\s)([^\[\]\n]++)(?<!\s))?+"

# A Markdown link's destination where nothing else is in the parentheses, as in most.
_SHORT = r"(?:([^\x00-\x20\x7f()<\\]*+)\))?+"

_PATTERN = rf"""
      \[\[{_NAMED}\]\]
    | \[\[({WIKILINK_CONTENT})\]\]
    | !\[\[({WIKILINK_CONTENT})\]\]
    | \[\[(\#\#|\^\^)
    | \[([^\[\]\\`<$\n]*+)\]\({_SHORT}
    | !\[([^\[\]\\`<$\n]*+)\]\({_SHORT}
    | \](\()
    | `([^`\n]++)`(?!`)
    | `(`*+)
    | ~~~(~*+)
    | \#(?<![^\n]\#)\#{{0,5}}+(?=[ ]([^ \t\r\n\#][^\n]*+)(?<![ \t\r\#]))
    | \#(?<!\S\#)(\#{{0,5}}+)(?=[ \t\r\n]|\Z)
    | \#(?<![\w\#&]\#)([^{NO_TAG}]++)
    | \^(?<!\S\^)([A-Za-z0-9-]++)(?=[ \t\r]*+(?:\n|\Z))
    | %%(%*+)
    | \$(\$*+)
    | <([A-Za-z/!?])
    | \\[!-/:-@\[-`{{-~]
    | =(?<![^\n ]=)(=*+)(?=[ \t\r]*+(?:\n|\Z))
    | -(?<![^\n ]-)(-*+)(?=[ \t\r]*+(?:\n|\Z))
    """

MASTER = compiled(_PATTERN, VERBOSE)
