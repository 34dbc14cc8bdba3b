"""`vaultsync report`: the mismatched and the missing, for others to read."""

from __future__ import annotations

import click

from vaultsync.cli.common import (
    open_vault,
    output_option,
    paths_argument,
    tracker_option,
    vault_command,
    write_output,
)
from vaultsync.cli.status import overview_of


@click.command("report")
@paths_argument
@vault_command
@tracker_option
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "html", "csv", "json"]),
    default="text",
    help="html is one file with a chart that needs nothing else.",
)
@output_option
def command(
    paths: tuple[str, ...],
    vault: str | None,
    color: str,
    tracker: tuple[str, ...],
    style: str,
    output: str | None,
) -> int:
    r"""Write the mismatched and the missing, by mission, for others to read.

    \b
      vaultsync report --format html -o report.html
    """
    opened = open_vault(vault, paths, color, tracker, needs_tracker=True)
    found, screen = overview_of(opened), opened.console
    if style == "text":
        from vaultsync.report.report_text import report_text
        from vaultsync.report.terminal import Paint

        paint = Paint(screen.color and output is None)
        lines = report_text(found, screen.width, paint)
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

        lines = iter(report_json(found))
    write_output(screen, "".join(line + "\n" for line in lines), output)
    return 0
