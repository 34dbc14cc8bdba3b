"""`vaultsync apply`: carry out a plan that `sync -o` wrote."""

from __future__ import annotations

import click

from vaultsync.cli.common import config_digest, is_yes, open_vault, vault_command
from vaultsync.cli.sync import carry_out, show_plan
from vaultsync.errors import VaultsyncError


@click.command("apply")
@click.argument("plan_file", metavar="PLAN")
@vault_command
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--expect", type=int, metavar="N", help="Stop unless exactly N notes change.")
def command(plan_file: str, vault: str | None, color: str, yes: bool, expect: int | None) -> int:
    """Carry out a plan that `vaultsync sync -o PLAN` wrote.

    A plan is bound to the vault, its configuration, its lock and the bytes of
    each note: a note that changed since is left and named, and the others are
    written; exit code 1.
    """
    from pathlib import Path

    from vaultsync.report.terminal import plural
    from vaultsync.sync.plan_file import from_json

    opened = open_vault(vault, (), color)
    try:
        data = Path(plan_file).read_bytes()
    except OSError as error:
        raise VaultsyncError(
            f"{plan_file} cannot be read: {error.strerror}", "Make a plan: vaultsync sync -o PLAN"
        ) from None
    plan = from_json(data, plan_file)
    if plan.config != config_digest(opened.found):
        raise VaultsyncError(
            "the configuration changed since the plan was made",
            "Make the plan again: vaultsync sync -o",
        )
    show_plan(opened, plan)
    if expect is not None and expect != len(plan.changes):
        raise VaultsyncError(
            f"the plan changes {plural(len(plan.changes), 'note')}, and {expect} were expected",
            "Nothing was written.",
        )
    if plan.is_empty:
        opened.console.say("nothing to write")
        return int(bool(plan.left))
    if not is_yes("Write?", yes, opened.console):
        opened.console.say("nothing was written")
        return 1
    return carry_out(opened, plan, command="apply")
