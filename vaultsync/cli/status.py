"""`vaultsync status`: each action on a line."""

from __future__ import annotations

import click

from vaultsync.cli.answers import answered
from vaultsync.cli.opening import asked_about, open_vault
from vaultsync.cli.options import (
    format_option,
    name_option,
    paths_argument,
    tracker_option,
    vault_command,
)
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsync.cli.opening import Opened
    from vaultsync.report.overview import Overview


@click.command("status")
@paths_argument
@vault_command
@tracker_option
@name_option
@format_option
def command(
    paths: tuple[str, ...],
    vault: str | None,
    color: str,
    tracker: tuple[str, ...],
    name: str | None,
    style: str,
) -> int:
    r"""Show each action: the vault's word, the tracker's word, and what is to do.

    Paths narrow what is shown to the actions whose homes lie there.

    Two letters stand between the words. The left one says what became of the
    vault's value since the last sync, the right one what a sync would do.

    \b
         agrees
      A  to be added
     DA  removed here, to be added again
      M  to be updated
     M   changed here
     MM  changed on both sides: never written unasked
     ?M  never synced: sync asks first
     K   kept here on purpose, by sync --keep-local
     F   the name holds something else
      ·  not in this snapshot
      -  not in the tracker
      ?  which row it is, is not certain
    """
    from vaultsync.report.by_tracker import of_each
    from vaultsync.report.status_json import status_json
    from vaultsync.report.status_text import status_text
    from vaultsync.report.terminal import Paint

    opened = open_vault(vault, paths, color, tracker, needs_tracker=True, name=name)
    screen, found = opened.console, overviews_of(opened)
    paint = Paint(screen.color)
    lines = (
        status_json(found)
        if style == "json"
        else of_each(found, lambda one: status_text(one, screen.width, paint), paint)
    )
    for line in lines:
        screen.data(line + "\n")
    return answered(opened, 0)


def overviews_of(opened: Opened) -> dict[str, Overview]:
    """Return, by tracker, the overview of the actions that the command was asked about."""
    from vaultsync.report.overview import overview

    vault = opened.workspace.vault

    def line_of(path: str, offset: int) -> int:
        note = vault.note(path)
        return note.lines.position(offset).line if note else 0

    return {side.name: overview(side, line_of) for side in asked_about(opened)}
