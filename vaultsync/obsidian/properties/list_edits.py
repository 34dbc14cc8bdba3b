"""Items put into YAML lists and taken out, in the style that each list has."""

from __future__ import annotations

from bisect import bisect_left

from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.line_places import line_end, line_end_before, line_start, next_line
from vaultsync.obsidian.properties.changes import RefusedError
from vaultsync.obsidian.yaml.writing import scalar_text
from vaultsync.text import Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.obsidian.yaml.nodes import Node, Style
    from vaultsync.obsidian.yaml.scalars import Scalar

# White space and comments, which YAML allows between the items of a flow list.
_BETWEEN = compiled(r"(?:[ \t\r\n]++|(?<=[ \t\r\n])#[^\r\n]*+)*+")


def quoting(items: Sequence[Node]) -> Style:
    """Return the style that all texts among these items have; plain if they differ."""
    styles = {item.style for item in items if isinstance(item.value, str)}
    return styles.pop() if len(styles) == 1 else "plain"


def list_lines(items: Sequence[Scalar], indent: str, end: str, style: Style = "plain") -> str:
    """Return items as the lines of a list in block style, each with its line end."""
    return "".join(f"{indent}- {scalar_text(item, style)}{end}" for item in items)


def added(text: str, node: Node, items: Sequence[str]) -> list[Edit]:
    """Return the edits that put items at the end of a list."""
    style = quoting(node.children)
    written = [scalar_text(item, style) for item in items]
    if node.style == "block":
        return [_added_lines(text, node, written)]
    return _added_in_flow(text, node, written)


def apart(node: Node, indices: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return which items can be taken out at once, and the indices of the others after that.

    Between brackets two neighbours share a comma: there every second one of a
    row of them waits, so that a list is read again a few times and not for each.
    """
    if node.style == "block":
        return list(indices), []
    now: list[int] = []
    later: list[int] = []
    for index in reversed(indices):
        (later if now and now[-1] == index + 1 else now).append(index)
    now.reverse()
    return now, [index - bisect_left(now, index) for index in reversed(later)]


def removed(text: str, node: Node, index: int) -> list[Edit]:
    """Return the edits that take an item out of a list."""
    if node.style == "block":
        start = _dash_line(text, node, index)
        return [Edit(start, next_line(text, node.children[index].end), "")]
    return _removed_from_flow(text, node, index)


def _indent(text: str, node: Node) -> str:
    indent = text[line_start(text, node.start) : node.start]
    if indent.strip(" "):
        raise RefusedError("a list does not start on a line of its own")
    return indent


def _added_lines(text: str, node: Node, written: Sequence[str]) -> Edit:
    indent = _indent(text, node)
    at = next_line(text, node.end)
    end = line_end_before(text, at)
    dash = indent + "-" + _gap(text, node, len(indent))
    return Edit(at, at, "".join(f"{dash}{item}{end}" for item in written))


def _gap(text: str, node: Node, indent: int) -> str:
    """Return the spaces behind the last dash that has its item beside it."""
    for item in reversed(node.children):
        behind = line_start(text, item.start) + indent + 1
        gap = text[behind : item.start]
        if item.style != "empty" and gap and not gap.strip(" "):
            return gap
    return " "


def _dash_line(text: str, node: Node, index: int) -> int:
    """Return where the line of an item's dash starts; its value may stand further down."""
    dash = _indent(text, node) + "-"
    if index == 0:
        return line_start(text, node.start)
    start = next_line(text, node.children[index - 1].end)
    while not text.startswith(dash, start):
        following = next_line(text, start)
        if following > node.children[index].start:
            raise RefusedError("an item of a list does not start on a line of its own")
        start = following
    return start


def _comma_after(text: str, node: Node, index: int) -> int | None:
    """Return where the comma behind an item stands; None if no other follows it."""
    between = _BETWEEN.match(text, node.children[index].end, node.end)
    at = between.end() if between else node.children[index].end
    return at if text.startswith(",", at) else None


def _starts_line(text: str, item: Node) -> bool:
    at = item.start
    while at and text[at - 1] == " ":
        at -= 1
    return at == 0 or text[at - 1] in "\r\n"


def _added_in_flow(text: str, node: Node, written: Sequence[str]) -> list[Edit]:
    if not node.children:
        return [Edit(node.start + 1, node.start + 1, ", ".join(written))]
    last = node.children[-1]
    comma = _comma_after(text, node, len(node.children) - 1)
    behind = last.end if comma is None else comma + 1
    before = " "
    at = behind
    if _starts_line(text, last):
        # One item a line, and a comment stays with the item that it stands behind.
        start = line_start(text, last.start)
        before = line_end_before(text, start) + text[start : last.start]
        if "\n" in text[behind : node.end]:
            at = line_end(text, behind)
    if comma is not None:
        return [Edit(at, at, "".join(f"{before}{item}," for item in written))]
    items = ",".join(before + item for item in written)
    return [Edit(behind, behind, ","), Edit(at, at, items)]


def _removed_from_flow(text: str, node: Node, index: int) -> list[Edit]:
    item = node.children[index]
    comma = _comma_after(text, node, index)
    comma_before = _comma_after(text, node, index - 1) if index else None
    behind = item.end if comma is None else comma + 1
    if _starts_line(text, item) and _ends_line(text, behind, node.end):
        start = line_start(text, item.start)
        start -= len(line_end_before(text, start))
        edits = [Edit(start, line_end(text, behind), "")]
        if comma is None and comma_before is not None:
            edits.insert(0, Edit(comma_before, comma_before + 1, ""))
        return edits
    if comma_before is None:
        following = node.children[index + 1] if index + 1 < len(node.children) else None
        if comma is not None and following and not text[comma + 1 : following.start].strip(" "):
            behind = following.start
        return [Edit(item.start, behind, "")]
    first = comma_before if comma is None else comma_before + 1
    if not text[comma_before + 1 : item.start].strip():
        return [Edit(first, behind, "")]
    # A comment stands between the comma and the item.
    edits = [Edit(item.start, behind, "")]
    if comma is None:
        edits.insert(0, Edit(comma_before, comma_before + 1, ""))
    return edits


def _ends_line(text: str, at: int, end: int) -> bool:
    """Return whether a line ends before `end`, and nothing but a comment stands in its rest."""
    stop = line_end(text, at)
    rest = text[at:stop].lstrip(" ")
    return stop < end and (not rest or rest.startswith("#"))
