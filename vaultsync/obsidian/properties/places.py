"""Where a property's bytes stand, and the edits that set, make or remove one."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.line_places import line_end_before, line_start, next_line
from vaultsync.obsidian.properties.changes import RefusedError
from vaultsync.obsidian.properties.list_edits import list_lines, quoting
from vaultsync.obsidian.yaml.writing import scalar_text
from vaultsync.text import Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.obsidian.yaml.nodes import Entry, Node
    from vaultsync.obsidian.yaml.scalars import Scalar


class Editable(NamedTuple):
    """A text with a frontmatter block that may be edited: its span and what it holds."""

    text: str
    start: int
    end: int
    entries: tuple[Entry, ...]


def with_value(block: Editable, entry: Entry, value: Scalar | list[str]) -> list[Edit]:
    """Return the edits that give a property another value, in the style of the old one."""
    text, node = block.text, entry.node
    if isinstance(value, list):
        return _with_list(block, entry, value)
    written = scalar_text(value, node.style)
    if node.kind == "list" and node.style == "block":
        lines = Edit(line_start(text, node.start), next_line(text, node.end), "")
        colon = _behind_colon(block, entry)
        return [Edit(colon, colon, f" {written}" if written else ""), lines]
    return [_instead(text, node, written)]


def _with_list(block: Editable, entry: Entry, items: Sequence[str]) -> list[Edit]:
    text, node = block.text, entry.node
    style = quoting(node.children)
    if items and node.style == "block":
        start = line_start(text, node.start)
        lines = list_lines(items, text[start : node.start], line_end_before(text, start), style)
        return [Edit(start, next_line(text, node.end), lines)]
    if items and node.style == "empty":
        return [_list_below(block, entry, items)]
    written = f"[{', '.join(scalar_text(item, style) for item in items)}]"
    if node.style == "block":
        lines_away = Edit(line_start(text, node.start), next_line(text, node.end), "")
        colon = _behind_colon(block, entry)
        return [Edit(colon, colon, f" {written}"), lines_away]
    return [_instead(text, node, written)]


def _instead(text: str, node: Node, written: str) -> Edit:
    """Replace a value that stands beside its key; the space before it comes and goes with it."""
    if node.style == "empty":
        return Edit(node.start, node.end, f" {written}" if written else "")
    if written:
        return Edit(node.start, node.end, written)
    start = node.start - 1 if text.startswith(" ", node.start - 1) else node.start
    return Edit(start, node.end, "")


def _behind_colon(block: Editable, entry: Entry) -> int:
    return block.text.index(":", entry.key_end) + 1


def _list_below(block: Editable, entry: Entry, items: Sequence[str]) -> Edit:
    """Put a list in block style below a key that has no value."""
    at = next_line(block.text, entry.key_end)
    indent = _own_indent(block, entry) + _list_indent(block)
    lines = list_lines(items, indent, line_end_before(block.text, at))
    return Edit(at, at, lines)


def without(block: Editable, entry: Entry) -> Edit:
    """Return the edit that removes a property: its lines, with what stands behind it there."""
    start = line_start(block.text, entry.key_start)
    _own_indent(block, entry)
    return Edit(start, next_line(block.text, max(entry.key_end, entry.node.end)), "")


def new_property(block: Editable, name: str, value: Scalar | list[str]) -> Edit:
    """Return the edit that adds a property behind the last one."""
    at = block.end
    indent = ""
    if block.entries:
        last = block.entries[-1]
        indent = _own_indent(block, last)
        # What follows a text in block style may belong to it; nothing follows the others.
        if _last_part(last.node).style not in ("literal", "folded"):
            at = next_line(block.text, max(last.key_end, last.node.end))
    lines = property_lines(
        name, value, indent, line_end_before(block.text, at), indent + _list_indent(block)
    )
    return Edit(at, at, lines)


def property_lines(
    name: str, value: Scalar | list[str], indent: str, end: str, list_indent: str = "  "
) -> str:
    """Return a property as lines of YAML, each with its line end."""
    key = f"{indent}{scalar_text(name)}:"
    if isinstance(value, list):
        if not value:
            return f"{key} []{end}"
        return f"{key}{end}{list_lines(value, list_indent, end)}"
    written = scalar_text(value)
    return f"{key} {written}{end}" if written else f"{key}{end}"


def as_list(block: Editable, entry: Entry, items: Sequence[str]) -> list[Edit]:
    """Return the edits that make a single value a list, with items behind it."""
    text, node = block.text, entry.node
    if node.style == "empty":
        return [_list_below(block, entry, items)]
    style = node.style if node.style in ("single", "double") else "plain"
    written = [scalar_text(item, style) for item in items]
    if node.value is None or node.value == "":
        return [Edit(node.start, node.end, f"[{', '.join(written)}]")]
    one_line = "\n" not in text[node.start : node.end]
    if one_line and (node.style != "plain" or not set(text[node.start : node.end]) & set(",[]{}")):
        return [
            Edit(node.start, node.start, "["),
            Edit(node.end, node.end, "".join(f", {item}" for item in written) + "]"),
        ]
    held = scalar_text(str(node.value), "double")
    return [Edit(node.start, node.end, f"[{', '.join([held, *written])}]")]


def unlisted(block: Editable, entry: Entry) -> list[Edit]:
    """Return the edits that make a list of one item that item."""
    node = entry.node
    (item,) = node.children
    if node.style == "block":
        colon = _behind_colon(block, entry)
        lines = Edit(line_start(block.text, node.start), next_line(block.text, node.end), "")
        return [Edit(colon, colon, f" {block.text[item.start : item.end]}"), lines]
    return [Edit(node.start, item.start, ""), Edit(item.end, node.end, "")]


def _own_indent(block: Editable, entry: Entry) -> str:
    indent = block.text[line_start(block.text, entry.key_start) : entry.key_start]
    if indent.strip(" "):
        raise RefusedError(f"`{entry.name}` does not start its line")
    return indent


def _list_indent(block: Editable) -> str:
    """Return how far the block's lists are indented: as the last one is, else by two spaces."""
    for entry in reversed(block.entries):
        if entry.node.kind == "list" and entry.node.style == "block":
            start = line_start(block.text, entry.node.start)
            return " " * (entry.node.start - start - len(_own_indent(block, entry)))
    return "  "


def _last_part(node: Node) -> Node:
    while node.children:
        node = node.children[-1]
    return node
