"""The edits of one note that carry out orders, and what they are meant to change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.held import stretch, tags_below
from vaultsync.obsidian.properties_edit import (
    AddItems,
    RefusedError,
    RemoveItems,
    ReplaceItem,
    SetProperty,
    edit_properties,
)
from vaultsync.obsidian.property_changes import expected
from vaultsync.obsidian.tag_lines import TagChange, TagPlace, set_tags
from vaultsync.sync.changes import Intent, Left

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vaultsync.agreement import FieldState
    from vaultsync.config import Names
    from vaultsync.held import Held
    from vaultsync.match.claims import Claim
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.properties_edit import Change
    from vaultsync.sync.decide import Order
    from vaultsync.text import Edit
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
        return SetProperty(self.modified, self.time[:19] if timed else self.time[:10])


class NoteEdits(NamedTuple):
    """The edits of a note, what they mean, the orders that they carry out, and what is left."""

    edits: tuple[Edit, ...]
    intents: tuple[Intent, ...]
    done: tuple[Order, ...]
    left: tuple[Left, ...]


def note_edits(
    note: Note, orders: Sequence[Order], claims: Mapping[Claim, Sequence[FieldState]], how: Writing
) -> NoteEdits:
    """Return the edits that carry out the orders for one note.

    `claims` gives all the states of the claims in question, those that stay as
    they are included: their tags share lines with those that change.
    """
    work = _Edits(note, how)
    by_claim: dict[Claim, list[Order]] = {}
    for order in orders:
        by_claim.setdefault(order.claim, []).append(order)
    for claim, mine in by_claim.items():
        work.body(claim, mine, claims[claim])
    # After the body: only a note that changes is stamped with the time.
    work.frontmatter(orders)
    return NoteEdits(
        tuple(sorted(work.edits, key=lambda edit: (edit.start, edit.end))),
        tuple(work.intents),
        tuple(order for order in orders if order not in work.failed),
        tuple(dict.fromkeys(work.left)),
    )


class _Edits:
    """The edits of one note as they come together."""

    def __init__(self, note: Note, how: Writing) -> None:
        self._note = note
        self._how = how
        self.edits: list[Edit] = []
        self.intents: list[Intent] = []
        self.failed: list[Order] = []
        self.left: list[Left] = []

    def frontmatter(self, orders: Sequence[Order]) -> None:
        """Edit properties and the frontmatter's tags, all in one go."""
        mine = [order for order in orders if order.claim.is_note]
        changes: list[Change] = []
        intents: list[Intent] = []
        done: list[Order] = []
        new_tags: list[str] = []
        for order in mine:
            if order.state.place == "tag":
                done.append(order)
                changes += self._listed_tags(order, new_tags, intents)
        if new_tags:
            changes.append(AddItems("tags", new_tags))
            intents += (Intent("tags", tag, tag) for tag in new_tags)
        for order in mine:
            if order.state.place == "property":
                try:
                    changes += self._property(order)
                except RefusedError as error:
                    self._refuse([order], str(error))
                else:
                    done.append(order)
        if self._how.modified and (changes or self.edits):
            stamp = self._how.stamp(self._note)
            try:
                self._edit([*changes, stamp], intents)
            except RefusedError as error:
                reason = f"{stamp.name} stays as it is: {error}"
                self.left.append(Left("", self._note.path, reason))
            else:
                return
        if changes:
            try:
                self._edit(changes, intents)
            except RefusedError as error:
                self._refuse(done, f"its properties cannot be edited: {error}")

    def _edit(self, changes: Sequence[Change], intents: Sequence[Intent]) -> None:
        note = self._note
        self.edits += edit_properties(note.text, note.frontmatter, changes)
        self.intents += intents
        self.intents += self._property_intents(changes)

    def body(self, claim: Claim, orders: Sequence[Order], states: Sequence[FieldState]) -> None:
        """Edit the lines of tags below a claim."""
        tag_orders = {o.state.field: o for o in orders if o.state.place == "tag"}
        changes: list[TagChange] = []
        intents: list[Intent] = []
        for state in states:
            if state.place != "tag":
                continue
            names = [each.raw for each in self._in_body(state)]
            order = tag_orders.get(state.field)
            if order is None:
                changes += (TagChange([name], name) for name in names[:1])
            elif names or not claim.is_note:
                new = order.token and self._how.tag(state.field, order.token)
                changes.append(TagChange(names, new))
                intents += _tag_intents("body", names, new)
        if not intents:
            return
        if claim.paragraph is None:
            self._refuse(list(tag_orders.values()), "there is no paragraph to put its tags under")
            return
        start, end = stretch(self._note, claim)
        paragraph = claim.paragraph
        place = TagPlace(start, paragraph.end, paragraph.prefix, paragraph.block_id, end)
        self.edits += set_tags(self._note.text, tags_below(self._note, claim), place, changes)
        self.intents += intents

    def _listed_tags(
        self, order: Order, new_tags: list[str], intents: list[Intent]
    ) -> list[Change]:
        state = order.state
        names = [each.raw for each in _ours(state) if each.start < self._note.body_start]
        new = order.token and self._how.tag(state.field, order.token)
        if not names:
            if new and not self._in_body(state):
                new_tags.append(new)
            return []
        intents += _tag_intents("tags", names, new)
        others = [name for name in names if not new or name.casefold() != new.casefold()]
        changes: list[Change] = []
        if new and len(others) == len(names):
            changes.append(ReplaceItem("tags", others.pop(0), new))
        if others:
            changes.append(RemoveItems("tags", others))
        return changes

    def _property(self, order: Order) -> list[Change]:
        name = self._how.property_name(order.state.field)
        ours = [each.raw for each in _ours(order.state)]
        present = self._note.properties.get(name)
        if order.token is None:
            return [RemoveItems(name, ours, drop_key=True)] if ours else []
        if not isinstance(present, list):
            return [SetProperty(name, self._how.value(order.state.field, order.token))]
        word = self._how.vocabulary.word(order.state.field, order.token)
        if not ours:
            return [AddItems(name, [word])]
        changes: list[Change] = [ReplaceItem(name, ours[0], word)]
        if len(ours) > 1:
            changes.append(RemoveItems(name, [raw for raw in ours[1:] if raw != word]))
        return changes

    def _property_intents(self, changes: Sequence[Change]) -> list[Intent]:
        values: dict[str, object] = dict(self._note.properties.values)
        names: dict[str, None] = {}
        for change in changes:
            if change.name.casefold() != "tags":
                values = expected(values, change)
                names[change.name] = None
        by_name = {name.casefold(): value for name, value in values.items()}
        return [Intent("property", name, _frozen(by_name.get(name.casefold()))) for name in names]

    def _in_body(self, state: FieldState) -> list[Held]:
        return [each for each in _ours(state) if each.start >= self._note.body_start]

    def _refuse(self, orders: Sequence[Order], reason: str) -> None:
        self.failed += orders
        self.left += (Left(order.action, self._note.path, reason) for order in orders)


def _ours(state: FieldState) -> list[Held]:
    return [each for each in state.held if not each.foreign]


def _tag_intents(where: str, old: Sequence[str], new: str | None) -> list[Intent]:
    stays = next((name for name in old if new and name.casefold() == new.casefold()), None)
    place = "body" if where == "body" else "tags"
    intents = [Intent(place, name, None) for name in old if name != stays]  # type: ignore[arg-type]
    if new and stays is None:
        intents.append(Intent(place, new, new))  # type: ignore[arg-type]
    return intents


def _frozen(value: object) -> str | tuple[object, ...] | None:
    if isinstance(value, list):
        return tuple(value)
    return None if value is None else str(value)
