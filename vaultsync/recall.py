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
from itertools import compress
from marshal import dumps, loads
from operator import ne
from typing import TYPE_CHECKING, Any
from zlib import crc32

from vaultsync.bounded import check_plain
from vaultsync.bystanders import Parts, Surroundings
from vaultsync.cachefile import BINARY, digest, write_whole
from vaultsync.obsidian.anchored import Anchored
from vaultsync.plain import diagnostic_of, plain
from vaultsync.walk import WIDTH, unsettled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import TypeAlias

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.files import Table
    from vaultsync.obsidian.settings import Settings
    from vaultsync.report.summary import Tally

    Bytes: TypeAlias = bytes | memoryview

_MAGIC = b"vaultsync recall 4\n"
_HEAD = len(_MAGIC) + 12
_LARGEST = 1 << 30
_FEW = 64
"""Notes: where more changed, the whole vault is looked at."""


class Recalled:
    """What a run found.

    `found` is what each note and canvas was judged to be by itself, those left
    out of which there was nothing to say; `whole` what was said of the vault as
    a whole, once for each tracker and once beside them. `asking` are the notes
    that ask to leave something unsaid; `sources` tells of a note which others
    have links to its headings and blocks; `aliases` are those of each note
    that has some. `parts` is what the whole vault takes from its notes, `sought`
    the texts that each tracker looks for everywhere. `tallies` is what
    reports need to know of the actions. `quoted` are lines of notes that were
    shown, by path and number.

    Most of what was kept is not asked for when one note changed: each part is
    made of its bytes when it is, and kept again as the bytes that it was.
    """

    found: Mapping[str, tuple[Diagnostic, ...]]
    whole: tuple[Diagnostic, ...]
    asking: frozenset[str]
    sources: Anchored
    aliases: Mapping[str, Sequence[str]]
    parts: Parts
    sought: Sequence[Sequence[str]]
    tallies: Mapping[str, Sequence[Tally]]
    quoted: Mapping[str, Mapping[int, str]]

    def __init__(
        self,
        found: Mapping[str, tuple[Diagnostic, ...]],
        whole: tuple[Diagnostic, ...],
        asking: frozenset[str],
        sources: Mapping[str, Sequence[str]],
        aliases: Mapping[str, Sequence[str]],
        parts: Parts,
        sought: Sequence[Sequence[str]],
        tallies: Mapping[str, Sequence[Tally]],
        quoted: Mapping[str, Mapping[int, str]],
    ) -> None:
        self.found = found
        self.whole = whole
        self.asking = asking
        self.sources = Anchored.of(sources)
        self.aliases = aliases
        self.parts = parts
        self.sought = sought
        self.tallies = tallies
        self.quoted = quoted
        self._kept: Mapping[str, Bytes] = {}

    @classmethod
    def of(cls, kept: Mapping[str, Bytes], **told: Any) -> Recalled:
        """Return what a run found of the bytes that were kept of it, and of parts as they are."""
        recalled = cls.__new__(cls)
        recalled.__dict__.update({**told, "_kept": kept})
        return recalled

    def __getattr__(self, name: str) -> Any:
        """Return a part of which the bytes were kept, the first time."""
        if name not in _FORMS:
            raise AttributeError(name)
        kept = loads(self._kept[name])  # noqa: S302 - ours, and whole
        value = self.__dict__[name] = _FORMS[name][1](kept)
        return value

    def _replace(self, **told: Any) -> Recalled:
        """Return the same with other parts, as a `NamedTuple` would."""
        kept = {name: data for name, data in self._kept.items() if name not in told}
        return Recalled.of(kept, **{**self.__dict__, **told})

    def kept(self) -> dict[str, Bytes]:
        """Return the bytes to keep of each part."""
        return {
            name: self._kept.get(name) or dumps(form(getattr(self, name)))
            for name, (form, _) in _FORMS.items()
        }


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

    def recall(self, now: Table, settings: Settings) -> tuple[Recalled, frozenset[str]] | None:
        """Return what was found, and which files changed since; None if too much did.

        `now` is the present state of every file of the vault.
        """
        wanted = self._whole_key(settings)
        for path in self._paths:
            kept = _read(path)
            if kept is None:
                continue
            key, young, parts = kept
            if key != wanted:
                return None
            table = loads(parts.pop("table"))  # noqa: S302 - ours, and whole
            paths = now[::WIDTH]
            if paths != table[::WIDTH]:
                return None
            changed = set(young)
            for column in range(1, WIDTH):
                states, before = now[column::WIDTH], table[column::WIDTH]
                if states != before:
                    changed.update(compress(paths, map(ne, states, before)))
            if len(changed) > _FEW:
                return None
            return Recalled.of(parts), frozenset(changed)
        return None

    def keep(self, table: Table, settings: Settings, recalled: Recalled) -> None:
        """Leave for the next run what this one found; where nothing can be written, do without."""
        parts = {"table": dumps(table), **recalled.kept()}
        young = unsettled(table, self._began_ns)
        sizes = {name: len(data) for name, data in parts.items()}
        payload = b"".join((dumps((self._whole_key(settings), young, sizes)), *parts.values()))
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


def _read(path: Path) -> tuple[bytes, list[str], dict[str, Bytes]] | None:
    """Return what a file holds; None for one that is absent, damaged or copied from elsewhere.

    That is its key, the files that were young, and the bytes of each part.
    """
    try:
        file = os.open(path, os.O_RDONLY | BINARY | getattr(os, "O_NONBLOCK", 0))
        with open(file, "rb", 0) as stream:  # noqa: PTH123 - it is open
            status = os.fstat(file)
            check_plain(status, _LARGEST, str(path))
            inode = status.st_ino
            data = stream.read()
    except OSError:
        return None
    payload = memoryview(data)[_HEAD:]
    head = _MAGIC + inode.to_bytes(8, "big")
    if data[:_HEAD] != head + crc32(payload).to_bytes(4, "big"):
        return None
    key, young, sizes = loads(payload)  # noqa: S302 - ours, and whole
    parts: dict[str, Bytes] = {}
    end = len(payload)
    for name, size in reversed(sizes.items()):
        parts[name] = payload[end - size : end]
        end -= size
    return key, young, parts


def _plain_found(found: Mapping[str, tuple[Diagnostic, ...]]) -> Any:
    return [(path, tuple(map(plain, each))) for path, each in found.items()]


def _plain_parts(parts: Parts) -> Any:
    return tuple(map(tuple, map(sorted, parts.around))), dict(parts.of)


def _named_parts(kept: Any) -> Parts:
    return Parts(Surroundings(*map(frozenset, kept[0])), kept[1])


def _named_tallies(kept: Any) -> Mapping[str, Sequence[Tally]]:
    from vaultsync.report.summary import Tally

    return {name: tuple(map(Tally._make, each)) for name, each in kept.items()}


# How each part is made plain, which is all that marshal takes, and made of that again.
_FORMS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "found": (
        _plain_found,
        lambda kept: {path: tuple(map(diagnostic_of, each)) for path, each in kept},
    ),
    "whole": (
        lambda whole: tuple(map(plain, whole)),
        lambda kept: tuple(map(diagnostic_of, kept)),
    ),
    "asking": (sorted, frozenset),
    "sources": (lambda sources: sources.data, Anchored),
    "aliases": (lambda aliases: {path: tuple(each) for path, each in aliases.items()}, dict),
    "parts": (_plain_parts, _named_parts),
    "sought": (lambda sought: tuple(map(tuple, sought)), tuple),
    "tallies": (
        lambda tallies: {name: tuple(map(tuple, each)) for name, each in tallies.items()},
        _named_tallies,
    ),
    "quoted": (lambda quoted: {path: dict(lines) for path, lines in quoted.items()}, dict),
}
