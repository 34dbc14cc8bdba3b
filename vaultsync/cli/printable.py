r"""The last gate before a terminal, a pipe or a workflow's log.

Reports write out what they quote, each where it quotes it. What one of them
forgets is written out here: control and bidirectional characters, and whatever
a workflow's log would take for a command of its own. GitHub obeys `::error::`
at the start of a line, and `##[error]` anywhere in it; Azure `##vso[…]`.
"""

from __future__ import annotations

import sys

from vaultsync.lean.regex import IGNORECASE, late
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.terminal import UNSAFE_CHARACTERS, escape

if TYPE_CHECKING:
    import re

    import click

# Line ends are meant, and the colours that `Paint` gives: of those the match is longer.
_COLOUR = r"\x1b\[[0-9]{1,2}m"
_RAW = UNSAFE_CHARACTERS.replace("\x00-\x1f", "\x00-\x09\x0b-\x1f")
_UNSAFE = late(_RAW)
_MEANT = late(_COLOUR)
_UNSAFE_OR_MEANT = late(rf"\r\n|{_COLOUR}|{_RAW}")
# It begins with a character, which is searched for several times faster than a line's start.
_LINE_START = late(rf"\n((?:[^\S\n]|{_COLOUR})*):(?=:)")
_ANYWHERE = late(
    r"#(?=#(?:\[(?:internal-|add-|remove-|set-|save-|stop-|echo|(?:end)?group|section|command"
    r"|debug|notice|warning|error)|(?:vso|teamcity)\[))",
    IGNORECASE,
)

_PLAIN = bytes([*b"\n", *range(0x20, 0x7F)])


def printable(text: str) -> str:
    r"""Return text as it may be printed; what was harmless is as it was.

    `\u003a` and `\u0023` stand for a `:` and a `#` that a workflow would obey:
    escapes that JSON reads as the same characters.
    """
    data = text.encode("utf-8", "surrogatepass")  # in bytes it is told several times faster
    # Without its colours a text is mostly harmless: so they need not be looked at one by one.
    bare, told = text, data
    if b"\x1b" in data:
        bare = _MEANT.sub("", text)
        told = bare.encode("utf-8", "surrogatepass")
    if not _is_ordinary(told) and _UNSAFE.search(bare):
        text = _UNSAFE_OR_MEANT.sub(_written_out, text)
    # By functions: what stands for a group or a backslash in a text is read by `re`, once imported.
    if b"::" in data:
        text = _LINE_START.sub(lambda found: f"\n{found[1]}\\u003a", f"\n{text}")[1:]
    return _ANYWHERE.sub(lambda _: r"\u0023", text) if b"##" in data else text


def _is_ordinary(data: bytes) -> bool:
    """Return whether a text is beyond doubt: letters, digits and marks, in lines."""
    return data.translate(None, _PLAIN).decode("utf-8", "surrogatepass").isprintable()


def _written_out(found: re.Match[str]) -> str:
    return escape(found[0]) if len(found[0]) == 1 else found[0]


def show_usage_error(error: click.ClickException) -> None:
    """Print an error about the command line itself; it quotes arguments, perhaps file names."""
    import io

    message = io.StringIO()
    error.show(message)
    sys.stderr.write(printable(message.getvalue()))
