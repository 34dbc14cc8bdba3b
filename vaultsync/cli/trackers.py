"""The tracker's side of a command: from the lock, or from what was named for one run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vaultsync.cli.common import now
from vaultsync.cli.sources import named_sources, source_names
from vaultsync.errors import VaultsyncError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.config import Config
    from vaultsync.locate import Found
    from vaultsync.tracker.lock import Lock
    from vaultsync.tracker.mapping import ListMapping
    from vaultsync.tracker.vocabulary import Vocabulary
    from vaultsync.workspace import Tracker


class TrackerMissingError(VaultsyncError):
    """The command needs a tracker, and there is no lock."""


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
