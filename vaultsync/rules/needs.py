"""What a note must have for a rule to have anything to say of it.

Each rule for single notes names one of these as its `NEEDS`. Each is asked of
many notes at once, and returns those that have it. They are cheap, most notes
have none of it, and rules of one need share the answer: so a rule costs nothing
where it has nothing to say.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.leads.uses import links_of
from vaultsync.rules.shown_labels import showing_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View


def problems(notes: Sequence[Note], view: View) -> list[Note]:
    """Properties that cannot be read."""
    return [note for note in notes if note.facts[0] is not None and note.properties.problems]


def oddities(notes: Sequence[Note], view: View) -> list[Note]:
    """Properties that say something else than their author meant."""
    return [note for note in notes if note.facts[0] is not None and note.properties.oddities]


def typed_properties(notes: Sequence[Note], view: View) -> list[Note]:
    """Properties with a value that is not of the type which the vault says it has."""
    if not view.vault.settings.types:
        return []
    from vaultsync.rules.fitting import unfit_in

    unfit = unfit_in(view)
    return [note for note in notes if note.facts[0] is not None and unfit(note)]


def loose_fence(notes: Sequence[Note], view: View) -> list[Note]:
    """Spaces after the fence that opens the properties."""
    return [note for note in notes if (found := note.facts[0]) is not None and found[3]]


def rule_below_properties(notes: Sequence[Note], view: View) -> list[Note]:
    """Properties, and below them nothing before a `-`."""
    return [
        note
        for note in notes
        if (found := note.facts[0]) is not None and note.text.startswith(_BEFORE_RULE, found[2])
    ]


def merge_markers(notes: Sequence[Note], view: View) -> list[Note]:
    """Lines that a merge left."""
    return [note for note in notes if note.facts[9]]


def unfinished(notes: Sequence[Note], view: View) -> list[Note]:
    """Links that were left while typing."""
    return [note for note in notes if note.facts[10]]


def shown_labels(notes: Sequence[Note], view: View) -> list[Note]:
    """Links, in its text or in its properties, that show another label than that of their file."""
    return showing_labels(notes, map(links_of, notes), view)


_BEFORE_RULE = ("-", " ", "\t", "\r", "\n")
