"""What a note must have for a rule to have anything to say of it.

Each rule for single notes names one of these as its `NEEDS`. They are cheap,
most notes have none of it, and rules of one need share the answer: so a rule
costs nothing where it has nothing to say.
"""

from __future__ import annotations

from vaultsync.rules.shown_labels import doubtful_labels
from vaultsync.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View


def problems(note: Note, view: View) -> bool:
    """Properties that cannot be read."""
    return note.facts[0] is not None and bool(note.properties.problems)


def oddities(note: Note, view: View) -> bool:
    """Properties that say something else than their author meant."""
    return note.facts[0] is not None and bool(note.properties.oddities)


def typed_properties(note: Note, view: View) -> bool:
    """Properties, in a vault that says of which type some are."""
    return note.facts[0] is not None and bool(view.vault.settings.types)


def loose_fence(note: Note, view: View) -> bool:
    """Spaces after the fence that opens the properties."""
    found = note.facts[0]
    return found is not None and found[3]


def rule_below_properties(note: Note, view: View) -> bool:
    """Properties, and below them nothing before a `-`."""
    found = note.facts[0]
    return found is not None and note.text.startswith(_BEFORE_RULE, found[2])


def merge_markers(note: Note, view: View) -> bool:
    """Lines that a merge left."""
    return bool(note.facts[9])


def unfinished(note: Note, view: View) -> bool:
    """Links that were left while typing."""
    return bool(note.facts[10])


def shown_labels(note: Note, view: View) -> bool:
    """Links, in its text or in its properties, that show another label than that of their file."""
    return any(doubtful_labels(note, view))


_BEFORE_RULE = ("-", " ", "\t", "\r", "\n")
