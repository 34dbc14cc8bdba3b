"""Decisions about who is who, as they are typed, and writing them into the lock."""

from __future__ import annotations

import click

from vaultsync.cli.common import now, seen_from_here
from vaultsync.cli.trackers import (
    TrackerMissingError,
    lock_bytes,
    no_tracker,
    read_trackers,
    vocabulary_of,
)
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from vaultsync.cli.opening import Opened
    from vaultsync.match.pairing.alignment import ActionMatch
    from vaultsync.match.rows.decisions import Answer, Decision
    from vaultsync.tracker.entries import Identity

    Change = Callable[[tuple[Identity, ...]], tuple[Identity, ...]]


class Settled(NamedTuple):
    """A decision, and the tracker of whose list it is."""

    tracker: str
    decision: Decision


def actions_named(name: str, opened: Opened) -> dict[str, ActionMatch]:
    """Return, by tracker, the action of a name; raises `DecisionError` where no tracker has one."""
    from vaultsync.match.rows.decisions import DecisionError, action_named

    found: dict[str, ActionMatch] = {}
    failed: list[DecisionError] = []
    for side in opened.sides:
        try:
            found[side.name] = action_named(name, side.alignment)
        except DecisionError as error:
            failed.append(error)
    if not found:
        raise next((error for error in failed if "mean" in error.remedy), failed[0])
    return found


def settle(
    opened: Opened,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    forget: tuple[str, ...],
    reason: str,
) -> int:
    """Write decisions into the lock, all or none, say which, and return the exit code."""
    from vaultsync.match.rows.decisions import decided, forgotten
    from vaultsync.report.terminal import escape

    settled = [_read(each, "accepted", opened) for each in accept]
    settled += [_read(each, "rejected", opened) for each in reject]
    taken_back = [(_tracker_of(name, opened), name) for name in forget]
    alignments = {side.name: side.alignment for side in opened.sides}
    screen = opened.console

    def change(tracker: str) -> Change:
        names = [name for mine, name in taken_back if mine == tracker]
        decisions = [each.decision for each in settled if each.tracker == tracker]
        return lambda known: decided(
            forgotten(known, names, alignments[tracker]), decisions, now()[:10], reason
        )

    touched = dict.fromkeys([*(mine for mine, _ in taken_back), *(each[0] for each in settled)])
    write_identities(opened, {tracker: change(tracker) for tracker in touched})
    for tracker, name in taken_back:
        screen.say(f"{escape(name)}: what was settled is forgotten{_of(tracker, opened)}")
    for tracker, decision in settled:
        verb = "is" if decision.answer == "accepted" else "is not"
        said = f"{escape(decision.action)} {verb} row {escape(decision.row.key)}"
        screen.say(said + _of(tracker, opened))
    screen.say(f"wrote {escape(seen_from_here(opened.found.lock_file))}")
    return 0


def write_identities(opened: Opened, changes: Mapping[str, Change]) -> None:
    """Change who is who in the lock as it is now, by tracker, and hold the vault against it."""
    from vaultsync.match.rows.renamed import settled_anew
    from vaultsync.sync.apply import replace_lock
    from vaultsync.tracker.lock import read_lock, write_lock

    found = opened.found
    while True:
        old = lock_bytes(found)
        if old is None:
            raise TrackerMissingError(*no_tracker(found, tuple(changes)))
        new = old
        for name, change in changes.items():
            lock = read_lock(new, vocabulary_of(found.config.of(name)), name)
            new = write_lock(settled_anew(lock, change(lock.identities)), new, name)
        # What somebody else writes into the lock in this moment stays.
        if new == old or replace_lock(found.lock_path, new, expected=old):
            break
    read = read_trackers(found, name=opened.asked)
    opened.workspace.hold_against(read.trackers, read.unread)


def _of(tracker: str, opened: Opened) -> str:
    return f", of the tracker {tracker}" if len(opened.sides) > 1 else ""


def _read(text: str, answer: Answer, opened: Opened) -> Settled:
    """Return what `ACTION=KEY` says. Raises `click.UsageError` and `DecisionError`."""
    from vaultsync.match.rows.decisions import Decision, DecisionError, row_named

    name, _, key = text.rpartition("=")
    if not name.strip() or not key.strip():
        raise click.UsageError(f"{text!r} is not ACTION=KEY, as in 'Mission 3.2e=~19e7'.")
    sides = {side.name: side for side in opened.sides}
    found: list[Settled] = []
    failed: list[DecisionError] = []
    named = actions_named(name, opened)
    for tracker, match in named.items():
        try:
            row = row_named(key, sides[tracker].lock.snapshot.rows)
        except DecisionError as error:
            failed.append(error)
        else:
            found.append(Settled(tracker, Decision(match.action, row, answer)))
    if not found:
        raise failed[0]
    _check_one(text, [each.tracker for each in found])
    return found[0]


def _tracker_of(name: str, opened: Opened) -> str:
    """Return the tracker in which something was settled for an action."""
    from vaultsync.match.rows.decisions import DecisionError, forgotten

    found: list[str] = []
    failed: list[DecisionError] = []
    for side in opened.sides:
        try:
            forgotten(side.lock.identities, [name], side.alignment)
        except DecisionError as error:
            failed.append(error)
        else:
            found.append(side.name)
    if not found:
        raise failed[0]
    _check_one(name, found)
    return found[0]


def _check_one(text: str, trackers: Iterable[str]) -> None:
    from vaultsync.match.rows.decisions import DecisionError

    several = list(trackers)
    if len(several) > 1:
        raise DecisionError(
            f"{text!r} may be of several trackers: {', '.join(several)}",
            f"Say which: --name {several[0]}",
        )
