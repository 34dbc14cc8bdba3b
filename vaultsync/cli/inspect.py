"""`vaultsync inspect`: show all that is seen in a note."""

from __future__ import annotations

import click

from vaultsync.cli.answers import answered
from vaultsync.cli.opening import Opened, open_vault
from vaultsync.cli.options import config_folder_option, vault_command
from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@click.command("inspect")
@click.argument("notes", nargs=-1, metavar="[NOTE]...")
@vault_command
@config_folder_option
@click.option("--all", "everything", is_flag=True, help="Every note and canvas of the vault.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="json: one note; jsonl: one note a line.",
)
def command(
    notes: tuple[str, ...],
    vault: str | None,
    color: str,
    config_folder: str | None,
    everything: bool,
    style: str,
) -> int:
    r"""Show all that vaultsync sees in notes: properties, tags, headings, blocks, links.

    A NOTE is a path, or a note's name as links have it, where only one has it.

    \b
      vaultsync inspect "Mission 3.1"
      vaultsync inspect --all --format jsonl
    """
    if not notes and not everything:
        raise click.UsageError("Name a note, or say --all.")
    opened = open_vault(vault, notes, color, config_folder=config_folder)
    paths = _paths(opened, everything)
    if not paths:
        where = opened.found.root if everything else "what was named"
        raise VaultsyncError(
            f"there is no note in {where}", "Name a note, or the vault with --vault."
        )
    if style == "json" and len(paths) > 1:
        raise click.UsageError("--format json shows one note; use --format jsonl for several.")
    _print(opened, paths, style)
    return answered(opened, 0)


def _paths(opened: Opened, everything: bool) -> list[str]:
    vault = opened.workspace.vault
    return [path for path in vault.source_paths if everything or opened.selected(path)]


def _print(opened: Opened, paths: list[str], style: str) -> None:
    from vaultsync.report.inspect_json import inspected
    from vaultsync.report.inspect_text import inspect_text
    from vaultsync.report.machine import json_object, json_text
    from vaultsync.report.terminal import Paint

    screen, vault = opened.console, opened.workspace.vault
    for path in paths:
        if style == "text":
            for line in inspect_text(vault, path, screen.width, Paint(screen.color)):
                screen.data(line + "\n")
        elif style == "jsonl":
            screen.data(json_text(inspected(vault, path)) + "\n")
        else:
            seen = inspected(vault, path)
            lists: dict[str, Iterable[object]] = {
                key: value for key, value in seen.items() if isinstance(value, list)
            }
            head = {key: value for key, value in seen.items() if key not in lists}
            for line in json_object(head, lists):
                screen.data(line + "\n")
