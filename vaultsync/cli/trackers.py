"""The trackers of a command: from the lock, or one from what was named for this run."""

from __future__ import annotations

from vaultsync.cli.common import naming, now
from vaultsync.cli.sources import named_sources, source_names
from vaultsync.config import CONFIG_NAME, DEFAULT_TRACKER, ConfigError
from vaultsync.disk.bounded import read_bounded, remedy
from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.tracker import LARGEST_LOCK

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from vaultsync.config import Config
    from vaultsync.locate import Found
    from vaultsync.tracker.http import Validators
    from vaultsync.tracker.late import Gist
    from vaultsync.tracker.lock import Lock
    from vaultsync.tracker.lockfile import Document
    from vaultsync.tracker.mapping import ListMapping
    from vaultsync.tracker.vocabulary import Vocabulary
    from vaultsync.workspace.sides import Tracker


class TrackerMissingError(VaultsyncError):
    """The command needs a tracker that was never read."""


class Read(NamedTuple):
    """The trackers of a run: those that were read, and the names of those in use that never were.

    `names` are all in use, in the order in which they are shown; `asked` is the
    one that the command is about, None where it is about all of them. `data` are the
    lock's bytes that they were read from, None where there is no lock.
    """

    trackers: tuple[Tracker, ...]
    unread: tuple[str, ...]
    names: tuple[str, ...]
    asked: str | None
    data: bytes | None


def names_in_use(config: Config, known: Container[str]) -> tuple[str, ...]:
    """Return the trackers in use, the default one first.

    That is each that the configuration names, and the default one where it has
    sources or is among those that the lock knows.
    """
    default = (DEFAULT_TRACKER,) if config.sources or DEFAULT_TRACKER in known else ()
    return (*default, *config.trackers)


def check_name(name: str, found: Found, names: Sequence[str]) -> None:
    """Raise `ConfigError` where there is no tracker of a name, and list those that there are."""
    if name != DEFAULT_TRACKER and name not in found.config.trackers:
        raise ConfigError(
            f"there is no tracker {name!r} in {CONFIG_NAME}",
            f"Its trackers: {', '.join(names or (DEFAULT_TRACKER,))}. "
            f"A further one is a table [tracker.{name}].",
        )


def the_one(name: str | None, found: Found, names: Sequence[str]) -> str:
    """Return the tracker that a source is read for: the named, the default or the only one.

    Raises `VaultsyncError` where there are several and none of it is named.
    """
    if name is not None:
        check_name(name, found, names)
        return name
    if not names or DEFAULT_TRACKER in names:
        return DEFAULT_TRACKER
    if len(names) > 1:
        raise VaultsyncError(
            "it is not clear which tracker the source belongs to",
            f"Say one of --name {', --name '.join(names)}",
        )
    return names[0]


def no_tracker(found: Found, unread: Sequence[str] = ()) -> tuple[str, str]:
    """Return the message and the remedy for trackers that were never read."""
    where = naming(found)
    if unread and found.lock_path.exists():
        name = "" if unread[0] == DEFAULT_TRACKER else f" --name {unread[0]}"
        return (
            f"{found.lock_file} does not hold the tracker {unread[0]}",
            f"Read it first: vaultsync pull{where}{name}",
        )
    if unread:
        return (
            f"{found.lock_file} is not there, although {found.config_file} names a tracker",
            f"Read the tracker first: vaultsync pull{where}",
        )
    remedy = (
        f"Read a published list first: vaultsync pull PAGE.txt{where}\n"
        "or name one for this run: --tracker PAGE.txt"
    )
    return f"no tracker: {found.lock_file} is not there", remedy


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


def read_trackers(found: Found, files: Sequence[str] = (), name: str | None = None) -> Read:
    """Return the trackers of a run, the lock read for it; see `trackers_of`."""
    return trackers_of(found, lock_bytes(found), files, name)


def trackers_of(
    found: Found, data: bytes | None, files: Sequence[str] = (), name: str | None = None
) -> Read:
    """Return the trackers of a run: one from the files named for it, the others from the lock.

    `data` are the lock's bytes, None where there is none.

    Files are held against what the lock knows of identities and earlier writes,
    and only the rows that stand in them count. The command is then about their
    tracker, as it is about the one of a `name`.
    """
    for file in files:
        if "://" in file:
            raise VaultsyncError(
                f"{file} is an address, and only pull and sync read those",
                f"Read it into the lock first: vaultsync pull {file}",
            )
    if data is None and not files:
        return told_trackers(found, data, {}, name)
    document = _document_of(data)
    names, asked = _in_use(found, document.trackers, files, name)
    trackers = []
    for each in names:
        if files and each == asked:
            trackers.append(_from_files(found, data, files, each))
        elif each in document.trackers:
            trackers.append(tracker_in(document, found, each))
    return _read(trackers, names, asked, data)


def told_trackers(
    found: Found, data: bytes | None, gists: Mapping[str, Gist], name: str | None = None
) -> Read:
    """Return what `trackers_of` would of a lock's bytes, which were read before.

    `gists` are those of the trackers in use that it held: nothing else of it is
    read before it is asked for.
    """
    names, asked = _in_use(found, gists, (), name)
    trackers = [_late(found, data, each, gists[each]) for each in names if each in gists]
    return _read(trackers, names, asked, data)


def _in_use(
    found: Found, known: Container[str], files: Sequence[str], name: str | None
) -> tuple[tuple[str, ...], str | None]:
    """Return the trackers in use, of which the lock knows some, and the one that is asked about."""
    names = names_in_use(found.config, known)
    if name is not None or files:
        name = the_one(name, found, names)
        names = names if name in names else (*names, name)
    return names, name


def _read(
    trackers: Sequence[Tracker], names: tuple[str, ...], asked: str | None, data: bytes | None
) -> Read:
    read = {tracker.name for tracker in trackers}
    unread = tuple(name for name in names if name not in read)
    return Read(tuple(trackers), unread, names, asked, data)


def tracker_in(document: Document, found: Found, name: str) -> Tracker:
    """Return the tracker's side as a lock has it."""
    from vaultsync.tracker.lock import lock_of
    from vaultsync.workspace.sides import Tracker

    vocabulary = vocabulary_of(found.config.of(name))
    lock = lock_of(document, vocabulary, name)
    return Tracker(found.lock_shown, lock, lock.row_lines, vocabulary, name)


def _late(found: Found, data: bytes | None, name: str, gist: Gist) -> Tracker:
    """Return the tracker's side as a lock has it of which the bytes were read before."""
    from vaultsync.tracker.late import late, late_lock
    from vaultsync.workspace.sides import Tracker

    lock = late_lock(lambda: tracker_in(_document_of(data), found, name).lock, gist)
    vocabulary = late(lambda: vocabulary_of(found.config.of(name)))
    return Tracker(found.lock_shown, lock, lock.row_lines, vocabulary, name)


def _from_files(found: Found, data: bytes | None, files: Sequence[str], name: str) -> Tracker:
    from pathlib import Path

    from vaultsync.tracker.model import snapshot_of

    tracker = tracker_of(found, data, named_sources(files, Path.cwd(), found), now(), name)
    whole = tracker.lock.snapshot
    shown = set(source_names(files, Path.cwd(), found))
    sources = [each for each in whole.sources if each.source in shown]
    newest = max(each.read for each in sources)
    # Rows that an earlier reading of an equally named file left are not in the files.
    rows = [row for row in whole.rows if row.source in shown and row.read == newest]
    snapshot = snapshot_of(rows, sources)
    return tracker._replace(lock=tracker.lock._replace(snapshot=snapshot), news=())


def tracker_of(
    found: Found,
    data: bytes | None,
    sources: Sequence[tuple[str, bytes]],
    time: str,
    name: str = DEFAULT_TRACKER,
    states: Mapping[str, Validators] | None = None,
) -> Tracker:
    """Return the tracker's side as it is once these names and bytes are pulled at a time.

    `data` are the lock's bytes before that, None where there is none. `states` is what
    servers call these bytes.
    """
    from vaultsync.match.rows.history import events_of
    from vaultsync.match.rows.pull import pull
    from vaultsync.workspace.sides import Tracker

    config = found.config.of(name)
    vocabulary, mapping = vocabulary_of(config), mapping_of_list(config)
    old = _lock_in(found, data, name)
    result = pull(sources, old, time, vocabulary, mapping=mapping, states=states)
    shown = sources[0][0]
    lines = {row.key: row.line for row in result.lock.snapshot.rows if row.source == shown}
    news = events_of(result.difference, time, name)
    return Tracker(shown, result.lock, lines, vocabulary, name, news)


def read_lock_of(found: Found, name: str) -> Lock | None:
    """Return what the lock holds for a tracker, None where it does not name it."""
    return _lock_in(found, lock_bytes(found), name)


def _lock_in(found: Found, data: bytes | None, name: str) -> Lock | None:
    from vaultsync.tracker.lock import lock_of

    document = _document_of(data)
    if name not in document.trackers:
        return None
    return lock_of(document, vocabulary_of(found.config.of(name)), name)


def read_document(found: Found) -> Document:
    """Return the lock's content; an empty one where there is no lock. Raises `LockError`."""
    return _document_of(lock_bytes(found))


def _document_of(data: bytes | None) -> Document:
    from vaultsync.tracker.lockfile import EMPTY_DOCUMENT, lock_text, parsed

    return EMPTY_DOCUMENT if data is None else parsed(lock_text(data))


def lock_bytes(found: Found) -> bytes | None:
    """Return the lock file's bytes, or None where there is no such file."""
    try:
        return read_bounded(found.lock_file, LARGEST_LOCK)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise VaultsyncError(
            f"{found.lock_file} cannot be read: {error.strerror}",
            remedy(error, "Move it away; vaultsync pull makes the lock anew."),
        ) from None
