r"""The frontmatter that most notes have, read without a YAML library.

Keys at the start of their line; values plain, or quoted without escapes, on one
line; lists of such values, one to a line or between brackets; comments. A block
that holds anything else is declined, and `yaml_reader` reads it. This takes a
fifth of the time, and spares small vaults the import of a YAML library.

Quantifiers are possessive: a line is read once, whatever it holds.
"""

from __future__ import annotations

import re

from vaultsync.obsidian.yaml_nodes import Block, Entry, Node
from vaultsync.obsidian.yaml_scalars import plain_value

# Tabs, control characters, and line ends that YAML 1.1 knows and YAML 1.2 does not.
_UNUSUAL = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)

_FIRST = r"""(?:[^\s\-?:,\[\]{}#&*!|>'"%@`]|-(?=[0-9]))"""
_PLAIN = _FIRST + r"(?>[^\r\n:#]++|:(?=[^\s])|(?<=[^\s])\#)*+"
_PLAIN_IN_FLOW = _FIRST + r"(?>[^\r\n:#,\[\]{}]++|:(?=[^\s,\[\]{}])|(?<=[^\s])\#)*+"
_QUOTED = r"""'[^'\r\n]*+'|"[^"\\\r\n]*+\""""
_FLOW = rf"""\[(?>[^\[\]{{}}'"\r\n]++|{_QUOTED})*+\]"""
_REST = r"[ ]*+(?:(?<=[ ])\#[^\r\n]*+)?(?:\r?\n|\Z)"
_LINE = re.compile(
    rf"""
      ([^\W\d]\w*+(?:[ -]\w++)*+):(?:[ ]++({_QUOTED}|{_FLOW}|{_PLAIN})?)?{_REST}
    | ([ ]*+)-(?:[ ]++({_QUOTED}|{_PLAIN})?)?{_REST}
    | [ ]*+(?:\#[^\r\n]*+)?(?:\r?\n|\Z)
    """,
    re.VERBOSE,
)
_FLOW_ITEM = re.compile(rf"[ ]*+({_QUOTED}|{_PLAIN_IN_FLOW})[ ]*+([,\]])")

# YAML looks no further than 1024 characters for the colon of a key.
_LONGEST_KEY = 1000


def read_simple(text: str, start: int, end: int) -> Block | None:
    """Return the block at a span of a note's text, or None if it is not a simple one."""
    if _UNUSUAL.search(text, start, end):
        return None
    entries: dict[str, Entry] = {}
    entry: Entry | None = None
    items: list[Node] = []
    dash = indent = 0  # where the first item's dash stands, and how far it is indented
    at = start
    while at < end:
        line = _LINE.match(text, at, end)
        if line is None:
            return None
        at = line.end()
        kind = line.lastindex
        if kind is None:
            continue
        if kind <= 2:
            if items and entry is not None:
                entries[entry.name] = _with_items(entry, dash, items)
                items = []
            name = plain_value(line[1])
            if not isinstance(name, str) or name in entries or len(name) > _LONGEST_KEY:
                return None
            key_start, key_end = line.span(1)
            value = _empty(key_end + 1) if kind == 1 else _value(text, *line.span(2))
            if value is None:
                return None
            entry = entries[name] = Entry(name, key_start, key_end, value)
            continue
        # An item belongs to a key without a value, and lines up with its neighbours.
        if entry is None or entry.node.style != "empty":
            return None
        if not items:
            dash, indent = line.end(3), len(line[3])
        elif len(line[3]) != indent:
            return None
        item = _empty(line.end(3) + 1) if kind == 3 else _value(text, *line.span(4))
        if item is None:
            return None
        items.append(item)
    if items and entry is not None:
        entries[entry.name] = _with_items(entry, dash, items)
    return Block(tuple(entries.values()))


def _empty(at: int) -> Node:
    return Node("scalar", "empty", at, at, None)


def _with_items(entry: Entry, dash: int, items: list[Node]) -> Entry:
    values = [item.value for item in items]
    return entry._replace(node=Node("list", "block", dash, items[-1].end, values, tuple(items)))


def _value(text: str, start: int, end: int) -> Node | None:
    first = text[start]
    if first == '"':
        return Node("scalar", "double", start, end, text[start + 1 : end - 1])
    if first == "'":
        return Node("scalar", "single", start, end, text[start + 1 : end - 1])
    if first == "[":
        return _flow(text, start, end)
    source = text[start:end].rstrip(" ")
    return Node("scalar", "plain", start, start + len(source), plain_value(source))


def _flow(text: str, start: int, end: int) -> Node | None:
    items: list[Node] = []
    at = start + 1
    if not text[at : end - 1].strip(" "):
        return Node("list", "flow", start, end, [])
    while at < end:
        found = _FLOW_ITEM.match(text, at, end)
        if found is None:
            return None
        item = _value(text, *found.span(1))
        if item is None:
            return None
        items.append(item)
        at = found.end()
        if found[2] == "]" and at < end:
            return None
    return Node("list", "flow", start, end, [item.value for item in items], tuple(items))
