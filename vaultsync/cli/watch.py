"""`vaultsync watch`: judge notes as they are saved."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from vaultsync.cli.common import open_vault, paths_argument, tracker_option, vault_command
from vaultsync.diagnostic import Severity
from vaultsync.errors import VaultsyncError
from vaultsync.report.terminal import Paint

if TYPE_CHECKING:
    from vaultsync.cli.common import Opened
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.watch import Round

_MOST = 20  # findings of one note that a round prints


@click.command("watch")
@paths_argument
@vault_command
@tracker_option
@click.option(
    "--sync", "writes", is_flag=True, help="Write what the tracker says, when it is quiet."
)
def command(
    paths: tuple[str, ...], vault: str | None, color: str, tracker: tuple[str, ...], writes: bool
) -> int:
    """Judge notes as they are saved: what appeared, and what is mended.

    Ctrl-C stops. With --sync, what a `vaultsync sync` would write unasked is
    written as well, once a note has been left alone for a few seconds.
    """
    opened = open_vault(vault, paths, color, tracker, needs_tracker=writes)
    watching = _Watching(opened, tracker, writes)
    try:
        watching.run()
    except KeyboardInterrupt:
        opened.console.say("")
    return 0


class _Watching:
    """One run of `watch`: what it prints, reloads and writes."""

    def __init__(self, opened: Opened, tracker: tuple[str, ...], writes: bool) -> None:
        self._opened = opened
        self._tracker = tracker
        self._writes = writes
        self._paint = Paint(opened.console.color)

    def run(self) -> None:
        from pathlib import Path

        from vaultsync.watch import Events, rounds

        found, workspace = self._opened.found, self._opened.workspace
        outside = {str(found.lock_path), *(str(Path.cwd() / file) for file in self._tracker)}
        if found.config_path:
            outside.add(str(found.config_path))
        try:
            events = Events(str(found.root), frozenset(outside), found.config.config_folder)
            events.__enter__()
        except OSError as error:
            raise VaultsyncError(
                f"{found.root} cannot be watched: {error.strerror}",
                "On Linux the limit may be too low: sysctl fs.inotify.max_user_watches",
            ) from None
        try:
            self._greet()
            for each in rounds(workspace, events, self._reload, time.monotonic):
                if each is not None:
                    self._show(each)
                if self._writes:
                    self._write(each)
        finally:
            events.__exit__()

    def _greet(self) -> None:
        workspace = self._opened.workspace
        notes = len(workspace.vault.note_paths)
        tracker = workspace.tracker
        held = f", tracker of {tracker.lock.snapshot.read}" if tracker else ", without a tracker"
        self._opened.console.data(f"watching {notes} notes{held}; Ctrl-C stops\n")
        self._totals(workspace.diagnostics())

    def _show(self, each: Round) -> None:
        """Print what a round brought: findings by note, the mended ones first."""
        from vaultsync.report.terminal import escape, plural

        screen, paint = self._opened.console, self._paint
        stamp = time.strftime("%H:%M:%S")
        lines: dict[str, list[str]] = {}
        for mark, findings in (("mended", each.went), ("new", each.appeared)):
            for found in findings:
                if self._opened.selected(found.place.path):
                    where = "" if mark == "mended" else f"{found.place.line}:{found.place.column} "
                    word = paint.green("mended") if mark == "mended" else paint.yellow("new   ")
                    text = f"{word}  {found.code}  {where}{escape(found.message)}"
                    lines.setdefault(found.place.path, []).append(text)
        for path in each.changed:
            if not lines and self._opened.selected(path):
                screen.data(f"{stamp}  {escape(path)}  no change in findings\n")
        for path, texts in lines.items():
            screen.data(f"{stamp}  {paint.bold(escape(path))}\n")
            for text in texts[:_MOST]:
                screen.data(f"          {text}\n")
            if len(texts) > _MOST:
                screen.data(f"          and {plural(len(texts) - _MOST, 'more finding')}\n")
        if lines:
            self._totals(each.diagnostics)

    def _totals(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        from vaultsync.report.terminal import plural

        shown = [each.severity for each in diagnostics if self._opened.selected(each.place.path)]
        errors, warnings = shown.count(Severity.ERROR), shown.count(Severity.WARNING)
        self._opened.console.data(
            f"          {plural(errors, 'error')}, {plural(warnings, 'warning')}\n"
        )
