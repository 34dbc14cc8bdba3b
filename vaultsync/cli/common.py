"""What every command may need: the time, somebody's yes, and where a result goes."""

from __future__ import annotations

import os
import time

from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsync.cli.console import Console


def now() -> str:
    """Return the time, as locks and journals hold it: `2026-11-21T20:55:58Z`.

    SOURCE_DATE_EPOCH, where it is set, stands for the clock, so that a run can be
    repeated exactly (reproducible-builds.org).
    """
    import datetime

    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = float(fixed) if fixed.isdecimal() else time.time()
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


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
    """Return whether the user agrees; `--yes` answers for them.

    Raises `NoAnswerError` where there is no terminal to ask at.
    """
    if yes:
        return True
    if not screen.interactive:
        raise NoAnswerError(
            "this needs an answer, and there is no terminal to ask at",
            "Say --yes, or look first with --dry-run.",
        )
    import click

    return click.confirm(question, default=False)
