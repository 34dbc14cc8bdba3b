"""What a command prints to: colour, width, data to stdout and all else to stderr."""

from __future__ import annotations

import os
import sys

from vaultsync.cli.printable import printable
from vaultsync.cli.progress import clear
from vaultsync.errors import VaultsyncError
from vaultsync.fast import write_all
from vaultsync.lean.typed import NamedTuple


class ReaderGoneError(Exception):
    """Whoever read the output has gone: the command ends quietly."""


class Console(NamedTuple):
    """How output looks: whether it is coloured, how wide it is, whether a person reads it.

    Where `said` is a list, it gets all that is written: 1 or 2 for stdout or
    stderr, and the bytes.
    """

    color: bool
    width: int
    interactive: bool
    said: list[tuple[int, bytes]] | None = None

    def data(self, text: str) -> None:
        """Write a command's result to stdout; the text ends with its own line end."""
        self._write(1, text)

    def say(self, text: str) -> None:
        """Write a line about the work to stderr."""
        self._write(2, text + "\n")

    def _write(self, to: int, text: str) -> None:
        data = _write(sys.stdout if to == 1 else sys.stderr, text)
        if self.said is not None:
            self.said.append((to, data))


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
    width = 80
    if terminal:
        import shutil  # a pipe never needs it

        width = shutil.get_terminal_size((80, 24)).columns
    return Console(colored, max(width, 40), sys.stdin.isatty() and terminal)


def _write(stream: object, text: str) -> bytes:
    """Write text as UTF-8 to a stream that is not a terminal, and return the bytes.

    A file or a pipe gets the same bytes in every locale, whatever that is; a
    terminal that lacks a character gets its escape.
    """
    clear()
    text = printable(text)
    buffer = getattr(stream, "buffer", None)
    if buffer is None:  # a test's stream
        stream.write(text)  # type: ignore[attr-defined]  # every text stream has write
        return text.encode("utf-8", "backslashreplace")
    encoding = "utf-8"
    if stream.isatty():  # type: ignore[attr-defined]  # as above
        encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.flush()  # type: ignore[attr-defined]  # as above
    data = text.encode(encoding, "backslashreplace")
    try:
        write_all(buffer, data)
    except BrokenPipeError:
        raise ReaderGoneError from None
    except OSError as error:
        raise unwritten(error) from None
    return data


def unwritten(error: OSError) -> VaultsyncError:
    """Return what to say where the output cannot be written, as the disk is full."""
    return VaultsyncError(
        f"the output cannot be written: {error.strerror}", "Send it elsewhere, or make room."
    )
