"""A `vaultsync check` that is said plainly, run without the library that reads command lines.

Importing click and having it read a dozen options takes as long as judging a
hundred notes. So what needs no reading goes past it: paths, and the options of
everyday use, each in full and apart from its value. Whatever else there is,
mistakes included, is click's to understand, and to complain about; and so is
what a shell asks that wants to complete a word.
"""

from __future__ import annotations

import os
import sys

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def direct(arguments: Sequence[str]) -> Callable[[], int] | None:
    """Return what runs a command line, or None for one that is to be read by click."""
    if arguments[:1] != ["check"] or "_VAULTSYNC_COMPLETE" in os.environ:
        return None
    from vaultsync.cli.checking import STYLES, check

    paths: list[str] = []
    style, anew = STYLES[0], False
    words = iter(arguments[1:])
    for word in words:
        if word == "--no-cache":
            anew = True
        elif word == "--format":
            style = next(words, "")
            if style not in STYLES:
                return None
        elif word.startswith("-"):
            return None
        else:
            paths.append(word)

    def run() -> int:
        from vaultsync.cli.caching import Wish

        Wish.anew = anew
        try:
            return check(tuple(paths), style=style)
        except KeyboardInterrupt:
            sys.stderr.write("\n")  # as click does: the terminal's ^C gets a line of its own
            raise

    return run
