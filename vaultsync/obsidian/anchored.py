"""Which sources have links to something in which file, as one run of bytes.

A large vault has tens of thousands of such links, and whoever goes on from an
earlier run asks for those to a few files that changed: they are searched for,
and nothing is made of the others. No path holds a NUL or begins with a `/`, so
`NUL / FILE NUL SOURCE NUL SOURCE` is one file with its sources, whatever comes
before and behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


class Anchored:
    """The sources of each file, as `uses.anchored` tells them; `data` is how they are kept."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @classmethod
    def of(cls, found: Mapping[str, Iterable[str]]) -> Anchored:
        """Return the sources of each file as they can be kept."""
        told = [f"/{path}\0{_line(sources)}" for path, sources in found.items()]
        return cls(_encoded("\0" + "".join(told)))

    def to(self, path: str) -> list[str]:
        """Return the sources that have links to something in a file, each once."""
        file = _file(path)
        at = self.data.find(file)
        if at < 0:
            return []
        start = at + len(file)
        end = self.data.find(b"\0/", start - 1)
        told = self.data[start : end if end >= 0 else len(self.data) - 1]
        return told.decode("utf-8", "surrogatepass").split("\0") if told else []

    def told_anew(self, touched: Collection[str], anew: Mapping[str, Iterable[str]]) -> Anchored:
        """Return what is true once the touched sources have only the links that `anew` tells."""
        data = self.data
        for path in touched:
            data = data.replace(b"\0" + _encoded(path) + b"\0", b"\0")
        for path, sources in anew.items():
            file = _file(path)
            more = _encoded(_line([source for source in sources if source in touched]))
            if file in data:
                data = data.replace(file, file + more, 1)
            elif more:
                data += file[1:] + more
        return Anchored(data)


def _line(paths: Iterable[str]) -> str:
    return "".join([f"{path}\0" for path in paths])


def _file(path: str) -> bytes:
    return b"\0/" + _encoded(path) + b"\0"


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
