"""`vaultsync history`: what pulls changed, and the story of one action."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from vaultsync.cli.console import console
from vaultsync.cli.gather import name_option
from vaultsync.cli.opening import mend_crash
from vaultsync.cli.options import vault_command
from vaultsync.cli.trackers import lock_bytes, vocabulary_of
from vaultsync.errors import VaultsyncError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vaultsync.locate import Found
    from vaultsync.match.history import Event, History


@click.command("history")
@click.argument("action", required=False)
@vault_command
@name_option
@click.option(
    "--since", metavar="DATE", default="", help="Only what changed on or after 2026-11-21."
)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
def command(
    action: str | None, vault: str | None, color: str, name: str, since: str, style: str
) -> int:
    r"""Tell what the pulls of the tracker changed, or the story of one action.

    An ACTION is named as in the vault (Mission 3.2a) or in the tracker (3.2.a).

    \b
      vaultsync history 3.2.a
      vaultsync history --since 2026-10-01
    """
    from pathlib import Path

    from vaultsync.locate import find_vault
    from vaultsync.match.history import story

    if not re.fullmatch(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?", since):
        raise VaultsyncError(f"{since} is no date", "Write it as 2026-11-21, 2026-11 or 2026.")
    found, screen = find_vault(vault, (), Path.cwd()), console(color)
    mend_crash(found, screen)
    found.config.of(name)
    history = _history(found)
    events: Sequence[Event] = [event for event in history.events if event.tracker == name]
    if history.unread:
        screen.say(f"{history.unread} lines of the history were not understood and are left out")
    if action is not None:
        keys = _keys(action, name, events, found)
        events = story(events, keys)
        if not events:
            raise VaultsyncError(
                f"nothing is known of {action}",
                "Name an action as the vault or the tracker does: vaultsync history 3.2.a",
            )
    events = [event for event in events if event.time >= since]
    lines: Iterable[str]
    if style == "json":
        from vaultsync.report.history_json import history_json

        lines = history_json(events, name)
    else:
        from vaultsync.report.history_text import history_text
        from vaultsync.report.terminal import Paint

        lines = history_text(events, screen.width, Paint(screen.color), one=action is not None)
    for line in lines:
        screen.data(line + "\n")
    if not events:
        screen.say("nothing changed since then" if since else "no pull changed anything yet")
    return 0


def _history(found: Found) -> History:
    from vaultsync.match.history import HISTORY_NAME, History, read_history

    path = found.home / HISTORY_NAME
    try:
        return read_history(path.read_bytes())
    except FileNotFoundError:
        return History(())
    except OSError as error:
        raise VaultsyncError(
            f"{path} cannot be read: {error.strerror}", "Make it readable."
        ) from None


def _keys(action: str, name: str, events: Iterable[Event], found: Found) -> frozenset[str]:
    """Return the keys of the rows that an action's name means."""
    from vaultsync.match.labels import LabelPattern
    from vaultsync.tracker.lock import EMPTY_LOCK, read_lock
    from vaultsync.tracker.model import id_parts

    config = found.config.of(name)
    wanted = " ".join(action.split())
    label = LabelPattern(config.label).read(wanted)
    ids = {id_parts(wanted), label.id if label else id_parts(wanted)}
    keys = {
        key
        for event in events
        for key in (event.key, event.was)
        if key and (key == wanted or (not key.startswith("~") and id_parts(key) in ids))
    }
    data = lock_bytes(found)
    lock = read_lock(data, vocabulary_of(config), name) if data is not None else EMPTY_LOCK
    for identity in lock.identities:
        if identity.action == wanted and identity.how != "rejected":
            keys.add(identity.key)
    return frozenset(keys)
