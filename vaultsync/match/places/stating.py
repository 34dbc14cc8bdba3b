"""What one note or section claims, and which notes may claim at all."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.places.claim import Claim
from vaultsync.match.places.statement import said_in, said_under

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from vaultsync.match.places.labels import Label
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.vault import Vault


def claimants(vault: Vault, among: Container[str] | None = None) -> Iterator[Note]:
    """Yield the notes that may claim: not the copies that a conflict left, and no templates.

    With `among`, all others are left out.
    """
    copies, is_template = vault.conflict_copies, vault.settings.is_template
    for path in vault.note_paths:
        if (among is None or path in among) and path not in copies and not is_template(path):
            note = vault.note(path)
            if note is not None:
                yield note


def note_claim(
    note: Note, heading: int, label: Label | None, id_: tuple[str, ...], action: str = ""
) -> Claim:
    """Return what a note claims; `heading` is the one of its own label, -1 if it has none."""
    said = said_in(note, heading)
    text = said.text if said else ""
    name = action or (label.text if label else note.name)
    start, end = first_line(note)
    return Claim(name, label, note.path, -1, True, id_, text, said, "", None, start, end)


def section_claim(note: Note, heading: int, action: str, label: Label | None) -> Claim:
    """Return what a section claims."""
    said = said_under(note, heading)
    text = said.text if said else ""
    start, end = heading_span(note, heading)
    id_ = label.id if label else ()
    return Claim(action, label, note.path, heading, False, id_, text, said, "", None, start, end)


def first_line(note: Note) -> tuple[int, int]:
    """Return the span of a note's first line."""
    line = note.text.partition("\n")[0]
    return 0, len(line.partition("\r")[0])


def heading_span(note: Note, index: int) -> tuple[int, int]:
    """Return the span of a heading's text."""
    heading = note.headings[index]
    return heading.text_start, heading.text_end
