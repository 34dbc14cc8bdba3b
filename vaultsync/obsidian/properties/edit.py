"""Properties changed in place: only the bytes of the value concerned (SPEC G12).

Every function is pure and returns edits of a note's text. The result is read
again before it is returned: exactly what was asked for has changed and every
other value is what it was, or `RefusedError` says why nothing is done.
(Obsidian rewrites the whole block when it changes a property.)
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.properties.changes import (
    AddItems,
    Change,
    RefusedError,
    RemoveItems,
    RemoveProperty,
    ReplaceItem,
    SetProperty,
)
from vaultsync.obsidian.properties.edited_text import Editing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.obsidian.yaml.scalars import Scalar
    from vaultsync.text import Edit

__all__ = [
    "AddItems",
    "Change",
    "RefusedError",
    "RemoveItems",
    "RemoveProperty",
    "ReplaceItem",
    "SetProperty",
    "add_items",
    "edit_properties",
    "remove_items",
    "remove_property",
    "replace_item",
    "set_property",
]


def edit_properties(
    text: str,
    frontmatter: tuple[int, int] | None,
    changes: Sequence[Change],
    *,
    drop_block: bool = False,
) -> list[Edit]:
    """Return the edits that make these changes, one after the other, in a note's text.

    `frontmatter` is the span between the fences; without one, a block is made
    before the body. `drop_block` takes the fences away too where nothing is left
    between them. No edits: all is as asked already. Raises `RefusedError`.
    """
    editing = Editing(text, frontmatter)
    for change in changes:
        editing.make(change)
    if drop_block:
        editing.drop_empty_block()
    return editing.draft.edits()


def set_property(
    text: str, frontmatter: tuple[int, int] | None, name: str, value: Scalar | list[str]
) -> list[Edit]:
    """Return the edits that give a property a value; as `edit_properties` does."""
    return edit_properties(text, frontmatter, [SetProperty(name, value)])


def remove_property(
    text: str, frontmatter: tuple[int, int] | None, name: str, *, drop_block: bool = False
) -> list[Edit]:
    """Return the edits that take a property away; as `edit_properties` does."""
    return edit_properties(text, frontmatter, [RemoveProperty(name)], drop_block=drop_block)


def add_items(
    text: str, frontmatter: tuple[int, int] | None, name: str, items: Sequence[str]
) -> list[Edit]:
    """Return the edits that add to a list what it lacks; as `edit_properties` does."""
    return edit_properties(text, frontmatter, [AddItems(name, items)])


def remove_items(
    text: str,
    frontmatter: tuple[int, int] | None,
    name: str,
    items: Sequence[str],
    *,
    drop_key: bool = False,
    unlist: bool = False,
) -> list[Edit]:
    """Return the edits that take items out of a list; as `edit_properties` does."""
    return edit_properties(text, frontmatter, [RemoveItems(name, items, drop_key, unlist)])


def replace_item(
    text: str, frontmatter: tuple[int, int] | None, name: str, old: str, new: str
) -> list[Edit]:
    """Return the edits that write one item in another's place; as `edit_properties` does."""
    return edit_properties(text, frontmatter, [ReplaceItem(name, old, new)])
