"""The options that several commands take."""

from __future__ import annotations

import click

from vaultsync.cli.caching import Wish
from vaultsync.config import FAIL_ON, is_config_folder
from vaultsync.lean.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

paths_argument = click.argument("paths", nargs=-1, metavar="[PATH]...")
vault_option = click.option(
    "--vault",
    metavar="FOLDER",
    help="The vault; otherwise the one around the paths, or around this folder.",
)
color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="When to colour output; auto does on a terminal.",
)
no_cache_option = click.option(
    "--no-cache",
    is_flag=True,
    expose_value=False,
    callback=lambda ctx, param, value: setattr(Wish, "anew", value),
    help="Read every note anew; keep nothing for the next run.",
)
tracker_option = click.option(
    "--tracker",
    multiple=True,
    metavar="FILE",
    help="Hold the vault against this file, for this run, instead of the lock.",
)
name_option = click.option(
    "--name",
    metavar="NAME",
    help="Only this tracker: [tracker.NAME] in vaultsync.toml; all of them otherwise.",
)
config_folder_option = click.option(
    "--config-folder",
    metavar="NAME",
    callback=lambda ctx, param, value: _config_folder(value),
    help="Where Obsidian keeps its settings, if not in .obsidian or as vaultsync.toml says.",
)
output_option = click.option(
    "-o", "--output", metavar="FILE", help="Write to a file, not to the terminal."
)
format_option = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For reading, or for other programs.",
)
fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help="The least severity for which the exit code is 1; warning, if vaultsync.toml says none.",
)


def _config_folder(name: str | None) -> str | None:
    if name is not None and not is_config_folder(name):
        raise click.BadParameter(f"{name!r} is no folder name that starts with a dot")
    return name


def vault_command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every command about a vault takes."""
    return vault_option(color_option(no_cache_option(function)))
