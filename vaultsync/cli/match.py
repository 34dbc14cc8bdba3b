"""`vaultsync match`: show which note is which row, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vaultsync.cli.common import open_vault, tracker_option, vault_command
from vaultsync.errors import VaultsyncError

if TYPE_CHECKING:
    from vaultsync.match.alignment import ActionMatch, Alignment


@click.command("match")
@click.argument("actions", nargs=-1, metavar="[ACTION]...")
@vault_command
@tracker_option
def command(
    actions: tuple[str, ...], vault: str | None, color: str, tracker: tuple[str, ...]
) -> int:
    r"""Show which note is which row of the tracker, and why.

    Without an ACTION all pairs are listed; with one, the evidence is shown and
    how the two texts differ. An action is named by its label, its note or the
    key of its row.

    \b
      vaultsync match
      vaultsync match "Mission 3.1d"
      vaultsync match ~5c1f09aa
    """
    from vaultsync.report.match_text import match_list, match_one
    from vaultsync.report.terminal import Paint

    opened = open_vault(vault, (), color, tracker, needs_tracker=True)
    published, screen = opened.published, opened.console
    snapshot, paint = published.lock.snapshot, Paint(screen.color)
    if not actions:
        for line in match_list(published.alignment, snapshot, screen.width, paint):
            screen.data(line + "\n")
        return 0
    for number, name in enumerate(actions):
        if number:
            screen.data("\n")
        for line in match_one(_named(name, published.alignment), snapshot, screen.width, paint):
            screen.data(line + "\n")
    return 0


def _named(name: str, alignment: Alignment) -> ActionMatch:
    """Return the action of a name: its label, its note or the key of its row."""
    from vaultsync.tracker.model import id_parts

    plain = name.strip().removesuffix(".md").casefold()
    for match in alignment.actions:
        names = {match.action.casefold()}
        if match.home:
            names.add(match.home.path.removesuffix(".md").casefold())
        if match.pair:
            names.add(match.pair.row.key.casefold())
        if match.label:
            names.add(".".join(match.label.id))
        if plain in names or (match.label and id_parts(name) == match.label.id):
            return match
    import difflib

    known = [match.action for match in alignment.actions]
    near = difflib.get_close_matches(name, known, n=1)
    remedy = f"Did you mean {near[0]}?" if near else "List them: vaultsync match"
    raise VaultsyncError(f"no action {name!r} in this vault", remedy)
