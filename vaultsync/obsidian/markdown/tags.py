"""Tags and block ids."""

from __future__ import annotations

from vaultsync.lean.regex import VERBOSE, late
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.markdown.pattern import BLOCK_ID, TAG

if TYPE_CHECKING:
    import re

    from vaultsync.obsidian.markdown.reading import Reading

_DIGITS = "0123456789"
_LONGEST_ADDRESS = 2000  # characters that are looked at
# A line of text after a line: neither blank nor the start of another block.
_TEXT_FOLLOWS = late(
    r"""[ \t\r]*+\n[ \t>]*+(?!
        [ \t\r]*+(?:\n|\Z) | \#{1,6}[ \t\r\n] | ``` | ~~~ | [-+*][ \t\r\n] | [0-9]++[.)][ \t]
      | [|<] | %% | \$\$ | [-=*_]++[ \t\r]*+(?:\n|\Z))""",
    VERBOSE,
)


def tags(reading: Reading, found: re.Match[str], start: int, end: int) -> int:
    """Read `#name`, with at least one character that is no digit.

    It stands after anything but a letter, digit or `_`: Obsidian's help says
    after a space, but its cache shows more. A fragment of a
    bare address is no tag. A final `/` is no part of it (release note 1.5.0).
    """
    name = found[TAG].rstrip("/")
    if name.strip(_DIGITS):
        before = reading.text[start - 1 : start]
        if not before or before.isspace() or not _in_address(reading, start):
            reading.tags.append((name, start, start + 1 + len(name)))
    return end


def block_ids(reading: Reading, found: re.Match[str], start: int, end: int) -> int:
    """Read `^id` at the end of a line; alone on a line it is none if text follows below."""
    if start >= reading.comment_end:
        before = reading.containers(start)
        own_line = before is not None and not before.strip(" \t>")
        if not own_line or not _TEXT_FOLLOWS.match(reading.text, end):
            reading.ids.append((found[BLOCK_ID], start, end, own_line))
    return end


def _in_address(reading: Reading, offset: int) -> bool:
    text = reading.text
    scheme = text.rfind("://", max(reading.start, offset - _LONGEST_ADDRESS), offset)
    return scheme >= 0 and not any(map(str.isspace, text[scheme:offset]))
