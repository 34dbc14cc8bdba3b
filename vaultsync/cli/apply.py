"""`vaultsync apply`: carry out a plan that `sync -o` wrote."""

from __future__ import annotations

import click

from vaultsync.cli.common import is_yes
from vaultsync.cli.keeping import kept_lines
from vaultsync.cli.opening import config_digest, open_vault
from vaultsync.cli.options import vault_command
from vaultsync.cli.planning import cooked
from vaultsync.cli.sync import UnexpectedError, carry_out, show_plan
from vaultsync.config import CONFIG_NAME, DEFAULT_TRACKER
from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsync.cli.opening import Opened
    from vaultsync.sync.changes import Plan
    from vaultsync.sync.plan_file import KeptPlan


@click.command("apply")
@click.argument("plan_file", metavar="PLAN")
@vault_command
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--expect", type=int, metavar="N", help="Stop unless exactly N notes change.")
def command(plan_file: str, vault: str | None, color: str, yes: bool, expect: int | None) -> int:
    """Carry out a plan that `vaultsync sync -o PLAN` wrote.

    A plan is bound to the vault, its configuration, its lock and the bytes of
    each note: a note that changed since is left and named, and the others are
    written; exit code 1. Nothing is written that a sync would not write.
    """
    from vaultsync.disk.bounded import read_bounded
    from vaultsync.sync.plan_file import LARGEST_PLAN, from_json
    from vaultsync.text import plural

    opened = open_vault(vault, (), color, brings_tracker=True)
    try:
        data = read_bounded(plan_file, LARGEST_PLAN)
    except OSError as error:
        raise VaultsyncError(
            f"{plan_file} cannot be read: {error.strerror}", "Make a plan: vaultsync sync -o PLAN"
        ) from None
    kept = from_json(data, plan_file)
    plan = _made_again(opened, kept, plan_file)
    show_plan(opened, plan)
    _say_more(opened, kept, plan)
    if expect is not None and expect != len(plan.changes):
        verb = "was" if expect == 1 else "were"
        raise UnexpectedError(
            f"the plan changes {plural(len(plan.changes), 'note')}, and {expect} {verb} expected",
            "Nothing was written.",
        )
    if plan.is_empty:
        opened.console.say("nothing to write")
        return int(bool(plan.left))
    if not is_yes("Write?", yes, opened.console):
        opened.console.say("nothing was written")
        return 1
    return carry_out(opened, plan, command="apply")


def _made_again(opened: Opened, kept: KeptPlan, shown: str) -> Plan:
    """Return what a plan's file selects of the plan that its recipe makes here, now."""
    from vaultsync.sync.apply import feasible
    from vaultsync.sync.entry import sha256
    from vaultsync.sync.selection import check_bound, selected
    from vaultsync.sync.state import vault_identity
    from vaultsync.sync.system import System

    found = opened.found
    lock, tracker = opened.lock, kept.recipe.tracker
    if tracker and tracker != DEFAULT_TRACKER and tracker not in found.config.trackers:
        raise VaultsyncError(
            f"{shown} is about the tracker {tracker!r}, and there is none of that name "
            f"in {CONFIG_NAME}",
            "Nothing was written. Make the plan again: vaultsync sync -o PLAN",
        )
    check_bound(
        kept,
        vault_identity(found.root_path, System()),
        config_digest(found),
        None if lock is None else sha256(lock),
        shown,
    )

    def digest_of(path: str) -> str | None:
        note = opened.workspace.vault.note(path)
        return None if note is None else note.sha256

    plan = selected(kept, cooked(opened, kept.recipe), digest_of, shown)
    return feasible(found.root_path, plan)


def _say_more(opened: Opened, kept: KeptPlan, plan: Plan) -> None:
    """Say what a plan does beside the notes: how it was asked for, what it keeps and reads."""
    from vaultsync.report.terminal import escape
    from vaultsync.text import plural

    screen, recipe = opened.console, kept.recipe
    if recipe.words:
        screen.say(f"the plan was made with: {escape(recipe.words)}")
    for line in kept_lines(opened, plan, frozenset(recipe.keep_local)):
        screen.say(line)
    if recipe.sources:
        names = {name for name, _ in recipe.sources}
        reads = (read for side in opened.sides for read in side.lock.snapshot.sources)
        rows = sum(read.rows for read in reads if read.source in names)
        screen.say(
            f"this plan also takes a new reading of the tracker: {plural(rows, 'row')}, "
            f"from {', '.join(escape(name) for name in sorted(names))}"
        )
