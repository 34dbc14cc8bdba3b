"""`vaultsync check`: say where vault and tracker disagree, and what is broken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from vaultsync.cli.answers import answered
from vaultsync.cli.opening import check_codes, codes_of, open_vault
from vaultsync.cli.options import (
    config_folder_option,
    fail_on_option,
    name_option,
    paths_argument,
    tracker_option,
    vault_command,
)
from vaultsync.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vaultsync.cli.opening import Opened
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.report.summary import Standing


def _codes(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    codes = tuple(code for part in value for code in part.replace(",", " ").split())
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
    type=click.Choice(["full", "concise", "json"]),
    default="full",
    help="How to print what is found.",
)
@click.option("--select", multiple=True, callback=_codes, metavar="CODES", help="Only these rules.")
@click.option("--ignore", multiple=True, callback=_codes, metavar="CODES", help="Not these rules.")
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

    Paths narrow what is reported, never what is read. Exit code 1 when a
    finding reaches --fail-on (default: warning).

    \b
      vaultsync check                        the vault around this folder
      vaultsync check notes --select T       only agreement with the tracker
      vaultsync check --format json | jq     for other programs
      vaultsync check --fix                  mend what can be mended safely
    """
    if unsafe_fixes and not (fix or diff):
        raise click.UsageError("--unsafe-fixes goes with --fix, or with --diff to look first.")
    check_codes((*select, *ignore))
    texts: dict[str, bytes | None] | None = {} if fix or diff else None
    opened = open_vault(
        vault, paths, color, tracker, texts=texts, config_folder=config_folder, name=name
    )
    check_codes(codes_of(opened.found.config))
    if texts is not None:
        from vaultsync.cli.fixing import carry_out_fixes, fixes_for, show_fixes

        fixes = fixes_for(opened, texts, select, ignore, unsafe_fixes)
        if diff:
            return show_fixes(opened, fixes)
        carry_out_fixes(opened, fixes)
    found = [
        diagnostic
        for diagnostic in opened.workspace.diagnostics(select, ignore)
        if _is_asked_for(diagnostic, opened)
    ]
    _print(found, opened, style, as_named(paths, vault, tracker, name))
    if not opened.names:
        opened.console.say(
            "vaultsync: there is no tracker, so agreement was not checked; "
            "read one: vaultsync pull PAGE.txt"
        )
    return answered(opened, int(reaches(found, fail_on or opened.found.config.fail_on)))


def as_named(
    paths: tuple[str, ...], vault: str | None, tracker: tuple[str, ...], name: str | None = None
) -> str:
    """Return how the user named vault and tracker, for the commands that the output proposes."""
    import shlex

    words = ["--vault", vault] if vault else []
    words += paths
    for file in tracker:
        words += ["--tracker", file]
    words += ["--name", name] if name else []
    return shlex.join(words)


def reaches(found: list[Diagnostic], fail_on: str) -> bool:
    """Return whether a diagnostic is at least as severe as `fail_on` says."""
    if fail_on == "never":
        return False
    least = Severity[fail_on.upper()]
    return any(diagnostic.severity >= least for diagnostic in found)


def _is_asked_for(diagnostic: Diagnostic, opened: Opened) -> bool:
    # What has no note is placed in the lock or the tracker file, and shows only
    # when nothing narrower than the vault was named.
    if opened.asked is not None and diagnostic.tracker not in ("", opened.asked):
        return False
    return opened.selected(diagnostic.place.path)


def line_of(opened: Opened) -> Callable[[str, int], str | None]:
    """Return what quotes a line of a note, or of the tracker file, in a report."""

    def line(path: str, number: int) -> str | None:
        note = opened.workspace.vault.note(path)
        return note.lines.line_text(number) if note else None

    return line


def _standings(opened: Opened) -> Iterator[tuple[str, Standing]]:
    """Yield how what the command is about stands to each tracker."""
    from vaultsync.report.summary import standing

    tallies = opened.workspace.tallies
    for tracker in opened.workspace.trackers:
        if opened.asked in (None, tracker.name):
            actions = tallies[tracker.name]
            if opened.found.selection:
                actions = tuple(
                    each for each in actions if each.path and opened.selected(each.path)
                )
            yield tracker.name, standing(actions, tracker.lock.snapshot)


def _print(found: list[Diagnostic], opened: Opened, style: str, named: str) -> None:
    from vaultsync.report.summary import summarised
    from vaultsync.report.terminal import Paint

    screen = opened.console
    notes = sum(opened.selected(path) for path in opened.workspace.vault.note_paths)
    summary = summarised(found, notes, dict(_standings(opened)))
    paint = Paint(screen.color)
    if style == "json":
        from vaultsync.report.check_json import check_json

        lines = check_json(found, summary, several=len(opened.names) > 1)
    elif style == "concise":
        from vaultsync.report.check_concise import check_concise

        lines = check_concise(found, paint)
    else:
        from vaultsync.report.check_full import check_full

        lines = check_full(found, summary, line_of(opened), named, screen.width, paint)
    for line in lines:
        screen.data(line + "\n")
