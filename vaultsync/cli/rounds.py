"""What a watch prints: what it begins with, and what each round brought."""

from __future__ import annotations

import os
import time
from itertools import islice

from vaultsync.diagnostic import Severity
from vaultsync.errors import ignoring
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.terminal import Paint, escape
from vaultsync.text import plural

if TYPE_CHECKING:
    from vaultsync.cli.opening import Opened
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.watching.watch import Round

_MOST = 20  # findings of one note, or files without any, that a round prints
_NOTES = 100  # files with findings that a round prints


def greet(opened: Opened) -> None:
    """Print what is watched, and how much is wrong."""
    workspace = opened.workspace
    notes = plural(len(workspace.vault.note_paths), "note")
    opened.console.data(f"watching {notes}{_held(opened)}; Ctrl-C stops\n")
    _totals(opened, workspace.diagnostics())


def _held(opened: Opened) -> str:
    """Return what the notes are held against, with the dates of the trackers."""
    read = [side for side in opened.workspace.sides if opened.asked in (None, side.name)]
    if not read:
        return ", without a tracker"
    dates = [side.lock.snapshot.read for side in read]
    if len(read) == 1:
        return f", tracker of {dates[0]}"
    each = (f"{side.name} of {date}" for side, date in zip(read, dates, strict=True))
    return f", trackers {', '.join(each)}"


def show(opened: Opened, each: Round) -> None:
    """Print what a round brought: findings by note, the mended ones first."""
    from vaultsync.report.check_concise import worded

    screen, paint = opened.console, Paint(opened.console.color)
    stamp = time.strftime("%H:%M:%S")
    lines: dict[str, list[str]] = {}
    for mark, findings in (("mended", each.went), ("new", each.appeared)):
        for found in findings:
            if _is_shown(opened, found):
                where = "" if mark == "mended" else f"{found.place.line}:{found.place.column} "
                word = paint.green("mended") if mark == "mended" else paint.yellow("new   ")
                text = f"{word}  {found.code}  {where}{worded(found)}"
                lines.setdefault(found.place.path, []).append(text)
    changed = [] if lines else [path for path in each.changed if opened.selected(path)]
    if len(changed) <= _MOST:
        changed = [path for path in changed if not _is_printed_to(opened, path)]
    for path in changed[:_MOST]:
        screen.data(f"{stamp}  {escape(path)}  no change in findings\n")
    if len(changed) > _MOST:
        more = plural(len(changed) - _MOST, "more file")
        screen.data(f"{stamp}  {more}  no change in findings\n")
    for path, texts in islice(lines.items(), _NOTES):
        screen.data(f"{stamp}  {paint.bold(escape(path))}\n")
        for text in texts[:_MOST]:
            screen.data(f"          {text}\n")
        if len(texts) > _MOST:
            screen.data(f"          and {plural(len(texts) - _MOST, 'more finding')}\n")
    if len(lines) > _NOTES:
        more = plural(len(lines) - _NOTES, "more file")
        screen.data(f"{stamp}  {more}: vaultsync check shows all that is found\n")
    if lines:
        _totals(opened, each.diagnostics)


def _is_printed_to(opened: Opened, path: str) -> bool:
    """Return whether a file of the vault is what we print to: each line would bring the next."""
    file = opened.found.root_path / path
    for output in (1, 2):
        with ignoring(OSError):
            if os.path.samestat(file.stat(), os.fstat(output)):
                return True
    return False


def _is_shown(opened: Opened, found: Diagnostic) -> bool:
    """Return whether a finding is one that the command was asked about."""
    asked = opened.asked
    return (asked is None or found.tracker in ("", asked)) and opened.selected(found.place.path)


def _totals(opened: Opened, diagnostics: tuple[Diagnostic, ...]) -> None:
    shown = [each.severity for each in diagnostics if _is_shown(opened, each)]
    errors, warnings = shown.count(Severity.ERROR), shown.count(Severity.WARNING)
    opened.console.data(f"          {plural(errors, 'error')}, {plural(warnings, 'warning')}\n")
