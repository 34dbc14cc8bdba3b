"""`vaultsync match`: show which note is which row, and why; and settle what is in doubt."""

from __future__ import annotations

import click

from vaultsync.cli.common import now
from vaultsync.cli.opening import open_vault
from vaultsync.cli.options import name_option, tracker_option, vault_command
from vaultsync.cli.settling import Settled, actions_named, settle, write_identities
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.cli.opening import Opened
    from vaultsync.rules.rule import Published


@click.command("match")
@click.argument("actions", nargs=-1, metavar="[ACTION]...")
@vault_command
@tracker_option
@name_option
@click.option("--review", is_flag=True, help="Walk the doubtful pairs, and settle each.")
@click.option(
    "--accept", multiple=True, metavar="ACTION=KEY", help="The action is the row of this key."
)
@click.option(
    "--reject", multiple=True, metavar="ACTION=KEY", help="The action is not the row of this key."
)
@click.option(
    "--forget", multiple=True, metavar="ACTION", help="Forget what was settled for the action."
)
@click.option(
    "--reason", metavar="TEXT", default="", help="Why, for --accept, --reject and --review."
)
def command(
    actions: tuple[str, ...],
    vault: str | None,
    color: str,
    tracker: tuple[str, ...],
    name: str | None,
    review: bool,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    forget: tuple[str, ...],
    reason: str,
) -> int:
    r"""Show which note is which row of the tracker, and why; settle what is in doubt.

    Without an ACTION all pairs are listed; with one, the evidence is shown and
    how the two texts differ. An action is named by its label, its note or the
    key of its row; a row by its key or the beginning of it.

    What is settled stands in vaultsync.lock, with the row's text at that time.

    \b
      vaultsync match
      vaultsync match "Mission 3.1d"
      vaultsync match --review
      vaultsync match --accept "Mission 3.2e=~19e7" --reason "asked the publisher"
    """
    settles = bool(accept or reject or forget)
    _check_usage(actions, tracker, review, settles, reason)
    opened = open_vault(vault, (), color, tracker, needs_tracker=True, name=name)
    if review:
        from vaultsync.cli.review import walk

        return walk(opened, actions, lambda one: _write_decision(opened, one, reason))
    if settles:
        return settle(opened, accept, reject, forget, reason)
    _show(opened, actions)
    return 0


def _check_usage(
    actions: tuple[str, ...], tracker: tuple[str, ...], review: bool, settles: bool, reason: str
) -> None:
    """Raise `click.UsageError` where what was asked for does not go together."""
    if (review or settles) and tracker:
        raise click.UsageError("Decisions are kept in the lock: leave --tracker out, or pull it.")
    if review and settles:
        raise click.UsageError("--review asks for each decision: leave the others out.")
    if settles and actions:
        raise click.UsageError("Name the action in the decision: --accept ACTION=KEY.")
    if reason and not (review or settles):
        raise click.UsageError("--reason belongs to a decision: --accept, --reject or --review.")


def _show(opened: Opened, actions: tuple[str, ...]) -> None:
    from vaultsync.report.by_tracker import heading, of_each
    from vaultsync.report.match_text import match_list, match_one, rejections
    from vaultsync.report.terminal import Paint

    screen = opened.console
    paint, sides = Paint(screen.color), {side.name: side for side in opened.sides}
    if not actions:

        def listed(side: Published) -> Iterable[str]:
            return match_list(side.alignment, side.lock.snapshot, screen.width, paint)

        for line in of_each(sides, listed, paint):
            screen.data(line + "\n")
    found = [each for action in actions for each in actions_named(action, opened).items()]
    for number, (name, match) in enumerate(found):
        if number:
            screen.data("\n")
        if len(sides) > 1:
            screen.data(heading(name, paint) + "\n")
        lock = sides[name].lock
        for line in match_one(match, lock.snapshot, screen.width, paint):
            screen.data(line + "\n")
        for line in rejections(match.action, lock.identities, screen.width):
            screen.data(line + "\n")


def _write_decision(opened: Opened, one: Settled, reason: str) -> None:
    from vaultsync.match.rows.decisions import decided

    write_identities(
        opened,
        {one.tracker: lambda known: decided(known, [one.decision], now()[:10], reason)},
    )
