"""`vaultsync report`: the mismatched and the missing, for others to read."""

from __future__ import annotations

import click

from vaultsync.cli.common import write_output
from vaultsync.cli.opening import open_vault
from vaultsync.cli.options import (
    name_option,
    output_option,
    paths_argument,
    tracker_option,
    vault_command,
)
from vaultsync.cli.status import overviews_of
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.cli.console import Console
    from vaultsync.cli.opening import Opened

_ENDINGS = {"md": "markdown", "html": "html", "htm": "html", "csv": "csv", "json": "json"}


@click.command("report")
@paths_argument
@vault_command
@tracker_option
@name_option
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "html", "csv", "json"]),
    help="By the end of -o, if not said, else text; html is one file with a chart that needs "
    "nothing else.",
)
@click.option(
    "--corrections",
    is_flag=True,
    help="What the publisher may want to mend, as Markdown or CSV: by --format, or the end of -o.",
)
@output_option
def command(
    paths: tuple[str, ...],
    vault: str | None,
    color: str,
    tracker: tuple[str, ...],
    name: str | None,
    style: str | None,
    corrections: bool,
    output: str | None,
) -> int:
    r"""Write the mismatched and the missing, by mission, for others to read.

    \b
      vaultsync report -o report.html
      vaultsync report --corrections -o to-the-publisher.md
    """
    ending = _ENDINGS.get((output or "").rpartition(".")[2].lower())
    if corrections:
        _check_corrections(paths, style or ending)
    style = style or ending or ("markdown" if corrections else "text")
    opened = open_vault(vault, paths, color, tracker, needs_tracker=True, name=name)
    if corrections:
        _write(opened.console, _corrections(opened, style), output)
        return 0
    found, screen = overviews_of(opened), opened.console
    lines: Iterable[str]
    if style == "text":
        from vaultsync.report.by_tracker import of_each
        from vaultsync.report.report_text import report_text
        from vaultsync.report.terminal import Paint

        paint = Paint(screen.color and output is None)
        lines = of_each(found, lambda one: report_text(one, screen.width, paint), paint)
    elif style == "markdown":
        from vaultsync.report.report_markdown import report_markdown

        lines = report_markdown(found)
    elif style == "html":
        from vaultsync.report.report_html import report_html

        lines = report_html(found)
    elif style == "csv":
        from vaultsync.report.report_csv import report_csv

        lines = report_csv(found)
    else:
        from vaultsync.report.report_json import report_json

        lines = report_json(found)
    _write(screen, "".join(line + "\n" for line in lines), output)
    return 0


def _write(screen: Console, text: str, output: str | None) -> None:
    write_output(screen, text, output)
    if output not in (None, "-"):
        screen.say(f"wrote {output}")


def _check_corrections(paths: tuple[str, ...], style: str | None) -> None:
    if paths:
        raise click.UsageError("--corrections is about the whole list: name no paths.")
    if style not in (None, "text", "markdown", "csv"):
        raise click.UsageError("--corrections is written as markdown or csv.")


def _corrections(opened: Opened, style: str) -> str:
    """Return what the publisher may want to mend, as text of a style."""
    from vaultsync.report.corrections import corrections, corrections_csv, corrections_markdown

    found = {
        side.name: corrections(side.lock, side.alignment, side.vocabulary) for side in opened.sides
    }
    if style == "csv":
        return "".join(line + "\n" for line in corrections_csv(found))
    snapshots = {side.name: side.lock.snapshot for side in opened.sides}
    return "".join(line + "\n" for line in corrections_markdown(found, snapshots))
