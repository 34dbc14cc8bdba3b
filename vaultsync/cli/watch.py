"""`vaultsync watch`: judge notes as they are saved."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import click

from vaultsync.cli.console import console
from vaultsync.cli.homes import HomeWatch
from vaultsync.cli.meant import Asked, ElsewhereError
from vaultsync.cli.named import with_paths
from vaultsync.cli.opening import check_codes, codes_of, never_read, open_vault
from vaultsync.cli.options import name_option, paths_argument, tracker_option, vault_command
from vaultsync.cli.planning import plan_for, unasked
from vaultsync.cli.progress import begin_anew
from vaultsync.cli.quiet import QUIET_BEFORE_WRITING, git_is_busy, was_just_saved
from vaultsync.cli.rounds import greet, show
from vaultsync.cli.sync import carry_out
from vaultsync.cli.trackers import TrackerMissingError, no_tracker, read_trackers
from vaultsync.config import LOCK_NAME
from vaultsync.errors import VaultsyncError, ignoring
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.locate import working_folder
from vaultsync.obsidian.files import DiskFiles
from vaultsync.report.terminal import escape
from vaultsync.sync.transaction import LockMovedError
from vaultsync.sync.vaultlock import VaultBusyError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.cli.opening import Opened
    from vaultsync.locate import Found
    from vaultsync.sync.changes import Plan
    from vaultsync.watching.events import Events
    from vaultsync.watching.watch import Round, Rounds


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
    folder = working_folder()
    # What a name means is asked once: another note may get the same one while we watch.
    asked = Asked(vault, with_paths(vault, paths, folder), Path(folder))
    for name_of_signal in ("SIGTERM", "SIGHUP"):  # they end it as Ctrl-C does
        number = getattr(signal, name_of_signal, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)
    screen = console(color)
    meant: Found | None = None  # by paths that are not there any more, and so name no vault
    try:
        while True:
            since = time.time_ns()
            at = (vault, asked.paths) if meant is None else (meant.root, ())
            opened = open_vault(*at, color, tracker, needs_tracker=writes, name=name)
            check_codes(codes_of(opened.found.config), opened.found.config_file)
            if meant is not None:
                opened = opened._replace(found=opened.found._replace(selection=meant.selection))
            try:
                _Watching(opened, asked, tracker, writes).run(since)
            except ElsewhereError as moved:
                screen.say(f"vaultsync: {escape(moved.message)}")
                meant = None if asked.are_there else moved.found
    except KeyboardInterrupt:
        with ignoring(VaultsyncError):  # the terminal was closed
            screen.say("")
    return 0


class _Watching:
    """One run of `watch`: what it prints, reloads and writes."""

    def __init__(
        self, opened: Opened, asked: Asked, tracker: tuple[str, ...], writes: bool
    ) -> None:
        self._opened = opened
        self._asked = asked
        self._tracker = tracker
        self._writes = writes
        self._touched: dict[str, float] = {}
        self._postponed: set[str] = set()
        self._homes: dict[str, HomeWatch] = {}
        self._git_is_busy = False
        self._busy = ""  # what was said of another vaultsync that writes
        self._due = True  # what differs when the watch begins is written too
        self._is_old = False  # what is held may not be what the lock or configuration says now
        self._source: Events
        self._rounds: Rounds

    def run(self, since: int) -> None:
        """Watch, also for what is different `since` a time. Raises `ElsewhereError`."""
        from vaultsync.watching.events import Events
        from vaultsync.watching.watch import Rounds

        found, workspace = self._opened.found, self._opened.workspace
        settings, outside = found.config.config_folder, self._outside(found)
        source = Events(found.root, outside, settings, self._links, self._warn, since)
        self._source = source
        source.start()
        try:
            self._rounds = Rounds(workspace, source, self._reload, time.monotonic, begin_anew)
            greet(self._opened)
            while True:
                each = self._rounds.next()
                if each is not None:
                    show(self._opened, each)
                if self._writes:
                    self._write(each)
        finally:
            source.stop()

    def _outside(self, found: Found) -> frozenset[str]:
        """Return the files on which the answer depends, beside the notes.

        A configuration may come while we watch, or go, and then the lock lies elsewhere.
        """
        locks = (found.lock_file, str(found.root_path / LOCK_NAME))
        trackers = (str(self._asked.folder / file) for file in self._tracker)
        return frozenset((*locks, *trackers, *self._asked.configurations(found)))

    def _links(self) -> Sequence[str]:
        """Return the symbolic links that were met in the vault."""
        files = self._opened.workspace.vault.files
        return files.links if isinstance(files, DiskFiles) else ()

    def _warn(self, text: str) -> None:
        self._opened.console.say(f"vaultsync: {escape(text)}")

    def _reload(self) -> None:
        """Read configuration and tracker again; what cannot be read is said, and the old stays.

        So it does where the lock is gone: it agrees with nobody, and may come back.
        Raises `ElsewhereError` where another vault is to be watched.
        """
        opened = self._opened
        self._is_old = True
        try:
            found = self._find()
            # Also where the lock is not there yet: it comes when it is pulled.
            self._source.follow(self._outside(found) | self._outside(opened.found))
            read = read_trackers(found, self._tracker, opened.asked)
            if opened.workspace.trackers and not read.trackers:
                raise TrackerMissingError(*no_tracker(found, read.unread))
        except ElsewhereError:
            raise
        except VaultsyncError as error:
            remedy = " ".join(error.remedy.splitlines())
            self._warn(f"{error.message}; what was read before stays. {remedy}".rstrip())
            return
        if found.lock_file != opened.found.lock_file:
            self._warn(f"the lock is {found.lock_file} from now on")
        for each in read.unread:
            if each not in opened.workspace.unread and opened.asked in (None, each):
                self._warn(never_read(each, found))
        self._opened = opened._replace(found=found, names=read.names, lock=read.data)
        if found.config != opened.found.config:
            opened.workspace.configure(found.config)
        opened.workspace.hold_against(read.trackers, read.unread)
        self._is_old = False

    def _find(self) -> Found:
        """Return the vault with the configuration that it has now.

        Raises `ElsewhereError` where a configuration names another; without any, the vault
        is the one that is watched.
        """
        before = self._opened.found
        found = self._asked.find(before)
        check_codes(codes_of(found.config), found.config_file)
        if found.root != before.root:
            raise ElsewhereError(f"{found.config_file} names the vault {found.root} now", found)
        found = found._replace(selection=before.selection)
        if found.config.config_folder != before.config.config_folder:
            folder = found.config.config_folder
            raise ElsewhereError(f"Obsidian's settings are in {folder} from now on", found)
        return found

    def _write(self, each: Round | None) -> None:
        """Write what a sync would write unasked, of notes that were left alone for a while."""
        now = time.monotonic()
        for path in each.changed if each else ():
            self._touched[path] = now
        if each is not None:
            self._due = True
        root = self._opened.found.root_path
        # A git that was broken off may leave its lock for good, and no plan is needed meanwhile.
        self._git_is_busy = self._git_is_busy and git_is_busy(root)
        if not self._due or self._is_old or self._git_is_busy:
            return
        plan = plan_for(self._opened, unasked)
        waiting = {path for path, at in self._touched.items() if now - at < QUIET_BEFORE_WRITING}
        postponed = self._to_postpone(plan, waiting, now)
        quiet = frozenset(change.path for change in plan.changes) - postponed.keys()
        for path in sorted(postponed.keys() - self._postponed):
            self._opened.console.say(f"{escape(path)} {postponed[path]}: it is written later")
        self._postponed = set(postponed)
        self._due = bool(postponed)
        if not quiet:
            return
        self._git_is_busy = git_is_busy(root)
        if self._git_is_busy:
            self._opened.console.say("git is at work here: writing waits for it")
            self._due = True
            return
        self._touched = {path: at for path, at in self._touched.items() if path in waiting}
        try:
            carry_out(self._opened, plan.only(quiet), command="watch --sync")
        except VaultBusyError as busy:
            if busy.message != self._busy:
                self._warn(f"{busy.message}: this waits for it")
            self._busy, self._due = busy.message, True
            return
        except LockMovedError:  # the next round reads it, and another plan is made
            self._due = True
            return
        self._busy = ""
        # Our own writes are taken note of at once, so that their events are no news.
        read = read_trackers(self._opened.found, self._tracker, self._opened.asked)
        self._opened.workspace.hold_against(read.trackers, read.unread)
        self._opened = self._opened._replace(lock=read.data)
        written = self._rounds.take(quiet | {self._opened.found.lock_shown}, moved=True)
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
