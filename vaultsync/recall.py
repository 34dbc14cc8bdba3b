"""What an earlier run found, taken over by the next one as far as it still holds.

A run leaves behind what it found in each note and in the vault as a whole,
with the state of each file. If the settings, the configuration, the trackers
and all names are still the same, the next run begins as if it had lived on
since: only notes that changed are read. It goes on from there only if the
notes that changed have the part in the whole that they had (`bystanders`); else
it looks at the whole vault, as it would without this.
"""

from __future__ import annotations

import os
from itertools import chain
from marshal import dumps, loads
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from vaultsync.bounded import check_plain
from vaultsync.bystanders import Parts, Surroundings
from vaultsync.cachefile import BINARY, digest, write_whole
from vaultsync.plain import diagnostic_of, plain
from vaultsync.walk import WIDTH, unsettled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.files import FileStat
    from vaultsync.obsidian.settings import Settings
    from vaultsync.report.summary import Tally

_MAGIC = b"vaultsync recall 3\n"
_LARGEST = 1 << 30
_FEW = 64
"""Notes: where more changed, the whole vault is looked at."""


class Recalled(NamedTuple):
    """What a run found.

    `found` is what each note and canvas was judged to be by itself, those left
    out of which there was nothing to say; `whole` what was said of the vault as
    a whole, once for each tracker and once beside them. `asking` are the notes
    that ask to leave something unsaid; `sources` maps a note to those that
    have links to its headings and blocks; `aliases` are those of each note
    that has some. `parts` is what the whole vault takes from its notes, `sought`
    the texts that each tracker looks for everywhere. `tallies` is what
    reports need to know of the actions. `quoted` are lines of notes that were
    shown, by path and number.
    """

    found: Mapping[str, tuple[Diagnostic, ...]]
    whole: tuple[Diagnostic, ...]
    asking: frozenset[str]
    sources: Mapping[str, Sequence[str]]
    aliases: Mapping[str, Sequence[str]]
    parts: Parts
    sought: Sequence[Sequence[str]]
    tallies: Mapping[str, Sequence[Tally]]
    quoted: Mapping[str, Mapping[int, str]]


class Memory:
    """The file that holds what the last run found.

    `paths` are where it may lie, the better place first; `key` is all that is
    not in the notes and that answers depend on; `began_ns` is when this run
    began: what is younger is not trusted.
    """

    def __init__(self, paths: Iterable[Path], key: object, began_ns: int) -> None:
        self._paths = tuple(paths)
        self._key = repr(key)
        self._began_ns = began_ns

    def _whole_key(self, settings: Settings) -> bytes:
        return digest((self._key + repr(settings)).encode("utf-8", "backslashreplace"))

    def recall(
        self, stats: Iterable[FileStat], settings: Settings
    ) -> tuple[Recalled, frozenset[str]] | None:
        """Return what was found, and which files changed since; None if too much did.

        `stats` is the present state of every file of the vault.
        """
        wanted = self._whole_key(settings)
        for path in self._paths:
            kept = _read(path)
            if kept is None:
                continue
            key, table, unsettled, content = kept
            if key != wanted:
                return None
            now: list[Any] = list(chain.from_iterable(stats))
            paths = now[::WIDTH]
            if paths != table[::WIDTH]:
                return None
            changed = set(unsettled)
            if now != table:
                for column in range(1, WIDTH):
                    columns = zip(paths, now[column::WIDTH], table[column::WIDTH], strict=True)
                    changed.update([path for path, state, before in columns if state != before])
            if len(changed) > _FEW:
                return None
            return _named(content), frozenset(changed)
        return None

    def keep(self, stats: Iterable[FileStat], settings: Settings, recalled: Recalled) -> None:
        """Leave for the next run what this one found; where nothing can be written, do without."""
        table: list[Any] = list(chain.from_iterable(stats))
        young = unsettled(table, self._began_ns)
        payload = dumps((self._whole_key(settings), table, young, _plain(recalled)))
        for path in self._paths:
            try:
                write_whole(
                    path,
                    lambda inode: (
                        _MAGIC,
                        inode.to_bytes(8, "big"),
                        crc32(payload).to_bytes(4, "big"),
                        payload,
                    ),
                )
            except OSError:
                continue
            return


def _read(path: Path) -> tuple[bytes, list[Any], list[str], tuple[Any, ...]] | None:
    """Return what a file holds; None for one that is absent, damaged or copied from elsewhere."""
    try:
        file = os.open(path, os.O_RDONLY | BINARY | getattr(os, "O_NONBLOCK", 0))
        with open(file, "rb", 0) as stream:  # noqa: PTH123 - it is open
            status = os.fstat(file)
            check_plain(status, _LARGEST, str(path))
            inode = status.st_ino
            data = stream.read()
    except OSError:
        return None
    start = len(_MAGIC) + 12
    head = _MAGIC + inode.to_bytes(8, "big")
    payload = memoryview(data)[start:]
    if data[:start] != head + crc32(payload).to_bytes(4, "big"):
        return None
    try:
        key, table, young, content = loads(payload)  # noqa: S302 - ours, and whole
    except (ValueError, EOFError, TypeError):
        return None
    return key, table, young, content


def _plain(recalled: Recalled) -> tuple[Any, ...]:
    """Return what was found as plain tuples, which is all that marshal takes."""
    found, whole, asking, sources, aliases, parts, sought, tallies, quoted = recalled
    return (
        [(path, tuple(map(plain, each))) for path, each in found.items()],
        tuple(map(plain, whole)),
        tuple(sorted(asking)),
        dict(sources),
        {path: tuple(each) for path, each in aliases.items()},
        (tuple(map(tuple, map(sorted, parts.around))), dict(parts.of)),
        tuple(map(tuple, sought)),
        {name: tuple(map(tuple, each)) for name, each in tallies.items()},
        {path: dict(lines) for path, lines in quoted.items()},
    )


def _named(content: tuple[Any, ...]) -> Recalled:
    from vaultsync.report.summary import Tally

    found, whole, asking, sources, aliases, parts, sought, tallies, quoted = content
    return Recalled(
        {path: tuple(map(diagnostic_of, each)) for path, each in found},
        tuple(map(diagnostic_of, whole)),
        frozenset(asking),
        sources,
        aliases,
        Parts(Surroundings(*map(frozenset, parts[0])), parts[1]),
        sought,
        {name: tuple(map(Tally._make, each)) for name, each in tallies.items()},
        quoted,
    )
