"""A mapping that is kept on shelves, of which only those are read that are asked for something.

Whoever goes on from an earlier run asks of very many files for one or two. A shelf is its
bytes, or reads them once they are asked for (`cachefile.Late`).
"""

from __future__ import annotations

from marshal import dumps, loads
from zlib import crc32

from vaultsync.lean.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Protocol, TypeAlias

    class Late(Protocol):
        """Where a shelf lies that is read when it is asked for."""

        def read(self) -> bytes | None:
            """Return its bytes; None where they are damaged, or there no more."""

    Shelf: TypeAlias = bytes | Late
    _Base = Mapping[str, Any]
else:
    _Base = object

ON_ONE = 32
"""So many entries, about, are read at once."""


class ShelfLostError(LookupError):
    """A shelf is damaged, or the file that it stood in is gone."""


def bytes_on(shelf: Shelf) -> bytes:
    """Return the bytes of a shelf. Raises `ShelfLostError`, also where nothing was left to keep."""
    data = shelf if isinstance(shelf, bytes) else shelf.read()
    if not data:
        raise ShelfLostError
    return data


def shelves_of(entries: Mapping[str, Any], on_one: int = ON_ONE) -> list[bytes]:
    """Return the shelves to keep of a mapping of paths, whose values marshal takes.

    About so many entries come `on_one`. Raises `ShelfLostError`.
    """
    if isinstance(entries, Shelved):
        return [entries.shelf(number) for number in range(len(entries.shelves))]
    shelves: list[dict[str, Any]] = [{} for _ in range(len(entries) // on_one + 1)]
    for key, value in entries.items():
        shelves[_number(key, len(shelves))][key] = value
    return [dumps(shelf) for shelf in shelves]


class Shelved(_Base):
    """The mapping that `shelves_of` made shelves of; to ask it may raise `ShelfLostError`."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self.shelves = shelves
        self._read: dict[int, dict[str, Any]] = {}

    def shelf(self, number: int) -> bytes:
        """Return the bytes of a shelf. Raises `ShelfLostError`."""
        return bytes_on(self.shelves[number])

    def _shelf(self, number: int) -> dict[str, Any]:
        found = self._read.get(number)
        if found is None:
            found = self._read[number] = loads(self.shelf(number))  # noqa: S302 - ours, and whole
        return found

    def __getitem__(self, key: str) -> Any:
        return self._shelf(_number(key, len(self.shelves)))[key]

    def get(self, key: str, other: Any = None) -> Any:
        """Return the value of a key, or another where there is none."""
        return self._shelf(_number(key, len(self.shelves))).get(key, other)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._shelf(_number(key, len(self.shelves)))

    def __iter__(self) -> Iterator[str]:
        for number in range(len(self.shelves)):
            yield from self._shelf(number)

    def __len__(self) -> int:
        return sum([len(self._shelf(number)) for number in range(len(self.shelves))])

    def whole(self) -> dict[str, Any]:
        """Return all of it."""
        found: dict[str, Any] = {}
        for number in range(len(self.shelves)):
            found.update(self._shelf(number))
        return found

    def keys(self) -> Any:
        """Return all keys."""
        return self.whole().keys()

    def values(self) -> Any:
        """Return all values."""
        return self.whole().values()

    def items(self) -> Any:
        """Return all keys with their values."""
        return self.whole().items()

    def __eq__(self, other: object) -> bool:
        return self.whole() == (other.whole() if isinstance(other, Shelved) else other)

    __hash__ = None  # type: ignore[assignment]  # as no mapping has one


def _number(key: str, count: int) -> int:
    return crc32(key.encode("utf-8", "surrogatepass")) % count
