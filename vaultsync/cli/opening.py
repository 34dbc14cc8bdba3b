"""Opening the vault that a command is about."""

from __future__ import annotations

import errno
import os
import stat as modes

from vaultsync.cli.answers import listening
from vaultsync.cli.caching import cache_of, memory_of
from vaultsync.cli.common import naming
from vaultsync.cli.console import Console, console
from vaultsync.cli.progress import progress
from vaultsync.cli.trackers import (
    TrackerMissingError,
    lock_bytes,
    no_tracker,
    told_trackers,
    trackers_of,
)
from vaultsync.disk import ahead
from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.locate import Found, MissingPathError, config_bytes, find_vault, working_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vaultsync.cli.trackers import Read
    from vaultsync.config import Config
    from vaultsync.rules.rule import Published
    from vaultsync.workspace.recall import Memory
    from vaultsync.workspace.workspace import Workspace


class Opened(NamedTuple):
    """A vault opened for a command; `names` are the trackers in use.

    `asked` is the tracker that the command is about, None for all of them.
    `memory` is where an earlier run left what it found, if that is used. `lock` are the
    lock's bytes that the trackers were read from, None where there was none: whoever
    writes what they say writes over these, and over no others.
    """

    found: Found
    workspace: Workspace
    console: Console
    names: tuple[str, ...] = ()
    asked: str | None = None
    memory: Memory | None = None
    lock: bytes | None = None

    @property
    def sides(self) -> tuple[Published, ...]:
        """Return the trackers' sides; only for commands that were opened with one."""
        sides = self.workspace.sides
        sides = tuple(each for each in sides if self.asked in (None, each.name))
        if not sides:
            raise TrackerMissingError(*no_tracker(self.found, self.unread))
        return sides

    @property
    def unread(self) -> tuple[str, ...]:
        """Return the trackers that the command is about and that were never read."""
        return tuple(name for name in self.workspace.unread if self.asked in (None, name))

    @property
    def published(self) -> Published:
        """Return the first of the trackers' sides."""
        return self.sides[0]

    def selected(self, path: str) -> bool:
        """Return whether a vault path is one that the command was asked about."""
        return is_selected(path, self.found)


def open_vault(
    vault: str | None,
    paths: Sequence[str],
    color: str,
    tracker: Sequence[str] = (),
    needs_tracker: bool = False,
    texts: Mapping[str, bytes | None] | None = None,
    config_folder: str | None = None,
    name: str | None = None,
    brings_tracker: bool = False,
) -> Opened:
    """Find and open the vault that a command is about, with its trackers.

    `texts` are laid over the files of the vault, as `OverlayFiles` has them;
    `config_folder` is the folder of Obsidian's settings, if one is named, and
    `name` the tracker. Raises `TrackerMissingError` where none was ever read
    although the command needs one, or although the configuration names one,
    unless the command itself brings what is read of it.
    """
    found, screen = _find(vault, paths, working_folder(), config_folder), console(color)
    mend_crash(found, screen)
    ahead.begin(os.path.join(found.root, ""))
    try:
        opened = _opened(found, screen, tracker, name, texts)
    finally:
        ahead.end()
    _mention_unlisted(opened, needs_tracker or brings_tracker)
    if brings_tracker:
        return opened
    about = (opened.asked,) if opened.asked else opened.names
    read = {each.name for each in opened.workspace.trackers}
    if not read.intersection(about) and (needs_tracker or about):
        raise TrackerMissingError(*no_tracker(found, opened.unread))
    for each in opened.unread:
        opened.console.say(f"vaultsync: {never_read(each, opened.found)}")
    return opened


def _find(vault: str | None, paths: Sequence[str], folder: str, config_folder: str | None) -> Found:
    """Return the vault that paths name, or names of its notes."""
    try:
        return find_vault(vault, paths, folder, config_folder)
    except MissingPathError:
        from vaultsync.cli.named import find_by_names

        return find_by_names(vault, paths, folder, config_folder)


def never_read(name: str, found: Found) -> str:
    """Return what to say of a tracker in use that was never read."""
    return (
        f"the tracker {name} was never read, so nothing was held against it; "
        f"read it: vaultsync pull --name {name}{naming(found)}"
    )


def _opened(
    found: Found,
    screen: Console,
    tracker: Sequence[str],
    name: str | None,
    texts: Mapping[str, bytes | None] | None,
) -> Opened:
    """Import what working on a vault takes, while its files are looked at, and open it."""
    from vaultsync.obsidian.files import DiskFiles, OverlayFiles
    from vaultsync.workspace.workspace import Workspace

    lock = lock_bytes(found)
    memory = None if tracker or texts is not None else memory_of(found, lock)
    read = _trackers(found, lock, tracker, name, memory)
    disk = DiskFiles(found.root)
    files = disk if texts is None else OverlayFiles(disk, texts)
    cache = cache_of(found.root)
    workspace = Workspace(
        found.config, files, read.trackers, read.unread, cache, memory, progress()
    )
    return Opened(found, workspace, listening(screen), read.names, read.asked, memory, lock)


def _trackers(
    found: Found,
    lock: bytes | None,
    files: Sequence[str],
    name: str | None,
    memory: Memory | None,
) -> Read:
    """Return the trackers of a run; of those that an earlier one read, little is read again."""
    if memory is None:
        return trackers_of(found, lock, files, name)
    if memory.told:
        from vaultsync.tracker.late import Gist

        gists = {each: Gist(*gist) for each, gist in memory.told.items()}
        read = told_trackers(found, lock, gists, name)
    else:
        read = trackers_of(found, lock, files, name)
    told = {}
    if read.trackers:
        from vaultsync.tracker.late import gist_of

        told = {each.name: tuple(gist_of(each.lock)) for each in read.trackers}
    memory.tell([[each.name for each in read.trackers], read.unread], told)
    return read


def _mention_unlisted(opened: Opened, aloud: bool) -> None:
    """Say which folders cannot be listed; raise `VaultsyncError` where that is the vault's own."""
    unlisted = opened.workspace.vault.unlisted
    if "." in unlisted:
        raise VaultsyncError(
            f"{opened.found.root} cannot be listed", "Make the folder readable for you."
        )
    for folder in unlisted if aloud else ():
        from vaultsync.report.terminal import escape

        opened.console.say(
            f"vaultsync: {escape(folder)}/ cannot be listed, so what lies in it is not known"
        )


def mend_crash(found: Found, screen: Console) -> None:
    """Finish or put back what a write that was cut short left, and say so.

    While another vaultsync is writing there is nothing to mend yet. What cannot
    be mended is said, and stops only what writes notes, when it comes to that.
    """
    own = os.path.join(found.root, ".vaultsync")
    try:
        if not modes.S_ISDIR(os.stat(os.path.join(own, "journal")).st_mode):
            return
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        if error.errno == errno.ELOOP:  # nothing lies there
            return
        screen.say(f"warning: {own} cannot be looked into: {error.strerror}")
        screen.say("Make it readable for you: a write that was cut short may wait there.")
        return
    from vaultsync.report.terminal import escape
    from vaultsync.sync.recovery import recover
    from vaultsync.sync.system import System
    from vaultsync.sync.vaultlock import VaultBusyError

    try:
        for each in recover(found.root_path, found.lock_path, System()):
            ended = "finished" if each.state == "done" else "taken back"
            screen.say(f"{each.id} ({escape(each.command)}) was cut short: it is {ended} now")
    except VaultBusyError:
        return
    except VaultsyncError as error:
        for line in (f"warning: {error.message}", *error.remedy.splitlines()):
            screen.say(escape(line))


def asked_about(opened: Opened) -> tuple[Published, ...]:
    """Return the trackers' sides for the actions whose homes lie in what the command was named.

    Rows that no place states belong to the whole vault.
    """
    if not opened.found.selection:
        return opened.sides
    return tuple(
        side._replace(
            agreements=tuple(
                agreement
                for agreement in side.agreements
                if agreement.match.home and opened.selected(agreement.match.home.path)
            ),
            alignment=side.alignment._replace(missing=(), out_of_scope=(), untold=()),
        )
        for side in opened.sides
    )


def is_selected(path: str, found: Found) -> bool:
    """Return whether a vault path lies in what the command's paths name."""
    return not found.selection or any(
        path == part or path.startswith(part + "/") for part in found.selection
    )


def config_digest(found: Found) -> str | None:
    """Return the sha256 of the configuration's bytes, or None where there is none."""
    import hashlib

    if found.config_file is None:
        return None
    return hashlib.sha256(config_bytes(found.config_file)).hexdigest()


def check_codes(codes: Iterable[str], config_file: str | None = None) -> None:
    """Raise `VaultsyncError` for a code, or beginning of one, that no rule has.

    `config_file` is where the codes were read, if in one.
    """
    for code in codes:
        from vaultsync.rules.registry import is_known  # all rules: mostly none is named

        if not is_known(code):
            where = ""
            if config_file:
                from vaultsync.cli.code_lines import line_of

                where = f"{line_of(code, config_file, codes_of)}: "
            raise VaultsyncError(f"{where}no rule has the code {code}", "List them: vaultsync rule")


def codes_of(config: Config) -> Iterator[str]:
    """Yield every code that a configuration names."""
    yield from (*config.select, *config.ignore, *config.severities)
    for entry in config.paths:
        yield from entry.ignore
