"""The one pattern that finds whatever may mean something in a note.

Each of its alternatives begins with a literal: the regex engine then builds a
set of first characters and skips prose by it, which is four times as fast as
with alternatives that begin with a line start, a group or an option. None of
them backtracks, and none reads on beyond its line.
"""

from __future__ import annotations

from vaultsync.obsidian.links import NO_TAG, WIKILINK_CONTENT
from vaultsync.regex import VERBOSE, compiled

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

# The parts of a wikilink as they are in most: of ASCII alone, without a space around them. The
# text that is shown may be of anything.
_PLAIN = r"[ -\"$-Z^-{}~]*+(?<![ ])"
_PART = rf"[ -\"$-Z^-{{}}~]{_PLAIN}"
_NAMED = rf"([!-\"$-Z_-{{}}~]{_PLAIN})(?:\#({_PART}))?+(?:\|(?!\s)([^\[\]\n]++)(?<!\s))?+"

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
    | \#(?<![^\n]\#)\#{{0,5}}+(?=[ ]([^\n]++))
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
