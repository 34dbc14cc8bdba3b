"""`vaultsync log`: list what was written, when and why."""

from __future__ import annotations

import click

from vaultsync.cli.console import console
from vaultsync.cli.opening import mend_crash
from vaultsync.cli.options import vault_command
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.report.terminal import Paint
    from vaultsync.sync.entry import JournalError
    from vaultsync.sync.undo import LogEntry


@click.command("log")
@click.argument("entries", nargs=-1, metavar="[ID]...")
@vault_command
def command(entries: tuple[str, ...], vault: str | None, color: str) -> int:
    """List what was written into the vault, newest first; with an ID, every file and why.

    Times are in UTC, as those in the lock are.
    """
    from vaultsync.locate import find_vault, working_folder
    from vaultsync.report.terminal import Paint, escape
    from vaultsync.sync.undo import FOREIGN, find_entry, log

    found, screen = find_vault(vault, (), working_folder()), console(color)
    mend_crash(found, screen)
    paint = Paint(screen.color)
    if entries:
        for ident in entries:
            for line in _whole(find_entry(found.root_path, ident), paint):
                screen.data(line + "\n")
        return 0
    damaged: dict[str, JournalError] = {}
    foreign: list[str] = []
    logged = log(found.root_path, damaged=damaged, foreign=foreign)
    for each in reversed(logged):
        screen.data(_line(each, paint) + "\n")
    for error in damaged.values():
        for line in (f"warning: {error.message}", *error.remedy.splitlines()):
            screen.say(escape(line))
    if foreign:
        count = plural(len(foreign), "entry", "entries")
        screen.say(f"warning: the journal holds {count} of another vault, up to {foreign[-1]}")
        screen.say(f"{FOREIGN}.")
    elif not logged and not damaged:
        screen.say(f"nothing was written into {escape(found.root)} yet")
    return 0


def _line(logged: LogEntry, paint: Paint) -> str:
    from vaultsync.report.terminal import escape, moment

    entry = logged.entry
    notes = plural(sum(record.role == "note" for record in entry.written()), "note")
    locked = any(record.role == "lock" for record in entry.written())
    what = f"{notes} and the lock" if locked else notes
    state = "" if logged.state == "done" else f"  ({logged.state.replace('-', ' ')})"
    return f"{paint.bold(entry.id)}  {moment(entry.time)}  {escape(entry.command)}: {what}{state}"


def _whole(logged: LogEntry, paint: Paint) -> Iterator[str]:
    from vaultsync.report.terminal import escape

    yield _line(logged, paint)
    for number, record in enumerate(logged.entry.files):
        left = logged.entry.left.get(number)
        yield f"  {escape(record.path)}" + (f"  (left: {escape(left)})" if left else "")
        for why in record.why:
            yield f"    {escape(why)}"
