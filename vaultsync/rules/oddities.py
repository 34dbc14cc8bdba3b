"""The oddities of a note's properties, found once for the five rules that ask for them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from vaultsync.obsidian.property_oddities import OddityKind, oddities_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.property_oddities import Oddity


def oddities(note: Note, kind: OddityKind) -> Iterator[tuple[int, int]]:
    """Yield the spans of one kind of oddity; templates' placeholders are none."""
    if note.frontmatter is None:
        return
    for oddity in _found(note):
        written = note.text[oddity.start : oddity.end]
        if oddity.kind == kind and "{{" not in written and "<%" not in written:
            yield oddity.start, oddity.end


@lru_cache(maxsize=1)
def _found(note: Note) -> tuple[Oddity, ...]:
    return oddities_in(note.text, note.properties)
