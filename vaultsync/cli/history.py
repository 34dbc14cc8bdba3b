"""`vaultsync history`: what pulls changed, and the story of one action."""

from __future__ import annotations

import re

import click

from vaultsync.cli.console import console
from vaultsync.cli.opening import mend_crash
from vaultsync.cli.options import format_option, name_option, vault_command
from vaultsync.cli.trackers import check_name, names_in_use, read_document, vocabulary_of
from vaultsync.config import DEFAULT_TRACKER
from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.locate import Found
    from vaultsync.match.rows.history import Event, History


@click.command("history")
@click.argument("action", required=False)
@vault_command
@name_option
@click.option(
    "--since",
    metavar="DATE",
    default="",
    help="Only what changed since then: a day, month or year in UTC, as in 2026-11-21.",
)
@format_option
def command(
    action: str | None, vault: str | None, color: str, name: str | None, since: str, style: str
) -> int:
    r"""Tell what the pulls of the trackers changed, or the story of one action.

    An ACTION is named as in the vault (Mission 3.2a) or in the tracker (3.2.a).
    Times and days are in UTC, as those in the lock are.

    \b
      vaultsync history 3.2.a
      vaultsync history --since 2026-10-01
    """
    from vaultsync.locate import find_vault, working_folder
    from vaultsync.match.rows.history import HISTORY_NAME, story

    if not _is_date(since):
        raise VaultsyncError(f"{since} is no date", "Write it as 2026-11-21, 2026-11 or 2026.")
    found, screen = find_vault(vault, (), working_folder()), console(color)
    mend_crash(found, screen)
    history = _history(found)
    names = _names(found, history.events, name)
    if history.unread:
        unread = plural(
            history.unread, f"line of {HISTORY_NAME} is", f"lines of {HISTORY_NAME} are"
        )
        screen.say(f"{unread} not understood, and left out")
    events = {each: [one for one in history.events if one.tracker == each] for each in names}
    if action is not None:
        stories = {
            each: story(mine, _keys(action, each, mine, found)) for each, mine in events.items()
        }
        events = {each: list(told) for each, told in stories.items() if told}
        if not events:
            raise VaultsyncError(
                f"nothing is known of {action}",
                "Name an action as the vault or the tracker does: vaultsync history 3.2.a",
            )
    events = {each: [one for one in mine if one.time >= since] for each, mine in events.items()}
    lines: Iterable[str]
    if style == "json":
        from vaultsync.report.history_json import history_json

        lines = history_json(events)
    else:
        from vaultsync.report.by_tracker import of_each
        from vaultsync.report.history_text import history_text
        from vaultsync.report.terminal import Paint

        paint, one = Paint(screen.color), action is not None
        told = {each: mine for each, mine in events.items() if mine}
        lines = of_each(
            told,
            lambda mine: history_text(mine, screen.width, paint, one=one),
            paint,
            names[1:] != (),
        )
    for line in lines:
        screen.data(line + "\n")
    if not any(events.values()):
        screen.say("nothing changed since then" if since else "no pull changed anything yet")
    return 0


def _is_date(since: str) -> bool:
    """Return whether a text is a day, a month or a year that there is, or nothing."""
    from datetime import date

    if not re.fullmatch(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?", since, re.ASCII):
        return False
    try:
        date.fromisoformat(f"{since}{'2000-01-01'[len(since) :]}")
    except ValueError:
        return False
    return True


def _names(found: Found, events: Iterable[Event], name: str | None) -> tuple[str, ...]:
    """Return the trackers to tell of: the one that is named, or all, also those of the past."""
    past = dict.fromkeys(event.tracker for event in events)
    names = tuple(
        dict.fromkeys((*names_in_use(found.config, read_document(found).trackers), *past))
    )
    if name is None:
        return names or (DEFAULT_TRACKER,)
    if name not in past:
        check_name(name, found, names)
    return (name,)


def _history(found: Found) -> History:
    from vaultsync.disk.bounded import read_bounded, remedy
    from vaultsync.match.rows.history import HISTORY_NAME, LARGEST_HISTORY, History, read_history

    path = found.home_path / HISTORY_NAME
    try:
        return read_history(read_bounded(path, LARGEST_HISTORY))
    except FileNotFoundError:
        return History(())
    except OSError as error:
        raise VaultsyncError(
            f"{path} cannot be read: {error.strerror}",
            remedy(error, "Move it away: pulls begin another one."),
        ) from None


def _keys(action: str, name: str, events: Iterable[Event], found: Found) -> frozenset[str]:
    """Return the keys of the rows that an action's name means."""
    from vaultsync.match.places.labels import LabelPattern
    from vaultsync.tracker.ids import id_parts
    from vaultsync.tracker.lock import lock_of

    known = name == DEFAULT_TRACKER or name in found.config.trackers
    config = found.config.of(name) if known else found.config
    wanted = " ".join(action.split())
    label = LabelPattern(config.label).read(wanted)
    ids = {id_parts(wanted), label.id if label else id_parts(wanted)}
    keys = {
        key
        for event in events
        for key in (event.key, event.was)
        if key and (key == wanted or (not key.startswith("~") and id_parts(key) in ids))
    }
    lock = lock_of(read_document(found), vocabulary_of(config), name)
    for identity in lock.identities:
        if identity.action == wanted and identity.how != "rejected":
            keys.add(identity.key)
    return frozenset(keys)
