"""`vaultsync watch`: judge notes as they are saved."""

from __future__ import annotations

import signal
import time

import click

from vaultsync.cli.homes import HomeWatch
from vaultsync.cli.opening import open_vault
from vaultsync.cli.options import name_option, paths_argument, tracker_option, vault_command
from vaultsync.cli.planning import plan_for, unasked
from vaultsync.cli.quiet import QUIET_BEFORE_WRITING, git_is_busy, was_just_saved
from vaultsync.cli.rounds import greet, show
from vaultsync.cli.sync import carry_out
from vaultsync.cli.trackers import TrackerMissingError, no_tracker, read_trackers
from vaultsync.config import CONFIG_NAME, LOCK_NAME
from vaultsync.errors import VaultsyncError
from vaultsync.locate import find_vault
from vaultsync.obsidian.files import DiskFiles
from vaultsync.report.terminal import escape
from vaultsync.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.cli.opening import Opened
    from vaultsync.sync.changes import Plan
    from vaultsync.watch import Round, Rounds


@click.command("watch")
@paths_argument
@vault_command
@tracker_option
@name_option
@click.option(
    "--sync", "writes", is_flag=True, help="Write what the tracker says, when it is quiet."
)
def command(
    paths: tuple[str, ...],
    vault: str | None,
    color: str,
    tracker: tuple[str, ...],
    name: str | None,
    writes: bool,
) -> int:
    """Judge notes as they are saved: what appeared, and what is mended.

    Ctrl-C stops. With --sync, what a `vaultsync sync` would write unasked is
    written as well, once a note has been left alone for a few seconds.
    """

    def opening() -> Opened:
        return open_vault(vault, paths, color, tracker, needs_tracker=writes, name=name)

    opened = opening()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does
    try:
        while True:
            _Watching(opened, tracker, writes).run()
            opened = opening()
    except KeyboardInterrupt:
        opened.console.say("")
    return 0


class _Watching:
    """One run of `watch`: what it prints, reloads and writes."""

    def __init__(self, opened: Opened, tracker: tuple[str, ...], writes: bool) -> None:
        self._opened = opened
        self._tracker = tracker
        self._writes = writes
        self._touched: dict[str, float] = {}
        self._postponed: set[str] = set()
        self._homes: dict[str, HomeWatch] = {}
        self._git_is_busy = False
        self._due = True  # what differs when the watch begins is written too
        self._is_old = False  # what is held may not be what the lock or configuration says now
        self._is_elsewhere = False  # the configuration names other folders by now
        self._rounds: Rounds

    def run(self) -> None:
        """Watch until the configuration names other folders."""
        from pathlib import Path

        from vaultsync.events import Events
        from vaultsync.watch import Rounds

        found, workspace = self._opened.found, self._opened.workspace
        outside = {found.lock_file, *(str(Path.cwd() / file) for file in self._tracker)}
        # A configuration may come while we watch, or go, and then the lock lies elsewhere.
        outside |= {str(found.root_path / name) for name in (CONFIG_NAME, LOCK_NAME)}
        if found.config_file:
            outside.add(found.config_file)
        config_folder = found.config.config_folder
        source = Events(found.root, frozenset(outside), config_folder, self._links, self._warn)
        source.start()
        try:
            self._rounds = Rounds(workspace, source, self._reload, time.monotonic)
            greet(self._opened)
            while not self._is_elsewhere:
                each = self._rounds.next()
                if each is not None:
                    show(self._opened, each)
                if self._writes:
                    self._write(each)
        finally:
            source.stop()

    def _links(self) -> Sequence[str]:
        """Return the symbolic links that were met in the vault."""
        files = self._opened.workspace.vault.files
        return files.links if isinstance(files, DiskFiles) else ()

    def _warn(self, text: str) -> None:
        self._opened.console.say(f"vaultsync: {escape(text)}")

    def _reload(self) -> None:
        """Read configuration and tracker again; what cannot be read is said, and the old stays.

        So it does where the lock is gone: it agrees with nobody, and may come back.
        """
        opened, screen = self._opened, self._opened.console
        self._is_old = True
        try:
            found = find_vault(opened.found.root, (), opened.found.root)
            read = read_trackers(found, self._tracker, opened.asked)
            if opened.workspace.trackers and not read.trackers:
                raise TrackerMissingError(*no_tracker(found, read.unread))
        except VaultsyncError as error:
            screen.say(f"vaultsync: {escape(error.message)}")
            return
        folders = (found.root, found.config.config_folder)
        if folders != (opened.found.root, opened.found.config.config_folder):
            self._is_elsewhere = True
            return
        found = found._replace(selection=opened.found.selection)
        self._opened = opened._replace(found=found, names=read.names)
        if found.config != opened.found.config:
            opened.workspace.configure(found.config)
        opened.workspace.hold_against(read.trackers, read.unread)
        self._is_old = False

    def _write(self, each: Round | None) -> None:
        """Write what a sync would write unasked, of notes that were left alone for a while."""
        now = time.monotonic()
        for path in each.changed if each else ():
            self._touched[path] = now
        if each is not None:
            self._due = True
        if not self._due or self._is_old:
            return
        plan = plan_for(self._opened, unasked)
        root = self._opened.found.root_path
        waiting = {path for path, at in self._touched.items() if now - at < QUIET_BEFORE_WRITING}
        postponed = self._to_postpone(plan, waiting, now)
        quiet = frozenset(change.path for change in plan.changes) - postponed.keys()
        for path in sorted(postponed.keys() - self._postponed):
            self._opened.console.say(f"{escape(path)} {postponed[path]}: it is written later")
        self._postponed = set(postponed)
        self._due = bool(postponed)
        if not quiet:
            return
        busy = git_is_busy(root)
        if busy and not self._git_is_busy:
            self._opened.console.say("git is at work here: writing waits for it")
        self._git_is_busy = busy
        if busy:
            self._due = True
            return
        self._touched = {path: at for path, at in self._touched.items() if path in waiting}
        carry_out(self._opened, plan.only(quiet), command="watch --sync")
        # Our own writes are taken note of at once, so that their events are no news.
        read = read_trackers(self._opened.found, self._tracker, self._opened.asked)
        self._opened.workspace.hold_against(read.trackers, read.unread)
        written = self._rounds.take(quiet, moved=True)
        if written is not None:
            show(self._opened, written)

    def _to_postpone(self, plan: Plan, waiting: set[str], now: float) -> dict[str, str]:
        """Return the notes of a plan that are not left alone yet, and why.

        Nor is a note whose action has its home in such a one: the plan was made
        from what stood there in the middle of a save.
        """
        root = self._opened.found.root_path
        moved: set[str] = set()
        homes: dict[str, list[str]] = {}
        for side in self._opened.sides:
            watch = self._homes.setdefault(side.name, HomeWatch())
            moved |= watch.moved(side.agreements, now)
            for each in side.agreements:
                if each.match.home:
                    homes.setdefault(each.match.action, []).append(each.match.home.path)
        found = {}
        for change in plan.changes:
            # By its time, also what was saved before the watch began, or without an event.
            if change.path in waiting or was_just_saved(root / change.path):
                found[change.path] = "was just saved"
                continue
            for reason in change.reasons:
                if reason.action in moved:
                    found[change.path] = f"states {reason.action}, whose home just moved"
                elif any(
                    home in waiting or was_just_saved(root / home)
                    for home in homes.get(reason.action, [])
                ):
                    found[change.path] = f"states {reason.action}, whose home was just saved"
        return found
