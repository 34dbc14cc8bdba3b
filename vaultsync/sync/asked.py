"""What orders ask of a note's frontmatter: properties, and the tags among them."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.properties.changes import expected
from vaultsync.obsidian.properties.edit import (
    AddItems,
    RefusedError,
    RemoveItems,
    ReplaceItem,
    SetProperty,
)
from vaultsync.sync.changes import Intent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vaultsync.agreement import FieldState
    from vaultsync.held import Held
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.properties.edit import Change
    from vaultsync.sync.changes import Where
    from vaultsync.sync.decide import Order
    from vaultsync.sync.writing import Writing


class Asked(NamedTuple):
    """Changes that one reason may refuse, of what, and the orders that need them.

    `intents` are those of the tags; what properties come to hold follows from
    the changes that are made together (`property_intents`). `refusal` is why
    the changes cannot even be said; there are none then.
    """

    what: str
    orders: tuple[Order, ...]
    changes: tuple[Change, ...]
    intents: tuple[Intent, ...] = ()
    refusal: str = ""


def asked_of(note: Note, orders: Sequence[Order], how: Writing) -> Iterator[Asked]:
    """Yield what orders for a note ask of its frontmatter: the tags together, then each property.

    A tag that stands in the body only asks for nothing here.
    """
    changes: list[Change] = []
    intents: list[Intent] = []
    new_tags: list[str] = []
    tagged: list[Order] = []
    for order in orders:
        if order.state.place == "tag":
            before = len(changes) + len(new_tags)
            changes += _listed_tags(note, order, how, new_tags, intents)
            if len(changes) + len(new_tags) > before:
                tagged.append(order)
    if new_tags:
        changes.append(AddItems("tags", new_tags))
        intents += (Intent("tags", tag, tag) for tag in new_tags)
    if changes:
        yield Asked("its tags", tuple(tagged), tuple(changes), tuple(intents))
    for order in orders:
        if order.state.place == "property":
            name = how.property_name(order.state.field)
            try:
                mine = _property(note, order, how)
            except RefusedError as error:
                yield Asked(name, (order,), (), refusal=str(error))
            else:
                if mine:
                    yield Asked(name, (order,), tuple(mine))


def property_intents(note: Note, changes: Sequence[Change]) -> list[Intent]:
    """Return what the properties, but for the tags, come to hold by changes made in this order."""
    values: dict[str, object] = dict(note.properties.values)
    names: dict[str, None] = {}
    for change in changes:
        if change.name.casefold() != "tags":
            values = expected(values, change)
            names[change.name] = None
    by_name = {name.casefold(): value for name, value in values.items()}
    return [Intent("property", name, _frozen(by_name.get(name.casefold()))) for name in names]


def tag_intents(where: Where, old: Sequence[str], new: str | None) -> list[Intent]:
    """Return what becomes of tags of which one kind stands in a place, and of the new one."""
    stays = next((name for name in old if new and name.casefold() == new.casefold()), None)
    intents = [Intent(where, name, None) for name in old if name != stays]
    if new and stays is None:
        intents.append(Intent(where, new, new))
    return intents


def in_body(note: Note, state: FieldState) -> list[Held]:
    """Return our values of a place that stand in the note's body."""
    return [each for each in _ours(state) if each.start >= note.body_start]


def _listed_tags(
    note: Note, order: Order, how: Writing, new_tags: list[str], intents: list[Intent]
) -> list[Change]:
    state = order.state
    names = [each.raw for each in _ours(state) if each.start < note.body_start]
    new = order.token and how.tag(state.field, order.token)
    if not names:
        if new and not in_body(note, state):
            new_tags.append(new)
        return []
    intents += tag_intents("tags", names, new)
    others = [name for name in names if not new or name.casefold() != new.casefold()]
    changes: list[Change] = []
    if new and len(others) == len(names):
        changes.append(ReplaceItem("tags", others.pop(0), new))
    if others:
        changes.append(RemoveItems("tags", others))
    return changes


def _property(note: Note, order: Order, how: Writing) -> list[Change]:
    name = how.property_name(order.state.field)
    ours = [each.raw for each in _ours(order.state)]
    present = note.properties.get(name)
    if order.token is None:
        return [RemoveItems(name, ours, drop_key=True)] if ours else []
    if not isinstance(present, list):
        return [SetProperty(name, how.value(order.state.field, order.token))]
    word = how.vocabulary.word(order.state.field, order.token)
    if not ours:
        return [AddItems(name, [word])]
    changes: list[Change] = [ReplaceItem(name, ours[0], word)]
    if len(ours) > 1:
        changes.append(RemoveItems(name, [raw for raw in ours[1:] if raw != word]))
    return changes


def _ours(state: FieldState) -> list[Held]:
    return [each for each in state.held if not each.foreign]


def _frozen(value: object) -> str | tuple[object, ...] | None:
    if isinstance(value, list):
        return tuple(value)
    return None if value is None else str(value)
