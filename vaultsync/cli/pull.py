"""`vaultsync pull`: read the published tracker into `vaultsync.lock`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from vaultsync.cli.common import now
from vaultsync.cli.console import console
from vaultsync.cli.gather import gather, name_option
from vaultsync.cli.opening import mend_crash
from vaultsync.cli.options import vault_command
from vaultsync.cli.trackers import lock_bytes, mapping_of_list, vocabulary_of
from vaultsync.errors import VaultsyncError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from vaultsync.cli.console import Console
    from vaultsync.match.pull import PullResult


@click.command("pull")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@vault_command
@name_option
@click.option("--complete", is_flag=True, help="The sources hold every row that the tracker has.")
@click.option("--dry-run", is_flag=True, help="Show the difference, write nothing; exit 1 if any.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="How to show what changed.",
)
def command(
    sources: tuple[str, ...],
    vault: str | None,
    color: str,
    name: str,
    complete: bool,
    dry_run: bool,
    style: str,
) -> int:
    r"""Read the published tracker into vaultsync.lock.

    A source is a copied or saved page of the tracker, a table (CSV, XLSX, JSON,
    Markdown), or the address of one; the pages of a list are followed. All
    sources make one pull. Without one, those that vaultsync.toml names are read.

    \b
      vaultsync pull page1.txt page2.txt
      vaultsync pull https://example.org/tracker
      vaultsync pull --dry-run --format markdown
    """
    from pathlib import Path

    from vaultsync.locate import find_vault
    from vaultsync.match.difference import Difference
    from vaultsync.match.history import HISTORY_NAME, events_of, written
    from vaultsync.match.pull import PullResult, pull
    from vaultsync.sync.apply import replace_lock
    from vaultsync.tracker.lock import write_lock
    from vaultsync.tracker.lockfile import has_merge_markers, lock_text
    from vaultsync.tracker.repair import repair_lock

    found, screen = find_vault(vault, (), Path.cwd()), console(color)
    mend_crash(found, screen)
    config = found.config.of(name)
    names = sources or config.sources
    before = lock_bytes(found)
    # A lock with merge markers is what pull is for: both sides of it are kept.
    if not names and not (before and has_merge_markers(lock_text(before))):
        raise VaultsyncError(
            "no source to pull from",
            "Name a copied page, a CSV or an address: vaultsync pull PAGE.txt\n"
            "or list sources in vaultsync.toml under [tracker].",
        )
    vocabulary, mapping = vocabulary_of(config), mapping_of_list(config)
    old = None if before is None else repair_lock(before, vocabulary, name)
    time = now()
    if not names and old is not None:
        result = PullResult(old, old.problems, Difference())
    else:
        read = gather(
            names,
            Path.cwd() if sources else found.home,
            found,
            # Whoever says that a list is complete has it read, whatever was known.
            None if complete else old,
            vocabulary,
            mapping,
            screen.say if screen.interactive else lambda line: None,
        )
        if read.sources is None and old is not None:
            result = PullResult(old, old.problems, Difference())
        else:
            result = pull(read.sources or [], old, time, vocabulary, complete, mapping, read.states)
    after = write_lock(result.lock, before, name)
    _show(result, name, style, screen)
    if after == before:
        screen.say(f"{found.lock_shown} is up to date")
        return 0
    if dry_run:
        screen.say(f"{found.lock_shown} would change; nothing was written")
        return 1
    replace_lock(found.lock_path, after)
    screen.say(f"wrote {found.lock_path}")
    events = events_of(result.difference, time, name)
    if events:
        _append(found.home / HISTORY_NAME, written(events))
    return 0


def _show(result: PullResult, name: str, style: str, screen: Console) -> None:
    lines: Iterable[str]
    if style == "json":
        from vaultsync.report.pulled_json import pulled_json

        lines = pulled_json(result, name)
    elif style == "markdown":
        from vaultsync.report.pulled_markdown import pulled_markdown

        lines = pulled_markdown(result)
    else:
        from vaultsync.report.pulled import pulled
        from vaultsync.report.terminal import Paint

        lines = pulled(result, screen.width, Paint(screen.color))
    for line in lines:
        screen.data(line + "\n")


def _append(path: Path, data: bytes) -> None:
    """Add lines to a file, on a line of their own; a link, which leads anywhere, is refused."""
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
    flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        with os.fdopen(os.open(path, flags, 0o666), "ab+") as file:
            if file.tell():
                file.seek(-1, 2)
                data = data if file.read(1) == b"\n" else b"\n" + data
            file.write(data)
    except OSError as error:
        raise VaultsyncError(
            f"{path} cannot be written: {error.strerror}",
            "The lock was written. Make the file writable, so that its history is kept.",
        ) from None
