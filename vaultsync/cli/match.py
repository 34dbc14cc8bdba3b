"""`vaultsync match`: show which note is which row, and why; and settle what is in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vaultsync.cli.common import now
from vaultsync.cli.opening import open_vault
from vaultsync.cli.options import tracker_option, vault_command
from vaultsync.cli.trackers import TrackerMissingError, lock_bytes, no_tracker, vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from vaultsync.cli.opening import Opened
    from vaultsync.match.decisions import Answer, Decision
    from vaultsync.tracker.entries import Identity


@click.command("match")
@click.argument("actions", nargs=-1, metavar="[ACTION]...")
@vault_command
@tracker_option
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
@click.option("--reason", default="", help="Why, for --accept, --reject and --review.")
def command(
    actions: tuple[str, ...],
    vault: str | None,
    color: str,
    tracker: tuple[str, ...],
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
    opened = open_vault(vault, (), color, tracker, needs_tracker=True)
    if review:
        from vaultsync.cli.review import walk

        return walk(opened, actions, lambda decision: _write_decisions(opened, [decision], reason))
    if settles:
        return _settle(opened, accept, reject, forget, reason)
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
    from vaultsync.match.decisions import action_named
    from vaultsync.report.match_text import match_list, match_one
    from vaultsync.report.terminal import Paint

    published, screen = opened.published, opened.console
    snapshot, paint = published.lock.snapshot, Paint(screen.color)
    if not actions:
        for line in match_list(published.alignment, snapshot, screen.width, paint):
            screen.data(line + "\n")
    for number, name in enumerate(actions):
        if number:
            screen.data("\n")
        found = action_named(name, published.alignment)
        for line in match_one(found, snapshot, screen.width, paint):
            screen.data(line + "\n")


def _settle(
    opened: Opened,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    forget: tuple[str, ...],
    reason: str,
) -> int:
    """Write decisions into the lock, all or none, and say which."""
    from vaultsync.match.decisions import decided, forgotten
    from vaultsync.report.terminal import escape

    decisions = [_read_decision(each, "accepted", opened) for each in accept]
    decisions += [_read_decision(each, "rejected", opened) for each in reject]
    alignment, screen = opened.published.alignment, opened.console

    def change(known: tuple[Identity, ...]) -> tuple[Identity, ...]:
        return decided(forgotten(known, forget, alignment), decisions, now()[:10], reason)

    _write_identities(opened, change)
    for name in forget:
        screen.say(f"{escape(name)}: what was settled is forgotten")
    for decision in decisions:
        verb = "is" if decision.answer == "accepted" else "is not"
        screen.say(f"{escape(decision.action)} {verb} row {escape(decision.row.key)}")
    screen.say(f"wrote {escape(str(opened.found.lock_path))}")
    return 0


def _read_decision(text: str, answer: Answer, opened: Opened) -> Decision:
    """Return what `ACTION=KEY` says. Raises `click.UsageError` and `DecisionError`."""
    from vaultsync.match.decisions import Decision, action_named, row_named

    name, _, key = text.rpartition("=")
    if not name.strip() or not key.strip():
        raise click.UsageError(f"{text!r} is not ACTION=KEY, as in 'Mission 3.2e=~19e7'.")
    match = action_named(name, opened.published.alignment)
    return Decision(match.action, row_named(key, opened.published.lock.snapshot.rows), answer)


def _write_decisions(opened: Opened, decisions: list[Decision], reason: str) -> None:
    from vaultsync.match.decisions import decided

    _write_identities(opened, lambda known: decided(known, decisions, now()[:10], reason))


def _write_identities(
    opened: Opened, change: Callable[[tuple[Identity, ...]], tuple[Identity, ...]]
) -> None:
    """Change who is who in the lock as it is now, and hold the vault against it."""
    from vaultsync.sync.apply import replace_lock
    from vaultsync.tracker.lock import read_lock, write_lock
    from vaultsync.workspace import Tracker

    found = opened.found
    old, vocabulary = lock_bytes(found), vocabulary_of(found.config)
    if old is None:
        raise TrackerMissingError(*no_tracker(found))
    lock = read_lock(old, vocabulary)
    new = write_lock(lock._replace(identities=change(lock.identities)), old)
    if new != old:
        replace_lock(found.lock_path, new)
    now_held = read_lock(new, vocabulary)
    opened.workspace.hold_against(
        Tracker(found.lock_shown, now_held, now_held.row_lines, vocabulary)
    )
