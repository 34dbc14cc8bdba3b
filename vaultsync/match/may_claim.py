"""Which notes cannot state an action, told without reading more of them than their headings."""

from __future__ import annotations

from vaultsync.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsync.match.labels import LabelPattern
    from vaultsync.obsidian.note import Note


def may_claim(note: Note, labels: LabelPattern, id_property: str) -> bool:
    """Return False where a note cannot claim or stand for anything. Cheap.

    Every note of a vault is asked about, so plain facts are looked at, all headings at once.
    """
    facts, path = note.facts, note.path
    headings = [fact[1] for fact in facts[1]]
    if labels.possible_in("\n".join([path, *headings])) and (
        labels.possible_in(note.name) or labels.possible_in("\n".join(headings))
    ):
        return True
    frontmatter = facts[0]
    if frontmatter is None:
        return False
    block = note.text[frontmatter[0] : frontmatter[1]]
    small = block.casefold()
    return (bool(id_property) and id_property.casefold() in small) or (
        "title" in small and labels.possible_in(block)
    )


def properties_block(note: Note) -> str:
    """Return the YAML between the fences as it is written."""
    return note.text[slice(*note.frontmatter)] if note.frontmatter else ""


def may_hold(block: str, name: str) -> bool:
    """Return False where properties cannot hold a name. Cheap."""
    return bool(name) and name.casefold() in block.casefold()
