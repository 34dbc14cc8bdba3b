"""What was found in each note, folded into bytes: as other processes and later runs are told it.

Of thousands of notes few are asked for again when one changed, so that each is opened by itself.
"""

from __future__ import annotations

from marshal import dumps, loads

from vaultsync.lean.typed import TYPE_CHECKING, Generic, NamedTuple, TypeVar
from vaultsync.workspace.plain import diagnostic_of, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.report.passages import PlainPassage
    from vaultsync.rules.for_notes import Judged

T = TypeVar("T")


class Folded(Generic[T]):
    """Something of each of many notes, each folded until it is asked for."""

    def __init__(self, folded: Mapping[str, bytes] | None = None) -> None:
        self._values: dict[str, T | bytes] = dict(folded or {})

    @staticmethod
    def fold(value: T) -> bytes:
        """Return it as bytes, none where there is nothing of a note."""
        raise NotImplementedError

    @staticmethod
    def opened(folded: bytes) -> T:
        """Return what `fold` was given."""
        raise NotImplementedError

    def __contains__(self, path: str) -> bool:
        return path in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def get(self, path: str, other: T) -> T:
        """Return that of a note, or another where there is none."""
        value = self._values.get(path, other)
        if not isinstance(value, bytes):
            return value
        opened = self._values[path] = self.opened(value)
        return opened

    def items(self) -> Iterator[tuple[str, T]]:
        """Yield the notes with what there is of each, which is not held open for it."""
        for path, value in self._values.items():
            yield path, self.opened(value) if isinstance(value, bytes) else value

    def telling(self) -> list[str]:
        """Return the notes of which there is something."""
        return [path for path, value in self._values.items() if value]

    def update(self, values: Mapping[str, T] | Mapping[str, bytes]) -> None:
        """Put this in place of what there is, as it is or folded."""
        self._values.update(values)

    def drop(self, paths: Iterable[str]) -> None:
        """Have nothing of these notes any more."""
        for path in paths:
            self._values.pop(path, None)

    def clear(self) -> None:
        """Have nothing any more."""
        self._values.clear()

    def folded(self, path: str) -> bytes:
        """Return that of a note as bytes; none where there is nothing."""
        value = self._values.get(path, b"")
        return value if isinstance(value, bytes) else self.fold(value)

    def all_folded(self) -> dict[str, bytes]:
        """Return that of each note as bytes, but for those of which there is nothing."""
        return {path: self.folded(path) for path in self.telling()}


class FoldedFound(Folded["tuple[Diagnostic, ...]"]):
    """What was found in notes."""

    @staticmethod
    def fold(value: Sequence[Diagnostic]) -> bytes:  # noqa: D102 - as above
        return dumps(tuple(map(plain, value))) if value else b""

    @staticmethod
    def opened(folded: bytes) -> tuple[Diagnostic, ...]:  # noqa: D102 - as above
        return tuple(map(diagnostic_of, loads(folded))) if folded else ()  # noqa: S302 - ours


class FoldedLines(Folded["dict[int, str]"]):
    """Lines of notes, by their numbers."""

    @staticmethod
    def fold(value: Mapping[int, str]) -> bytes:  # noqa: D102 - as above
        return dumps(dict(value)) if value else b""

    @staticmethod
    def opened(folded: bytes) -> dict[int, str]:  # noqa: D102 - as above
        return loads(folded) if folded else {}  # noqa: S302 - ours, and whole


class FoldedNotes(NamedTuple):
    """What notes and canvases were found to be, folded (`Judged`), and some of their passages."""

    found: dict[str, bytes]
    asking: set[str]
    quoted: dict[str, bytes]
    passages: dict[str, PlainPassage]

    @classmethod
    def of(cls, judged: Judged, passages: dict[str, PlainPassage]) -> FoldedNotes:
        """Return what was judged, folded."""
        found = {path: FoldedFound.fold(each) for path, each in judged.found.items()}
        quoted = {path: FoldedLines.fold(lines) for path, lines in judged.quoted.items()}
        return cls(found, judged.asking, quoted, passages)

    def add(self, part: FoldedNotes) -> None:
        """Know also what others were found to be."""
        self.found.update(part.found)
        self.asking.update(part.asking)
        self.quoted.update(part.quoted)
        self.passages.update(part.passages)
