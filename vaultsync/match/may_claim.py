"""Which notes cannot state an action, told without reading more of them than their headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsync.match.labels import LabelPattern
    from vaultsync.obsidian.note import Note


def may_claim(note: Note, labels: LabelPattern, id_property: str) -> bool:
    """Return False where a note cannot claim or stand for anything. Cheap."""
    if labels.possible_in(note.name):
        return True
    block = properties_block(note)
    if block and (
        may_hold(block, id_property) or (may_hold(block, "title") and labels.possible_in(block))
    ):
        return True
    headings = note.headings
    return bool(headings) and labels.possible_in("\n".join([each.text for each in headings]))


def properties_block(note: Note) -> str:
    """Return the YAML between the fences as it is written."""
    return note.text[slice(*note.frontmatter)] if note.frontmatter else ""


def may_hold(block: str, name: str) -> bool:
    """Return False where properties cannot hold a name. Cheap."""
    return bool(name) and name.casefold() in block.casefold()
