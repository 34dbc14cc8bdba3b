"""The sources of a pull, from files and from addresses."""

from __future__ import annotations

import hashlib
import re

from vaultsync.cli.sources import named_sources
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.tracker.addresses import is_address
from vaultsync.tracker.model import last_reading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from vaultsync.locate import Found
    from vaultsync.tracker.fetched import Fetched, Get, Read
    from vaultsync.tracker.http import Validators
    from vaultsync.tracker.lock import Lock
    from vaultsync.tracker.mapping import ListMapping
    from vaultsync.tracker.model import SourceRead
    from vaultsync.tracker.vocabulary import Vocabulary


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class Gathered(NamedTuple):
    """Sources with their bytes, and what servers call their states.

    None in the place of sources says that all is as it was when the lock was made.
    """

    sources: list[tuple[str, bytes]] | None
    states: Mapping[str, Validators]


def gather(
    names: Sequence[str],
    folder: Path,
    found: Found,
    lock: Lock | None,
    vocabulary: Vocabulary,
    mapping: ListMapping,
    say: Callable[[str], None] = lambda line: None,
) -> Gathered:
    """Return all sources, read anew unless every one of them is as the lock has it.

    Only all together can be left unread: a list is whole by one reading alone.
    """
    for name in names:
        if _SCHEME.match(name) and not is_address(name):
            from vaultsync.tracker.allowed import check_address

            check_address(name)  # says which addresses are read
    files = named_sources([name for name in names if not is_address(name)], folder, found)
    addresses = [name for name in names if is_address(name)]
    if not addresses:
        return Gathered(files, {})

    # Imported here: nobody who pulls a file needs the network's libraries.
    from vaultsync.cli.progress import progress
    from vaultsync.match.rows.readings import way_of
    from vaultsync.tracker.fetch import fetch
    from vaultsync.tracker.http import Client, Validators
    from vaultsync.tracker.readers import read_source

    def read_all(get: Get, read: Read, known: Mapping[str, Validators]) -> list[Fetched]:
        fetched: list[Fetched] = []
        for address in addresses:
            say(f"reading {address}")
            fetched += fetch(address, get, read, known, progress())
        return fetched

    before = _newest(lock)
    same = all(
        name in before and before[name].sha256 == hashlib.sha256(data).hexdigest()
        for name, data in files
    )
    way = way_of(mapping)
    known = {
        source.source: Validators(source.etag, source.modified)
        for source in before.values()
        if same and source.way == way
    }
    with Client() as client:
        fetched = read_all(
            client.get, lambda name, data: read_source(name, data, vocabulary, mapping), known
        )
        if all(each.data is None for each in fetched):
            return Gathered(None, {})
        if any(each.data is None for each in fetched):
            fetched = read_all(
                client.get, lambda name, data: read_source(name, data, vocabulary, mapping), {}
            )
    sources = dict(files)
    sources.update({each.name: each.data or b"" for each in fetched})
    return Gathered(list(sources.items()), {each.name: each.validators for each in fetched})


def _newest(lock: Lock | None) -> dict[str, SourceRead]:
    sources = lock.snapshot.sources if lock else ()
    return {source.source: source for source in last_reading(sources)}
