"""A note's text while its properties change, step by step, read again after each."""

from __future__ import annotations

import re

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.draft import Draft
from vaultsync.obsidian.line_places import next_line
from vaultsync.obsidian.properties import list_edits
from vaultsync.obsidian.properties import places as property_places
from vaultsync.obsidian.properties.changes import (
    AddItems,
    Change,
    RefusedError,
    RemoveItems,
    RemoveProperty,
    ReplaceItem,
    SetProperty,
    expected,
    key_in,
    lacking,
    meant,
    members,
    replacement,
    same_item,
    same_value,
)
from vaultsync.obsidian.properties.places import Editable
from vaultsync.text import Edit, line_end_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.obsidian.yaml.nodes import Entry
    from vaultsync.obsidian.yaml.scalars import Scalar

_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_OPENING = re.compile(r"---[ \t]*(?:[\r\n]|\Z)")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_LONE_RETURNS = (
    "a line ends in a lone carriage return (CR), which is no line end of YAML: "
    "save the note with LF or CRLF line ends"
)


class Editing:
    """A note's text, its frontmatter's span and entries as they are after each change.

    Raises `RefusedError` for a block that must not be edited.
    """

    def __init__(self, text: str, frontmatter: tuple[int, int] | None) -> None:
        if frontmatter is None and _OPENING.match(text):
            raise RefusedError("line 1 opens frontmatter that is never closed")
        if frontmatter is None and line_end_in(text) == "\r":
            raise RefusedError(_LONE_RETURNS)
        self.draft = Draft(text)
        self.span = frontmatter
        self.entries: tuple[Entry, ...] = ()
        self._read()

    def make(self, change: Change) -> None:
        """Make a change, and hold the result against what it must be."""
        after = expected(self._values(), change)
        try:
            self._make(change)
        except RefusedError:
            raise
        except ValueError as error:
            raise RefusedError(str(error)) from None
        values = self._values()
        # A list in block style that is left without items is an empty property.
        key = key_in(values, change.name)
        if key is not None and values[key] is None and after.get(key) == []:
            after[key] = None
        if not same_value(values, after):
            raise RefusedError(f"`{change.name}` cannot be changed without changing more")

    def drop_empty_block(self) -> None:
        """Take the fences away where nothing stands between them."""
        if self.span is None or self.draft.text[slice(*self.span)].strip():
            return
        end = next_line(self.draft.text, self.span[1])
        self.draft.change([Edit(0, end, "")])
        self.span = None
        self.entries = ()

    def _make(self, change: Change) -> None:
        match change:
            case SetProperty(name, value):
                self._set(name, value)
            case RemoveProperty(name):
                self._remove(name)
            case AddItems(name, items):
                self._add(name, items)
            case RemoveItems():
                self._take_out(change)
            case ReplaceItem():
                self._replace(change)

    def _set(self, name: str, value: Scalar | list[str]) -> None:
        entry = self._entry(name)
        if entry is None:
            self._new(name, value)
        elif not same_value(entry.node.value, value):
            self._step(property_places.with_value(self._block(), entry, value))

    def _remove(self, name: str) -> None:
        entry = self._entry(name)
        if entry is not None:
            self._step([property_places.without(self._block(), entry)])

    def _add(self, name: str, items: Sequence[str]) -> None:
        entry = self._entry(name)
        new = lacking(name, self._members(entry), items)
        if not new:
            return
        if entry is None:
            self._new(name, new)
        elif entry.node.kind == "list":
            self._step(list_edits.added(self.draft.text, entry.node, new))
        else:
            self._step(property_places.as_list(self._block(), entry, new))

    def _take_out(self, change: RemoveItems) -> None:
        entry = self._entry(change.name)
        going = meant(change.name, self._members(entry), change.items)
        if not going:
            return
        self._take_out_of(change.name, going)
        entry = self._entry(change.name)
        left = self._members(entry)
        if change.drop_key and not left:
            self._remove(change.name)
        elif change.unlist and len(left) == 1 and entry and entry.node.kind == "list":
            self._step(property_places.unlisted(self._block(), entry))

    def _take_out_of(self, name: str, indices: Sequence[int]) -> None:
        waiting = sorted(indices)
        while waiting:
            entry = self._entry(name)
            if entry is None:
                return
            node = entry.node
            if node.kind != "list":
                self._step(property_places.with_value(self._block(), entry, None))
                return
            at_once, waiting = list_edits.apart(node, waiting)
            text = self.draft.text
            self._step([edit for each in at_once for edit in list_edits.removed(text, node, each)])

    def _replace(self, change: ReplaceItem) -> None:
        entry = self._entry(change.name)
        held = self._members(entry)
        old = meant(change.name, held, [change.old])
        if entry is None or not old:
            return
        replaced = set(old)
        rest = [each for index, each in enumerate(held) if index not in replaced]
        going = old
        if not any(same_item(change.name, each, change.new) for each in rest):
            first, *going = old
            node = entry.node.children[first] if entry.node.kind == "list" else entry.node
            new = replacement(change.name, str(held[first]), change)
            item = entry._replace(node=node)
            self._step(property_places.with_value(self._block(), item, new))
        self._take_out_of(change.name, going)

    def _members(self, entry: Entry | None) -> list[object]:
        return members(None if entry is None else entry.node.value)

    def _new(self, name: str, value: Scalar | list[str]) -> None:
        if self.span is not None:
            self._step([property_places.new_property(self._block(), name, value)])
            return
        end = line_end_in(self.draft.text)
        lines = property_places.property_lines(name, value, "", end)
        fence = f"---{end}"
        self.draft.change([Edit(0, 0, fence + lines + fence)])
        self.span = (len(fence), len(fence) + len(lines))
        self._read()

    def _entry(self, name: str) -> Entry | None:
        key = key_in(self._values(), name)
        return next((entry for entry in self.entries if entry.name == key), None)

    def _values(self) -> dict[str, object]:
        return {entry.name: entry.node.value for entry in self.entries}

    def _block(self) -> Editable:
        start, end = self.span or (0, 0)
        return Editable(self.draft.text, start, end, self.entries)

    def _step(self, edits: Sequence[Edit]) -> None:
        if self.span is None:
            return
        grown = self.draft.change(edits)
        self.span = (self.span[0], self.span[1] + grown)
        self._read()

    def _read(self) -> None:
        from vaultsync.obsidian.yaml.reader import read_full

        if self.span is None:
            return
        start, end = self.span
        if _LONE_RETURN.search(self.draft.text, start, end):
            raise RefusedError(_LONE_RETURNS)
        block = read_full(self.draft.text, start, end)
        if block.refusal is not None:
            raise RefusedError(block.refusal)
        if _FENCE.search(self.draft.text, start, end):
            raise RefusedError("a line of the block would close it")
        self.entries = block.entries
