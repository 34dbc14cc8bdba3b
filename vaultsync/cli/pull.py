"""`vaultsync pull`: read the published tracker into `vaultsync.lock`."""

from __future__ import annotations

import click

from vaultsync.cli.common import (
    lock_bytes,
    mend_crash,
    named_sources,
    now,
    vault_command,
    vocabulary_of,
)
from vaultsync.cli.console import console
from vaultsync.errors import VaultsyncError


@click.command("pull")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@vault_command
@click.option("--complete", is_flag=True, help="The sources hold every row that the tracker has.")
@click.option("--dry-run", is_flag=True, help="Show the difference, write nothing; exit 1 if any.")
def command(
    sources: tuple[str, ...], vault: str | None, color: str, complete: bool, dry_run: bool
) -> int:
    r"""Read the published tracker into vaultsync.lock.

    A source is a copied page of the tracker or its CSV; several pages make one
    pull. Without a source, those that vaultsync.toml names are read.

    \b
      vaultsync pull page1.txt page2.txt
      vaultsync pull --dry-run
    """
    from pathlib import Path

    from vaultsync.locate import find_vault
    from vaultsync.match.pull import pull
    from vaultsync.report.pulled import pulled
    from vaultsync.report.terminal import Paint
    from vaultsync.sync.apply import replace_lock
    from vaultsync.tracker.lock import write_lock
    from vaultsync.tracker.repair import repair_lock

    found, screen = find_vault(vault, (), Path.cwd()), console(color)
    mend_crash(found, screen)
    names = sources or found.config.sources
    if not names:
        raise VaultsyncError(
            "no source to pull from",
            "Name a copied page or a CSV: vaultsync pull PAGE.txt\n"
            "or list sources in vaultsync.toml under [tracker].",
        )
    vocabulary = vocabulary_of(found.config)
    read = named_sources(names, Path.cwd() if sources else found.home, found)
    before = lock_bytes(found)
    # A lock with merge markers is what pull is for: both sides of it are kept.
    old = None if before is None else repair_lock(before, vocabulary)
    result = pull(read, old, now(), vocabulary, complete)
    after = write_lock(result.lock, before)
    for line in pulled(result, screen.width, Paint(screen.color)):
        screen.data(line + "\n")
    if after == before:
        screen.say(f"{found.lock_shown} is up to date")
        return 0
    if dry_run:
        screen.say(f"{found.lock_shown} would change; nothing was written")
        return 1
    replace_lock(found.lock_path, after)
    screen.say(f"wrote {found.lock_path}")
    return 0
