"""Changes of a note's properties: what each asks for, and what is then true."""

from __future__ import annotations

import math

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.properties.tags import holds_several, tag_name
from vaultsync.obsidian.yaml.scalars import is_number, plain_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vaultsync.obsidian.yaml.scalars import Scalar


_SHOWN = 40


class RefusedError(ValueError):
    """A block or a property that is not edited; the message is the reason."""


class SetProperty(NamedTuple):
    """Give a property a value; make the property if the note lacks it.

    A list or a text takes the place of whatever was there, except of a mapping.
    None leaves the key with nothing behind its colon.
    """

    name: str
    value: Scalar | list[str]


class RemoveProperty(NamedTuple):
    """Take a property away, key and value, if it is there."""

    name: str


class AddItems(NamedTuple):
    """Add to a list what it lacks; a single value becomes a list, no property a new one.

    Refused where one text stands for several tags: as one item of a list it
    would be none of them for good.
    """

    name: str
    items: Sequence[str]


class RemoveItems(NamedTuple):
    """Take items out of a list, or out of a property that is one of them by itself.

    What is left of a list without items is an empty one, unless `drop_key` asks
    for the property to go. `unlist` makes a list with one item left that item,
    as it was before a second one was added.
    """

    name: str
    items: Sequence[str]
    drop_key: bool = False
    unlist: bool = False


class ReplaceItem(NamedTuple):
    """Write another item in the place of one of a list, or of a single value."""

    name: str
    old: str
    new: str


Change = SetProperty | RemoveProperty | AddItems | RemoveItems | ReplaceItem


def key_in(values: Mapping[str, object], name: str) -> str | None:
    """Return how a note spells a property's name; None if it has none of the name.

    Raises `RefusedError` where it has two that differ by case, which are one
    property to Obsidian (release note 1.4.1).
    """
    spelled = [key for key in values if key.casefold() == name.casefold()]
    if len(spelled) > 1:
        raise RefusedError(f"`{spelled[0]}` and `{spelled[1]}` are both there")
    return spelled[0] if spelled else None


def same_item(name: str, held: object, item: str) -> bool:
    """Return whether an item that a property holds is one that a change names.

    Tags are the same without `#` and in whatever case (help "Tags").
    """
    return isinstance(held, str) and _identity(name, held) == _identity(name, item)


def _identity(name: str, item: str) -> tuple[bool, str]:
    """Return what an item is known by: equal for those that `same_item` calls the same."""
    tag = tag_name(item) if name.casefold() == "tags" else None
    return (True, tag.casefold()) if tag else (False, item)


def meant(name: str, held: Sequence[object], items: Sequence[str]) -> list[int]:
    """Return the indices of what to take out of a list, or to replace.

    Where no text is an item's, numbers are that are written so: `3`, `03`.
    """
    texts: dict[tuple[bool, str], list[int]] = {}
    numbers: dict[object, list[int]] = {}
    for index, each in enumerate(held):
        if isinstance(each, str):
            texts.setdefault(_identity(name, each), []).append(index)
        elif is_number(each):
            numbers.setdefault(_number(each), []).append(index)
    found: set[int] = set()
    for item in dict.fromkeys(items):
        same = texts.get(_identity(name, item))
        number = plain_value(item) if item and not same else None
        if is_number(number):
            same = numbers.get(_number(number))
        found.update(same or ())
    return sorted(found)


def _number(value: object) -> object:
    """Return what a number is known by: one that is none at all (`.nan`) equals itself here."""
    return "nan" if isinstance(value, float) and math.isnan(value) else value


def lacking(name: str, held: Sequence[object], items: Sequence[str]) -> list[str]:
    """Return the items that a list lacks, each once, written as the list's tags are."""
    found: list[str] = []
    texts = [each for each in held if isinstance(each, str)]
    hashed = bool(texts) and all(text.startswith("#") for text in texts)
    for item in items:
        if not any(same_item(name, each, item) for each in [*held, *found]):
            found.append(_hashed(name, item) if hashed else item)
    return found


def _hashed(name: str, item: str) -> str:
    """Return an item with the `#` that its property's other tags have."""
    is_bare_tag = name.casefold() == "tags" and tag_name(item) and not item.startswith("#")
    return f"#{item}" if is_bare_tag else item


def members(value: object) -> list[object]:
    """Return a property's value as a list: nothing, or an empty text, is an empty one."""
    if isinstance(value, list):
        return value
    return [] if value is None or value == "" else [value]


def same_value(one: object, other: object) -> bool:
    """Return whether two values are the same to Obsidian: 1 is not true, nor "1"."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same_value(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_value, one, other))
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one):
        return math.isnan(other)
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    if numbers and isinstance(one, bool) == isinstance(other, bool):
        return one == other
    if isinstance(one, str) and isinstance(other, str):
        return one == other  # a `Time` is text as well
    return type(one) is type(other) and one == other


def expected(values: Mapping[str, object], change: Change) -> dict[str, object]:
    """Return what a note's properties are after a change, in their order.

    Raises `RefusedError` for a change that does not fit what is there.
    """
    after = dict(values)
    key = key_in(values, change.name)
    held = None if key is None else values[key]
    name = change.name if key is None else key
    match change:
        case SetProperty(value=value):
            if isinstance(held, dict):
                raise RefusedError(f"`{name}` holds a mapping")
            after[name] = value
        case RemoveProperty():
            after.pop(name, None)
        case AddItems(items=items):
            if isinstance(held, dict):
                raise RefusedError(f"`{name}` holds a mapping")
            new = lacking(name, members(held), items)
            if new and name.casefold() == "tags" and holds_several(held):
                raise RefusedError(
                    f"`{name}` is one text, {_short(str(held))!r}, and no tag: "
                    "make it a list (F505)"
                )
            if new:
                after[name] = [*members(held), *new]
        case RemoveItems():
            _remove(after, name, held, change)
        case ReplaceItem():
            _replace(after, name, held, change)
    return after


def _without(held: Sequence[object], indices: Sequence[int]) -> list[object]:
    going = set(indices)
    return [each for index, each in enumerate(held) if index not in going]


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _remove(after: dict[str, object], name: str, held: object, change: RemoveItems) -> None:
    going = meant(name, members(held), change.items)
    if not going:
        return
    left = _without(members(held), going)
    if not left and change.drop_key:
        del after[name]
    elif not isinstance(held, list):
        after[name] = None
    else:
        after[name] = left[0] if change.unlist and len(left) == 1 else left


def _replace(after: dict[str, object], name: str, held: object, change: ReplaceItem) -> None:
    old = meant(name, members(held), [change.old])
    if not old:
        raise RefusedError(f"`{change.old}` is not in `{name}`")
    if not isinstance(held, list):
        after[name] = replacement(name, str(held), change)
        return
    left = _without(held, old)
    if not any(same_item(name, each, change.new) for each in left):
        left.insert(old[0], replacement(name, str(held[old[0]]), change))
    after[name] = left


def replacement(name: str, held: str, change: ReplaceItem) -> str:
    """Return what is written in an item's place: with `#` where the old tag has one."""
    return _hashed(name, change.new) if held.startswith("#") else change.new
