"""`vaultsync undo`: take a write back, byte for byte."""

from __future__ import annotations

import click

from vaultsync.cli.common import is_yes, now
from vaultsync.cli.console import console
from vaultsync.cli.opening import mend_crash
from vaultsync.cli.options import vault_command
from vaultsync.cli.recording import take_back
from vaultsync.cli.trackers import lock_bytes


@click.command("undo")
@click.argument("entry", required=False, metavar="[ID]")
@vault_command
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--force",
    is_flag=True,
    help="Put back notes that changed since, too; what they say now stays in the journal.",
)
def command(entry: str | None, vault: str | None, color: str, yes: bool, force: bool) -> int:
    """Take a write back, byte for byte: the newest, or the one that `vaultsync log` names.

    A note that changed since is left as it is, and named; exit code 1. An undo
    is an entry of the log too, and can be taken back by its ID.
    """
    from vaultsync.locate import find_vault, working_folder
    from vaultsync.report.terminal import escape
    from vaultsync.sync.undo import find_entry, to_take_back, undo
    from vaultsync.text import plural

    found, screen = find_vault(vault, (), working_folder()), console(color)
    mend_crash(found, screen)
    chosen = find_entry(found.root_path, entry).entry
    files = to_take_back(found.root_path, found.lock_path, chosen.id, force)
    if not files and chosen.state == "done":
        screen.say(f"nothing to take back: all is as it was before {chosen.id}")
        return 0
    for path in files:
        screen.data(f"  {escape(path)}\n")
    question = f"Take back {chosen.id} ({plural(len(files), 'file')})?"
    if not is_yes(question, yes, screen):
        screen.say("nothing was taken back")
        return 1
    lock = lock_bytes(found)
    outcome = undo(found.root_path, found.lock_path, chosen.id, now(), force)
    if outcome.lock_written:
        take_back(found, lock, lock_bytes(found))
    for left in outcome.left:
        screen.say(f"left as it is: {escape(left.path)}: {escape(left.reason)}")
    if outcome.entry:
        done = len(outcome.written) + outcome.lock_written
        screen.say(f"took back {plural(done, 'file')} as {outcome.entry}")
    return int(bool(outcome.left))
