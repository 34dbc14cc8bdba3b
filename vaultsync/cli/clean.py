"""`vaultsync clean`: remove what is kept for the next run."""

from __future__ import annotations

import click

from vaultsync.cli.console import console
from vaultsync.cli.opening import mend_crash
from vaultsync.cli.options import vault_command


@click.command("clean")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@vault_command
def command(paths: tuple[str, ...], vault: str | None, color: str) -> int:
    """Remove what is kept to make the next run faster; the journal stays."""
    from vaultsync.cli.caching import remove_cache
    from vaultsync.cli.named import find_by_names
    from vaultsync.errors import VaultsyncError
    from vaultsync.locate import working_folder
    from vaultsync.report.terminal import escape

    found = find_by_names(vault, paths, working_folder())
    mend_crash(found, console(color))
    try:
        there = remove_cache(found.root_path)
    except OSError as error:
        raise VaultsyncError(
            f"the cache cannot be removed: {error}", "Remove .vaultsync/cache/ by hand."
        ) from None
    said = "removed what was kept for" if there else "nothing is kept for"
    console(color).say(escape(f"{said} {found.root}"))
    return 0
