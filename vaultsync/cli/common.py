"""What every command may need: the time, somebody's yes, and where a result goes."""

from __future__ import annotations

import os
import time

from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.locate import find_vault, working_folder

if TYPE_CHECKING:
    from vaultsync.cli.console import Console
    from vaultsync.locate import Found


def now() -> str:
    """Return the time, as locks and journals hold it: `2026-11-21T20:55:58Z`.

    SOURCE_DATE_EPOCH, where it is set, stands for the clock, so that a run can be
    repeated exactly (reproducible-builds.org).
    """
    import datetime

    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = float(fixed) if fixed.isdecimal() else time.time()
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seen_from_here(path: str) -> str:
    """Return a path for a message: seen from the working folder where it lies in that."""
    here = working_folder() + os.sep
    return path.removeprefix(here)


def naming(found: Found) -> str:
    """Return what a command has to be told to be about the same vault when it is typed here.

    It is empty where that is found without, as it mostly is.
    """
    here = working_folder()
    try:
        same = find_vault(None, (), here).root == found.root
    except VaultsyncError:  # a configuration around this folder that cannot be used
        same = False
    if same:
        return ""
    import shlex

    return f" --vault {shlex.quote(seen_from_here(found.root))}"


def write_output(opened_console: Console, text: str, output: str | None) -> None:
    """Write a result to a file, or to stdout where none is named."""
    if output is None or output == "-":
        opened_console.data(text)
        return
    from pathlib import Path

    path = Path(output)
    try:
        path.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise VaultsyncError(
            f"{output} cannot be written: {error.strerror}", "Name another file with -o."
        ) from None


class NoAnswerError(VaultsyncError):
    """A question has to be asked, and there is nobody at a terminal to answer it."""


def is_yes(question: str, yes: bool, screen: Console) -> bool:
    """Return whether the user agrees to what was shown; `--yes` answers for them.

    Raises `NoAnswerError` where there is no terminal to ask at.
    """
    if yes:
        return True
    if not screen.interactive:
        raise NoAnswerError(
            "this needs an answer, and there is no terminal to ask at",
            "Nothing was written. Say --yes to do what is shown.",
        )
    import click

    return click.confirm(question, default=False)
