"""Which names the links of each note and canvas say, as a few bytes a link.

A file that comes or goes concerns the sources whose links may mean it, and no others. A
link may mean the files with its stem, wherever they lie. Of each stem four bytes are kept,
its checksum: where two stems have one, a source too many is judged again, never one too few.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from marshal import dumps, loads
from zlib import crc32

from vaultsync.disk.shelved import bytes_on
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple, TypeAlias
from vaultsync.obsidian.names import encoded_stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vaultsync.disk.shelved import Shelf
    from vaultsync.obsidian.facts import LinkFact

_SIZE = 4  # bytes of a name
_SOON = 100  # names: so many are put together sooner than what is faster is imported
_FEW = 16  # names: so many are looked for one by one sooner than all that are said are gone through


Names: TypeAlias = "tuple[list[int], bytes]"
"""The names that the links of some sources say: how many bytes those of each are, and all bytes."""


def names_said(sources: Sequence[Iterable[LinkFact]]) -> Names:
    """Return for the links of each source the names that they say, `_SIZE` bytes each."""
    said = [[link[4] for link in links if link[4] and not link[11]] for links in sources]
    paths = [path for each in said for path in each]
    return [len(each) * _SIZE for each in said], _codes(paths)


def _codes(paths: list[str]) -> bytes:
    codes = map(crc32, encoded_stems(paths))
    if len(paths) < _SOON:
        return b"".join([code.to_bytes(_SIZE, "big") for code in codes])
    from struct import pack

    return pack(f">{len(paths)}I", *codes)


class Mentions(NamedTuple):
    """The names that the links of each source say.

    `data` is how they are kept, `anew` are those that some sources say by now: what is in
    `data` of these does not count. Where it is read late, to ask may raise `ShelfLostError`.
    """

    data: Shelf
    anew: Mapping[str, bytes] = {}

    @classmethod
    def of(cls, paths: Iterable[str], said: Iterable[Names]) -> Mentions:
        """Return the names of each source as they can be kept, told of some after the other."""
        sizes: list[int] = []
        names: list[bytes] = []
        for these, those in said:
            sizes += these
            names.append(those)
        return cls(dumps(("\0".join(paths), sizes, b"".join(names))))

    def saying(self, paths: Iterable[str]) -> set[str]:
        """Return the sources with links that may mean one of these files, and perhaps others."""
        text, sizes, names = loads(bytes_on(self.data))  # noqa: S302 - ours, and whole
        whole = _codes([*paths])
        wanted = {whole[at : at + _SIZE] for at in range(0, len(whole), _SIZE)}
        found = {path for path, said in self.anew.items() if _says(said, wanted)}
        sources, ends = text.split("\0"), list(accumulate(sizes))
        places = _all_places if len(wanted) > _FEW else _places
        rows = {bisect_right(ends, at) for at in places(names, wanted, ends)}
        return found | ({sources[row] for row in rows} - self.anew.keys())

    def told_anew(self, found: Mapping[str, bytes], gone: frozenset[str] = frozenset()) -> Mentions:
        """Return what is true once some sources say other names.

        Of those `gone` nothing is held that `data` never knew.
        """
        now = {**self.anew, **found}
        if held := self.anew.keys() & gone:
            told = loads(bytes_on(self.data))  # noqa: S302 - ours, and whole
            known = {*told[0].split("\0")}
            now = {path: said for path, said in now.items() if path not in held or path in known}
        return self._replace(anew=now)


def _places(names: bytes, wanted: set[bytes], ends: list[int]) -> Iterable[int]:
    """Yield where wanted names stand; each at least once in every source that says it."""
    for name in wanted:
        at = names.find(name)
        while at >= 0:
            aligned = at % _SIZE == 0  # else it is the end of one name and the beginning of another
            if aligned:
                yield at
            at = names.find(name, ends[bisect_right(ends, at)] if aligned else at + 1)


def _all_places(names: bytes, wanted: set[bytes], ends: list[int]) -> Iterable[int]:
    """Yield the same where many are wanted: in the time that it takes to look at all names."""
    codes = {memoryview(name).cast("I")[0] for name in wanted}
    said = memoryview(names).cast("I")
    return [row * _SIZE for row, code in enumerate(said) if code in codes]


def _says(said: bytes, wanted: set[bytes]) -> bool:
    return any(said[at : at + _SIZE] in wanted for at in range(0, len(said), _SIZE))
