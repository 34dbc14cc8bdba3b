"""What was found out about notes, kept while they are the notes of their paths."""

from __future__ import annotations

from _weakref import ref  # `weakref` names it, and needs longer than all that is asked of it

from vaultsync.lean.typed import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from vaultsync.obsidian.note import Note

T = TypeVar("T")


class NoteAnswers(Generic[T]):
    """One answer a note. A note is not held for it, and costs half of what a weak key does."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[ref[Note], T]] = {}

    def get(self, note: Note) -> T | None:
        """Return what was kept of this very note, or None."""
        known = self._known.get(note.path)
        return known[1] if known is not None and known[0]() is note else None

    def keep(self, note: Note, answer: T) -> T:
        """Keep an answer, and return it."""
        self._known[note.path] = ref(note), answer
        return answer
