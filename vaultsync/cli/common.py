"""What several commands share: their options, and opening the vault they are about."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from vaultsync.cli.answers import listening
from vaultsync.cli.caching import cache_of, no_cache_option
from vaultsync.cli.console import Console, console
from vaultsync.config import FAIL_ON, Config, is_config_folder
from vaultsync.errors import VaultsyncError
from vaultsync.locate import Found, find_vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from vaultsync.rules.rule import Published
    from vaultsync.tracker.lock import Lock
    from vaultsync.tracker.mapping import ListMapping
    from vaultsync.tracker.vocabulary import Vocabulary
    from vaultsync.workspace import Tracker, Workspace

paths_argument = click.argument("paths", nargs=-1, metavar="[PATH]...")
vault_option = click.option(
    "--vault", metavar="FOLDER", help="The vault; otherwise it is found from the paths."
)
color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="When to colour output.",
)
tracker_option = click.option(
    "--tracker",
    multiple=True,
    metavar="FILE",
    help="Hold the vault against this file, for this run, instead of the lock.",
)
config_folder_option = click.option(
    "--config-folder",
    metavar="NAME",
    callback=lambda ctx, param, value: _config_folder(value),
    help="Where Obsidian keeps its settings, if not in .obsidian.",
)
output_option = click.option("-o", "--output", metavar="FILE", help="Write to a file.")
fail_on_option = click.option(
    "--fail-on", type=click.Choice(FAIL_ON), help="The least severity for which the exit code is 1."
)


def _config_folder(name: str | None) -> str | None:
    if name is not None and not is_config_folder(name):
        raise click.BadParameter(f"{name!r} is no folder name that starts with a dot")
    return name


def vault_command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every command about a vault takes."""
    return vault_option(color_option(no_cache_option(function)))


class TrackerMissingError(VaultsyncError):
    """The command needs a tracker, and there is no lock."""


class Opened(NamedTuple):
    """A vault opened for a command."""

    found: Found
    workspace: Workspace
    console: Console

    @property
    def published(self) -> Published:
        """Return the tracker's side; only for commands that were opened with one."""
        published = self.workspace.published
        if published is None:
            raise TrackerMissingError(*no_tracker(self.found))
        return published

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
) -> Opened:
    """Find and open the vault that a command is about, with its tracker.

    `texts` are laid over the files of the vault, as `OverlayFiles` has them;
    `config_folder` is the folder of Obsidian's settings, if one is named.
    Raises `TrackerMissingError` where there is no lock although the command
    needs one, or although the configuration names a tracker.
    """
    from vaultsync.obsidian.files import DiskFiles, OverlayFiles
    from vaultsync.workspace import Workspace

    found, screen = find_vault(vault, paths, Path.cwd(), config_folder), console(color)
    mend_crash(found, screen)
    side = read_tracker(found, tracker)
    if side is None and (needs_tracker or found.config.sources):
        raise TrackerMissingError(*no_tracker(found))
    disk = DiskFiles(found.root)
    files = disk if texts is None else OverlayFiles(disk, texts)
    workspace = Workspace(found.config, files, side, cache_of(found.root))
    return Opened(found, workspace, listening(screen))


def mend_crash(found: Found, screen: Console) -> None:
    """Finish or put back what a write that was cut short left, and say so.

    While another vaultsync is writing there is nothing to mend yet.
    """
    if not (found.root / ".vaultsync" / "journal").is_dir():
        return
    from vaultsync.report.terminal import escape
    from vaultsync.sync.recovery import recover
    from vaultsync.sync.system import System
    from vaultsync.sync.vaultlock import VaultBusyError

    try:
        for each in recover(found.root, found.lock_path, System()):
            ended = "finished" if each.state == "done" else "taken back"
            screen.say(f"{each.id} ({escape(each.command)}) was cut short: it is {ended} now")
    except VaultBusyError:
        return


def asked_about(opened: Opened) -> Published:
    """Return the tracker's side for the actions whose homes lie in what the command was named.

    Rows that no place states belong to the whole vault.
    """
    published = opened.published
    if not opened.found.selection:
        return published
    chosen = tuple(
        agreement
        for agreement in published.agreements
        if agreement.match.home and opened.selected(agreement.match.home.path)
    )
    alignment = published.alignment._replace(missing=(), out_of_scope=())
    return published._replace(agreements=chosen, alignment=alignment)


def check_codes(codes: Iterable[str]) -> None:
    """Raise `VaultsyncError` for a code, or beginning of one, that no rule has."""
    from vaultsync.rules.registry import is_known

    for code in codes:
        if not is_known(code):
            raise VaultsyncError(f"no rule has the code {code}", "List them: vaultsync rule")


def codes_of(config: Config) -> Iterator[str]:
    """Yield every code that a configuration names."""
    yield from (*config.select, *config.ignore, *config.severities)
    for entry in config.paths:
        yield from entry.ignore


def is_selected(path: str, found: Found) -> bool:
    """Return whether a vault path lies in what the command's paths name."""
    return not found.selection or any(
        path == part or path.startswith(part + "/") for part in found.selection
    )


def no_tracker(found: Found) -> tuple[str, str]:
    """Return the message and the remedy for a vault without a lock."""
    if found.config.sources:
        return (
            f"{found.lock_shown} is not there, although {found.config_path} names a tracker",
            "Read the tracker first: vaultsync pull",
        )
    remedy = (
        "Read a published list first: vaultsync pull PAGE.txt\n"
        "or name one for this run: --tracker PAGE.txt"
    )
    return f"no tracker: {found.lock_path} is not there", remedy


def vocabulary_of(config: Config) -> Vocabulary:
    """Return the vocabulary, with the words that the configuration adds."""
    from vaultsync.tracker.vocabulary import Vocabulary

    return Vocabulary(
        dict(config.statuses), dict(config.priorities), published=mapping_of_list(config).values
    )


def mapping_of_list(config: Config) -> ListMapping:
    """Return how the configuration has the tracker's list read."""
    from vaultsync.tracker.mapping import NO_MAPPING, mapping_of

    said = config.tracker
    if not (said.preset or said.columns or said.language or said.values):
        return NO_MAPPING
    return mapping_of(said.preset, said.columns, said.language, said.values)


def read_tracker(found: Found, files: Sequence[str]) -> Tracker | None:
    """Return the tracker's side: from the files named for this run, else from the lock.

    Files are held against what the lock knows of identities and earlier writes,
    and only the rows that stand in them count.
    """
    from vaultsync.tracker.model import snapshot_of
    from vaultsync.workspace import Tracker

    if files:
        tracker = pulled_tracker(found, files)
        whole = tracker.lock.snapshot
        names = set(source_names(files, Path.cwd(), found))
        sources = [each for each in whole.sources if each.source in names]
        newest = max(each.read for each in sources)
        # Rows that an earlier reading of an equally named file left are not in the files.
        rows = [row for row in whole.rows if row.source in names and row.read == newest]
        snapshot = snapshot_of(rows, sources)
        return tracker._replace(lock=tracker.lock._replace(snapshot=snapshot))
    vocabulary = vocabulary_of(found.config)
    old = read_lock_file(found, vocabulary)
    return old and Tracker(found.lock_shown, old, old.row_lines, vocabulary)


def pulled_tracker(found: Found, files: Sequence[str]) -> Tracker:
    """Return the tracker's side as it is once these files are pulled; nothing is written."""
    return tracker_of(found, named_sources(files, Path.cwd(), found), now())


def tracker_of(found: Found, sources: Sequence[tuple[str, bytes]], time: str) -> Tracker:
    """Return the tracker's side as it is once these names and bytes are pulled at a time."""
    from vaultsync.match.pull import pull
    from vaultsync.workspace import Tracker

    vocabulary = vocabulary_of(found.config)
    mapping = mapping_of_list(found.config)
    old = read_lock_file(found, vocabulary)
    lock = pull(sources, old, time, vocabulary, mapping=mapping).lock
    shown = sources[0][0]
    lines = {row.key: row.line for row in lock.snapshot.rows if row.source == shown}
    return Tracker(shown, lock, lines, vocabulary)


def read_lock_file(found: Found, vocabulary: Vocabulary) -> Lock | None:
    """Return the lock beside the configuration, or None where there is none."""
    from vaultsync.tracker.lock import read_lock

    data = lock_bytes(found)
    return None if data is None else read_lock(data, vocabulary)


def config_digest(found: Found) -> str | None:
    """Return the sha256 of the configuration's bytes, or None where there is none."""
    import hashlib

    if found.config_path is None:
        return None
    return hashlib.sha256(found.config_path.read_bytes()).hexdigest()


def lock_bytes(found: Found) -> bytes | None:
    """Return the lock file's bytes, or None where there is no such file."""
    try:
        return found.lock_path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise VaultsyncError(
            f"{found.lock_path} cannot be read: {error.strerror}", "Make it readable."
        ) from None


def named_sources(given: Sequence[str], folder: Path, found: Found) -> list[tuple[str, bytes]]:
    """Return tracker files with the names under which the lock keeps them."""
    datas = (data for _, data in read_sources(given, folder))
    return list(zip(source_names(given, folder, found), datas, strict=True))


def source_names(given: Sequence[str], folder: Path, found: Found) -> list[str]:
    """Return the names under which the lock keeps tracker files.

    A file below the lock's folder is named from there, so that it is the same
    source from whichever folder it is pulled; any other by its own name, so that
    no path of one machine gets into a shared file.
    """
    names = []
    for name in given:
        path = Path(os.path.abspath(folder / name))  # noqa: PTH100 - Path.resolve follows symlinks
        inside = found.home in path.parents
        names.append(path.relative_to(found.home).as_posix() if inside else path.name)
    return names


def read_sources(names: Sequence[str], folder: Path) -> list[tuple[str, bytes]]:
    """Return the bytes of tracker files, each with the name it was given by."""
    sources = []
    for name in names:
        try:
            sources.append((name, (folder / name).read_bytes()))
        except OSError as error:
            raise VaultsyncError(
                f"{name} cannot be read: {error.strerror}",
                "Name a copied page of the tracker, or its CSV.",
            ) from None
    return sources


def now() -> str:
    """Return the time, as locks and journals hold it: `2026-11-21T20:55:58Z`.

    SOURCE_DATE_EPOCH, where it is set, stands for the clock, so that a run can be
    repeated exactly (reproducible-builds.org).
    """
    import datetime

    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = float(fixed) if fixed.isdecimal() else time.time()
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write_output(opened_console: Console, text: str, output: str | None) -> None:
    """Write a result to a file, or to stdout where none is named."""
    if output is None or output == "-":
        opened_console.data(text)
        return
    path = Path(output)
    try:
        path.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise VaultsyncError(
            f"{output} cannot be written: {error.strerror}", "Name another file with -o."
        ) from None


class NoAnswerError(VaultsyncError):
    """A question has to be asked, and there is nobody at a terminal to answer it."""


def is_yes(question: str, yes: bool, screen: Console) -> bool:
    """Return whether the user agrees; `--yes` answers for them.

    Raises `NoAnswerError` where there is no terminal to ask at.
    """
    if yes:
        return True
    if not screen.interactive:
        raise NoAnswerError(
            "this needs an answer, and there is no terminal to ask at",
            "Say --yes, or look first with --dry-run.",
        )
    return click.confirm(question, default=False)
