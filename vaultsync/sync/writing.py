"""How values are written into notes: under which names, in which words, as which types."""

from __future__ import annotations

import re

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.properties.edit import RefusedError, SetProperty
from vaultsync.obsidian.yaml.writing import Time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vaultsync.config import Names
    from vaultsync.obsidian.note import Note
    from vaultsync.tracker.vocabulary import Field, Vocabulary

_LIST_TYPES = frozenset({"multitext", "tags", "aliases"})
_TEXT_TYPES = frozenset({"text"})
_TIMED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:")


class Writing(NamedTuple):
    """How values are written: names, words, and the types that the vault gives properties.

    `modified` is the property that says when a note was last changed, if the
    user wants it kept; `time` is the time, as `2026-11-21T20:55:58Z`.
    """

    names: Names
    vocabulary: Vocabulary
    types: Mapping[str, str]
    modified: str = ""
    time: str = ""

    def property_name(self, field: Field) -> str:
        """Return the name of a field's property."""
        names = self.names
        return names.status_property if field == "status" else names.priority_property

    def tag(self, field: Field, token: str) -> str:
        """Return the tag, without `#`, that says a token."""
        prefix = self.names.status_tag if field == "status" else self.names.priority_tag
        return prefix + token

    def value(self, field: Field, token: str) -> str | list[str]:
        """Return a property's new value: a text, or a list where the vault's type is one.

        Raises `RefusedError` for a type that cannot hold a word (SPEC G7).
        """
        name = self.property_name(field)
        kind = self.types.get(name.lower(), "text")
        word = self.vocabulary.word(field, token)
        if kind in _LIST_TYPES:
            return [word]
        if kind in _TEXT_TYPES:
            return word
        raise RefusedError(f"the vault's type of {name} is {kind}, which cannot hold {word}")

    def stamp(self, note: Note) -> SetProperty:
        """Return the change that says when the note was changed: a day, or a time of the day.

        It follows the vault's type of the property (SPEC G7), else the form of
        the value that stands there.
        """
        kind = self.types.get(self.modified.lower(), "")
        held = note.properties.get(self.modified)
        timed = kind == "datetime" or (not kind and bool(_TIMED.match(str(held))))
        return SetProperty(self.modified, Time(self.time[:19] if timed else self.time[:10]))
