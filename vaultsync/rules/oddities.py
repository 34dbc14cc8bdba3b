"""The oddities of a note's properties, found once for the five rules that ask for them."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.properties.oddities import OddityKind


def oddities(note: Note, kind: OddityKind) -> Iterator[tuple[int, int]]:
    """Yield the spans of one kind of oddity; templates' placeholders are none."""
    if note.frontmatter is None:
        return
    for oddity in note.properties.oddities:
        written = note.text[oddity.start : oddity.end]
        if oddity.kind == kind and "{{" not in written and "<%" not in written:
            yield oddity.start, oddity.end
