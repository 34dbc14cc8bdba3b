"""`vaultsync pull`: read the published trackers into `vaultsync.lock`."""

from __future__ import annotations

import click

from vaultsync.cli.common import now, seen_from_here
from vaultsync.cli.console import console
from vaultsync.cli.gather import gather
from vaultsync.cli.merging import mend_lock
from vaultsync.cli.opening import mend_crash
from vaultsync.cli.options import vault_command
from vaultsync.cli.recording import check_recordable, record
from vaultsync.cli.trackers import lock_bytes, mapping_of_list, names_in_use, the_one, vocabulary_of
from vaultsync.config import DEFAULT_TRACKER
from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    from vaultsync.cli.console import Console
    from vaultsync.cli.gather import Gathered
    from vaultsync.locate import Found
    from vaultsync.match.rows.pull import PullResult

    Results: TypeAlias = Mapping[str, PullResult | VaultsyncError]


@click.command("pull")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@vault_command
@click.option(
    "--name",
    metavar="NAME",
    help="Which tracker: [tracker.NAME] in vaultsync.toml; without a SOURCE, all of them.",
)
@click.option("--complete", is_flag=True, help="The sources hold every row that the tracker has.")
@click.option("--dry-run", is_flag=True, help="Show the difference, write nothing; exit 1 if any.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to show what changed.",
)
def command(
    sources: tuple[str, ...],
    vault: str | None,
    color: str,
    name: str | None,
    complete: bool,
    dry_run: bool,
    style: str,
) -> int:
    r"""Read the published tracker into vaultsync.lock.

    A source is a copied or saved page of the tracker, a table (CSV, XLSX, JSON,
    Markdown), or the address of one; the pages of a list are followed. All
    sources make one pull. Without one, those that vaultsync.toml names are read,
    one tracker after the other. Where one of several trackers cannot be read,
    its part of the lock stays as it is, the others are read; exit code 2.

    \b
      vaultsync pull page1.txt page2.txt
      vaultsync pull https://example.org/tracker
      vaultsync pull --dry-run --format markdown
    """
    from vaultsync.locate import find_vault, working_folder

    found, screen = find_vault(vault, (), working_folder()), console(color)
    mend_crash(found, screen)
    mended = mend_lock(found, screen, dry_run)
    names = _names(found, sources, name)
    if mended and not sources and not any(found.config.of(each).sources for each in names):
        return int(dry_run)
    results: dict[str, PullResult | VaultsyncError] = {}
    changed = []
    for each in names:
        try:
            result, differs = _pull(found, each, sources, complete, dry_run, screen)
        except VaultsyncError as error:
            if len(names) == 1:
                raise
            results[each] = error
        else:
            results[each] = result
            changed += [each] if differs else []
    _show(results, style, screen)
    lock = seen_from_here(found.lock_file)
    if not changed:
        screen.say(f"{lock} is up to date")
    elif dry_run:
        screen.say(f"{lock} would change; nothing was written")
    else:
        screen.say(f"wrote {lock}")
    if failed := [each for each, result in results.items() if isinstance(result, VaultsyncError)]:
        return _failed(results, failed, screen)
    return int(dry_run and bool(changed))


def _names(found: Found, sources: tuple[str, ...], name: str | None) -> tuple[str, ...]:
    """Return the trackers to pull: all that have sources, unless one is meant."""
    from vaultsync.tracker.lockfile import lock_text
    from vaultsync.tracker.repair import repaired

    data = lock_bytes(found)
    known = () if data is None else repaired(lock_text(data)).trackers
    names = names_in_use(found.config, known)
    if name is not None or sources:
        return (the_one(name, found, names),)
    having = tuple(each for each in names if found.config.of(each).sources)
    return having or names[:1] or (DEFAULT_TRACKER,)


def _pull(
    found: Found,
    name: str,
    sources: tuple[str, ...],
    complete: bool,
    dry_run: bool,
    screen: Console,
) -> tuple[PullResult, bool]:
    """Read one tracker into the lock; return what came of it, and whether the lock changes."""
    from pathlib import Path

    from vaultsync.match.rows.difference import Difference
    from vaultsync.match.rows.history import events_of
    from vaultsync.match.rows.pull import PullResult, pull
    from vaultsync.sync.apply import replace_lock
    from vaultsync.tracker.lock import write_lock
    from vaultsync.tracker.lockfile import has_merge_markers, lock_text
    from vaultsync.tracker.repair import repair_lock

    config = found.config.of(name)
    names = sources or config.sources
    before = lock_bytes(found)
    # A lock with merge markers is what pull is for: both sides of it are kept.
    if not names and not (before and has_merge_markers(lock_text(before))):
        table = "tracker" if name == DEFAULT_TRACKER else f"tracker.{name}"
        raise VaultsyncError(
            "no source to pull from",
            "Name a copied page, a CSV or an address: vaultsync pull PAGE.txt\n"
            f"or list sources in vaultsync.toml under [{table}].",
        )
    vocabulary, mapping = vocabulary_of(config), mapping_of_list(config)
    time = now()
    read: Gathered | None = None
    while True:
        old = None if before is None else repair_lock(before, vocabulary, name)
        if names and (read is None or read.sources is None):
            read = gather(
                names,
                Path.cwd() if sources else found.home_path,
                found,
                # Whoever says that a list is complete has it read, whatever was known.
                None if complete else old,
                vocabulary,
                mapping,
                screen.say if screen.interactive else lambda line: None,
            )
        if old is not None and (read is None or read.sources is None):
            result = PullResult(old, old.problems, Difference())
        else:
            data, states = (read.sources or [], read.states) if read else ([], {})
            result = pull(data, old, time, vocabulary, complete, mapping, states)
        after = write_lock(result.lock, before, name)
        if after == before or dry_run:
            return result, after != before
        events = events_of(result.difference, time, name)
        if events:
            check_recordable(found)
        if replace_lock(found.lock_path, after, expected=before):
            record(events, found)
            return result, True
        # Reading may take minutes: what somebody else wrote into the lock meanwhile stays.
        before = lock_bytes(found)


def _show(results: Results, style: str, screen: Console) -> None:
    read = {name: each for name, each in results.items() if not isinstance(each, VaultsyncError)}
    lines: Iterable[str]
    if style == "json":
        from vaultsync.report.pulled_json import pulled_json

        failed = {name: each.message for name, each in results.items() if name not in read}  # type: ignore[union-attr]  # what was not read is an error
        lines = pulled_json(read, failed)
    elif style == "markdown":
        from vaultsync.report.pulled_markdown import pulled_markdown

        lines = pulled_markdown(read, len(results) > 1)
    else:
        from vaultsync.report.by_tracker import of_each
        from vaultsync.report.pulled import pulled
        from vaultsync.report.terminal import Paint

        paint = Paint(screen.color)
        lines = of_each(read, lambda one: pulled(one, screen.width, paint), paint, len(results) > 1)
    for line in lines:
        screen.data(line + "\n")


def _failed(results: Results, failed: list[str], screen: Console) -> int:
    """Say why trackers could not be read, and return the exit code."""
    from vaultsync.report.terminal import escape

    for name in failed:
        error = results[name]
        if isinstance(error, VaultsyncError):
            screen.say(f"vaultsync: the tracker {name} was not read: {escape(error.message)}")
            for line in (*error.detail.splitlines(), *error.remedy.splitlines()):
                screen.say(f"  {escape(line)}")
    return 2
