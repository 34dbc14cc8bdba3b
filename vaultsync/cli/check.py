"""`vaultsync check`: say where vault and tracker disagree, and what is broken."""

from __future__ import annotations

import re

import click

from vaultsync.cli.checking import STYLES, check
from vaultsync.cli.options import (
    config_folder_option,
    fail_on_option,
    name_option,
    paths_argument,
    tracker_option,
    vault_command,
)


def _codes(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    codes = tuple(code for part in value for code in part.upper().replace(",", " ").split())
    for code in codes:
        if not re.fullmatch(r"[A-Z]\d{0,3}", code):
            raise click.BadParameter(f"{code!r} is no code or beginning of one, such as T2 or L401")
    return codes


@click.command("check")
@paths_argument
@vault_command
@tracker_option
@name_option
@click.option(
    "--format",
    "style",
    type=click.Choice(STYLES),
    default=STYLES[0],
    show_default=True,
    help="How to print what is found.",
)
@click.option(
    "--select",
    multiple=True,
    callback=_codes,
    metavar="CODES",
    help="Only these rules: codes or their beginnings, as in T2,L401.",
)
@click.option(
    "--ignore",
    multiple=True,
    callback=_codes,
    metavar="CODES",
    help="Not these rules; where both name one, the longer code counts.",
)
@fail_on_option
@config_folder_option
@click.option("--fix", is_flag=True, help="Make the safe fixes; undo takes them back.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: the unsafe ones too.")
@click.option("--diff", is_flag=True, help="Only show what --fix would write; exit 1 if anything.")
def command(
    paths: tuple[str, ...],
    vault: str | None,
    color: str,
    tracker: tuple[str, ...],
    name: str | None,
    style: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    config_folder: str | None,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
) -> int:
    r"""Say where vault and tracker disagree, and what is broken.

    Paths, or names of notes, narrow what is reported, never what is read. Exit code 1 when a
    finding reaches --fail-on.

    \b
      vaultsync check                        the vault around this folder
      vaultsync check notes --select T       only agreement with the tracker
      vaultsync check --format json | jq     for other programs
      vaultsync check --fix                  mend what can be mended safely
    """
    if unsafe_fixes and not (fix or diff):
        raise click.UsageError("--unsafe-fixes goes with --fix, or with --diff to look first.")
    return check(
        paths,
        vault,
        color,
        tracker,
        name,
        style,
        select,
        ignore,
        fail_on,
        config_folder,
        fix=fix,
        unsafe_fixes=unsafe_fixes,
        diff=diff,
    )
