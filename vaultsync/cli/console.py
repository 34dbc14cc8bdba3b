"""What a command prints to: colour, width, data to stdout and all else to stderr."""

from __future__ import annotations

import os
import shutil
import sys
from typing import NamedTuple


class Console(NamedTuple):
    """How output looks: whether it is coloured, how wide it is, whether a person reads it."""

    color: bool
    width: int
    interactive: bool

    def data(self, text: str) -> None:
        """Write a command's result to stdout; the text ends with its own line end."""
        _write(sys.stdout, text)

    def say(self, text: str) -> None:
        """Write a line about the work to stderr."""
        _write(sys.stderr, text + "\n")


def console(color: str) -> Console:
    """Return the console for `--color auto|always|never` and the environment.

    `NO_COLOR` (any value but an empty one) turns colour off and `FORCE_COLOR`
    turns it on; the option wins over both.
    """
    terminal = sys.stdout.isatty()
    if color == "auto":
        if os.environ.get("NO_COLOR"):
            colored = False
        elif os.environ.get("FORCE_COLOR"):
            colored = True
        else:
            colored = terminal and os.environ.get("TERM") != "dumb"
    else:
        colored = color == "always"
    width = shutil.get_terminal_size((80, 24)).columns if terminal else 80
    return Console(colored, max(width, 40), sys.stdin.isatty() and terminal)


def _write(stream: object, text: str) -> None:
    """Write text as UTF-8 to a stream that is not a terminal, whatever the locale says.

    A file or a pipe gets the same bytes in every locale; a terminal that lacks
    a character gets its escape.
    """
    buffer = getattr(stream, "buffer", None)
    if buffer is None:  # a test's stream
        stream.write(text)  # type: ignore[attr-defined]  # every text stream has write
        return
    encoding = "utf-8"
    if stream.isatty():  # type: ignore[attr-defined]  # as above
        encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.flush()  # type: ignore[attr-defined]  # as above
    buffer.write(text.encode(encoding, "backslashreplace"))
    buffer.flush()
