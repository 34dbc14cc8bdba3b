"""Which sources have links to something in which file.

A large vault has tens of thousands of such links, and whoever goes on from an
earlier run asks for those to a few files that changed: they are kept on shelves, and
few of these are read. What is different since stands beside it.
"""

from __future__ import annotations

from vaultsync.disk.shelved import Shelved, shelves_of
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_ON_ONE = 256  # files, about: a few kilobytes of paths


class Anchored(NamedTuple):
    """The sources of each file, as `uses.anchored` tells them.

    `data` is how they are kept, `anew` names the files in which some sources have
    links now: what is in `data` of these does not count. Where it is read late, to ask
    may raise `ShelfLostError`.
    """

    data: Shelved
    anew: Mapping[str, tuple[str, ...]] = {}

    @classmethod
    def of(cls, found: Mapping[str, Iterable[str]]) -> Anchored:
        """Return the sources of each file as they can be kept."""
        plain = {path: (*sources,) for path, sources in found.items()}
        return cls(Shelved(shelves_of(plain, _ON_ONE)))

    def to(self, path: str) -> list[str]:
        """Return the sources that have links to something in a file, each once."""
        told = self.data.get(path, ())
        now = [source for source, files in self.anew.items() if path in files]
        return [source for source in told if source not in self.anew] + now

    def all(self) -> dict[str, list[str]]:
        """Return the sources of every file."""
        if not self.anew:
            return {path: [*sources] for path, sources in self.data.items()}
        files = {*self.data, *(path for these in self.anew.values() for path in these)}
        return {path: self.to(path) for path in sorted(files)}

    def told_anew(
        self,
        touched: Collection[str],
        found: Mapping[str, Iterable[str]],
        gone: frozenset[str] = frozenset(),
    ) -> Anchored:
        """Return what is true once the touched sources have only the links of which `found` tells.

        What it tells of others is left out. Of those `gone` nothing is held that `data` never knew.
        """
        anew: dict[str, list[str]] = {path: [] for path in touched}
        for path, sources in found.items():
            for source in sources:
                if source in anew:
                    anew[source].append(path)
        now = {**self.anew, **{path: (*files,) for path, files in anew.items()}}
        if held := self.anew.keys() & gone:
            known = set(self.data).union(*self.data.values())
            now = {path: files for path, files in now.items() if path not in held or path in known}
        return self._replace(anew=now)
