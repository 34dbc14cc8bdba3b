"""Which notes cannot state an action, told without reading more of them than their headings."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.match.places.labels import LabelPattern
    from vaultsync.obsidian.note import Note


def may_claim(notes: Sequence[Note], labels: LabelPattern, id_property: str) -> list[Note]:
    """Return notes of which the others cannot claim or stand for anything. Cheap.

    Every note of a vault is asked about, so plain facts are looked at, and first those of
    many notes at once.
    """
    texts = [fact[1] for note in notes for fact in note.facts[1]]
    texts += [note.path for note in notes]
    named = labels.possible_in_any(texts)
    known = id_property.casefold()
    found = []
    for note in notes:
        block = "" if note.facts[0] is None else note.properties.folded
        if (
            ("title" in block and labels.possible_in(note.properties.source))
            or (known and known in block)
            or (named and labels.possible_in_any([note.name, *[fact[1] for fact in note.facts[1]]]))
        ):
            found.append(note)
    return found


def properties_block(note: Note) -> str:
    """Return the YAML between the fences as it is written."""
    return note.text[slice(*note.frontmatter)] if note.frontmatter else ""


def may_hold(block: str, name: str) -> bool:
    """Return False where properties cannot hold a name. Cheap."""
    return bool(name) and name.casefold() in block.casefold()
