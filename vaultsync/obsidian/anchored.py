"""Which sources have links to something in which file, as one run of bytes.

A large vault has tens of thousands of such links, and whoever goes on from an
earlier run asks for those to a few files that changed: they are searched for,
and nothing is made of the others. No path holds a NUL or begins with a `/`, so
`NUL / FILE NUL SOURCE NUL SOURCE` is one file with its sources, whatever comes
before and behind it. What is different since stands beside it.
"""

from __future__ import annotations

from vaultsync.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


class Anchored(NamedTuple):
    """The sources of each file, as `uses.anchored` tells them.

    `data` is how they are kept, `anew` names the files in which some sources have
    links now: what is in `data` of these does not count.
    """

    data: bytes
    anew: Mapping[str, tuple[str, ...]] = {}

    @classmethod
    def of(cls, found: Mapping[str, Iterable[str]]) -> Anchored:
        """Return the sources of each file as they can be kept."""
        told = [f"/{path}\0{_line(sources)}" for path, sources in found.items()]
        return cls(_encoded("\0" + "".join(told)))

    def to(self, path: str) -> list[str]:
        """Return the sources that have links to something in a file, each once."""
        file = b"\0/" + _encoded(path) + b"\0"
        at = self.data.find(file)
        told: list[str] = []
        if at >= 0:
            start = at + len(file)
            end = self.data.find(b"\0/", start - 1)
            line = self.data[start : end if end >= 0 else len(self.data) - 1]
            told = line.decode("utf-8", "surrogatepass").split("\0") if line else []
        now = [source for source, files in self.anew.items() if path in files]
        return [source for source in told if source not in self.anew] + now

    def all(self) -> dict[str, list[str]]:
        """Return the sources of every file."""
        text = self.data.decode("utf-8", "surrogatepass")
        lines = (line.rstrip("\0").split("\0") for line in text.split("\0/")[1:])
        found = {path: sources for path, *sources in lines}
        if not self.anew:
            return found
        files = {*found, *(path for these in self.anew.values() for path in these)}
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
            known = {*self.data.split(b"\0")}
            now = {
                path: files
                for path, files in now.items()
                if path not in held or _encoded(path) in known
            }
        return self._replace(anew=now)


def _line(paths: Iterable[str]) -> str:
    return "".join([f"{path}\0" for path in paths])


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
