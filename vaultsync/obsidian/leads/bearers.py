"""Which files bear a name, looked up in what an earlier run kept of all names.

Whoever goes on from an earlier run asks for the files of a few links, and for what is
near the name of a broken one. To make a dictionary of all names takes longer than that,
so two tables of them are kept, in the order of the files: hashes in their order, to look a
name up by halving, and the names themselves in one text, which is read where a name like
another is sought.
"""

from __future__ import annotations

from bisect import bisect_left
from zlib import crc32

from vaultsync.lean.kept import kept
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import NOTE_SUFFIX, all_folded, folded, stem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from vaultsync.disk.cachefile import Bytes
    from vaultsync.obsidian.leads.sieve import Sought

_HASHES, _NAMES = "hashes", "names"


class Bearers:
    """Files by the `stem` that they bear.

    `paths` are the files that `read` gives the tables of, by their names in `names_to_keep`:
    None for one that is damaged, which is then made again. Of these files some may be `gone`
    since, and others `came`.
    """

    def __init__(
        self,
        paths: Sequence[str],
        read: Callable[[str], Bytes | None] = lambda name: None,
        came: Collection[str] = (),
        gone: Collection[str] = (),
    ) -> None:
        self._paths = paths
        self._read = read
        self._came = came
        self._gone = gone

    @kept
    def _made(self) -> dict[str, bytes]:
        return names_to_keep(self._paths)

    def _table(self, name: str) -> Bytes:
        found = self._read(name)
        return self._made[name] if found is None else found

    @kept
    def _hashes(self) -> Sequence[int]:
        return memoryview(self._table(_HASHES)).cast("Q")

    @kept
    def _names(self) -> bytes:
        return bytes(self._table(_NAMES))

    def of(self, wanted: str) -> list[str]:
        """Return the files whose `stem` is as wanted."""
        number = crc32(wanted.encode("utf-8", "surrogatepass"))
        hashes, paths = self._hashes, self._paths
        found: list[str] = []
        at = bisect_left(hashes, number << 32)
        while at < len(hashes) and hashes[at] >> 32 == number:
            path = paths[hashes[at] & 0xFFFFFFFF]
            if path not in self._gone and stem(path) == wanted:
                found.append(path)
            at += 1
        return found + [path for path in self._came if stem(path) == wanted]

    def names(self, without: Collection[str]) -> Iterable[str]:
        """Return the folded last parts of all paths without one `.md`, some more than once.

        Those of files `without` are left out.
        """
        names = self._names.decode("utf-8", "surrogatepass").split("\0")[1:-1]
        return self._there(zip(self._paths, names, strict=True), without)

    def near(self, sought: Sought, without: Collection[str]) -> Iterable[str]:
        """Return the `names` that have something of what is sought, and perhaps others."""
        from vaultsync.obsidian.leads.sieve import Sieve

        rows = Sieve(self._names).rows(sought)
        paths = [self._paths[row] for row in rows]
        return self._there(zip(paths, _names_of(paths), strict=True), without)

    def _there(self, each: Iterable[tuple[str, str]], without: Collection[str]) -> Iterable[str]:
        if without or self._gone:
            each = [one for one in each if one[0] not in without and one[0] not in self._gone]
        came = [path for path in self._came if path not in without]
        return [*[name for _, name in each], *_names_of(came)]


def names_to_keep(paths: Collection[str]) -> dict[str, bytes]:
    """Return the tables of the names of files, which `Bearers` reads. No path holds a NUL.

    A hash stands above the number of its file, in the order of bytes of this machine.
    """
    from struct import pack

    # All at once, as there are many; the few that hold other letters than those of ASCII again.
    written = [path[path.rfind("/") + 1 :] for path in paths]
    plain = "\0".join([*written, ""]).encode("utf-8", "surrogatepass")
    names = plain.lower().replace(b".md\0", b"\0").split(b"\0")[:-1]
    others = [row for row, name in enumerate(names) if not name.isascii()]
    text = folded("\0".join([*[written[row] for row in others], ""])).replace(".md\0", "\0")
    for row, name in zip(others, text.split("\0"), strict=False):
        names[row] = name.encode("utf-8", "surrogatepass")
    hashes = sorted(
        [
            crc32(_stem(name) if name[-3:] == b".md" else name) << 32 | row
            for row, name in enumerate(names)
        ]
    )
    return {_HASHES: pack(f"@{len(hashes)}Q", *hashes), _NAMES: b"\0".join([b"", *names, b""])}


def _names_of(paths: Iterable[str]) -> list[str]:
    names = [path[path.rfind("/") + 1 :] for path in all_folded(paths)]
    return [name[:-3] if name[-3:] == NOTE_SUFFIX else name for name in names]


def _stem(name: bytes) -> bytes:
    while name[-3:] == b".md":
        name = name[:-3]
    return name
