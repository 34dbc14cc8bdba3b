r"""The frontmatter that most notes have, read without a YAML library.

Keys at the start of their line; values plain, or quoted without escapes, on one
line; lists of such values, one to a line or between brackets; comments. A block
that holds anything else is declined, and `reader` reads it. This takes a
fifth of the time, and spares small vaults the import of a YAML library.

Quantifiers are possessive: a line is read once, whatever it holds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vaultsync.obsidian.yaml.nodes import Block, Entry, Node
from vaultsync.obsidian.yaml.scalars import plain_value
from vaultsync.regex import compiled

if TYPE_CHECKING:
    from vaultsync.obsidian.yaml.nodes import Style

# Tabs, control characters, and line ends that YAML 1.1 knows and YAML 1.2 does not.
_UNUSUAL = compiled(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)

# A key that is no text to YAML (`null`, `true`) is named otherwise than it is written.
_KEY = r"(?![nNtTfF](?:ull|ULL|rue|RUE|alse|ALSE):)[^\W\d]\w*+(?:[ -]\w++)*+"
_FIRST = r"""(?:[^\s\-?:,\[\]{}#&*!|>'"%@`]|-(?=[0-9]))"""
_PLAIN = _FIRST + r"(?>[^\r\n:#]++|:(?=[^\s])|(?<=[^\s])\#)*+"
_PLAIN_IN_FLOW = _FIRST + r"(?>[^\r\n:#,\[\]{}]++|:(?=[^\s,\[\]{}])|(?<=[^\s])\#)*+"
_QUOTED = r"""'[^'\r\n]*+'|"[^"\\\r\n]*+\""""
_FLOW_ITEM = rf"(?>{_QUOTED}|{_PLAIN_IN_FLOW})"
_FLOW = rf"\[[ ]*+(?:{_FLOW_ITEM}[ ]*+(?:,[ ]*+{_FLOW_ITEM}[ ]*+)*+)?\]"
_VALUE = rf"(?>{_QUOTED}|{_FLOW}|{_PLAIN})"
_REST = r"[ ]*+(?:(?<=[ ])\#[^\r\n]*+)?(?:\r?\n|\Z)"
_BLANK = r"(?!\Z)[ ]*+(?:\#[^\r\n]*+)?(?:\r?\n|\Z)"

# A line: a key, an item, nothing, or anything else. Each part of the first three is in a group,
# so that their lengths tell where it stands.
_LINES = compiled(
    rf"""({_KEY}):(?:([ ]++)({_VALUE}))?+({_REST})
       | ([ ]*+)-(?:([ ]++)(?:({_QUOTED}|{_PLAIN})))?+({_REST})
       | ((?>{_BLANK})++)
       | ([^\n]++\n?)""",
    re.VERBOSE,
)
_ITEMS_OF_FLOW = compiled(_FLOW_ITEM)

# YAML looks no further than 1024 characters for the colon of a key.
_LONGEST_KEY = 1000
# Whatever is longer is for the reader that counts what it makes.
_LONGEST_BLOCK = 200_000


def read_simple(text: str, start: int, end: int) -> Block | None:
    """Return the block at a span of a note's text, or None if it is none of this kind.

    Such a block has no problem and may be edited.
    """
    if end - start > _LONGEST_BLOCK or _UNUSUAL.search(text, start, end):
        return None
    entries: dict[str, Entry] = {}
    # The last key, while it has no value: its list may follow.
    open_key: tuple[str, int, int] | None = None
    items: list[Node] = []
    dash, indent = 0, ""  # of its first item
    at = start  # where the line starts
    for key, gap, value, rest, before, item_gap, item, item_rest, blank, odd in _LINES.findall(
        text, start, end
    ):
        if key:
            if open_key is not None:
                entries[open_key[0]] = Entry(*open_key, _list(open_key[2], dash, items))
                open_key, items = None, []
            behind = at + len(key)
            if key in entries or behind - at > _LONGEST_KEY:
                return None
            if value:
                node = _value(value, behind + 1 + len(gap))
                entries[key] = Entry(key, at, behind, node)
            else:
                open_key = (key, at, behind)
            at = behind + 1 + len(gap) + len(value) + len(rest)
        elif blank:
            at += len(blank)
        elif odd or open_key is None or (items and before != indent):
            return None
        else:
            behind = at + len(before) + 1
            if not items:
                dash, indent = behind - 1, before
            at = behind + len(item_gap)
            items.append(_value(item, at) if item else _empty(behind))
            at += len(item) + len(item_rest)
    if open_key is not None:
        entries[open_key[0]] = Entry(*open_key, _list(open_key[2], dash, items))
    return Block(tuple(entries.values()))


def _list(colon: int, dash: int, items: list[Node]) -> Node:
    """Return the list below a key, or the empty value that it has without one."""
    if not items:
        return _empty(colon + 1)
    values = [item.value for item in items]
    return Node("list", "block", dash, items[-1].end, values, tuple(items))


def _empty(at: int) -> Node:
    return Node("scalar", "empty", at, at, None)


def _value(source: str, start: int) -> Node:
    """Return the value that is written at an offset, spaces behind it included."""
    first = source[0]
    if first not in "\"'[":
        source = source.rstrip(" ")
        return Node("scalar", "plain", start, start + len(source), plain_value(source))
    end = start + len(source)
    if first == "[":
        found = _ITEMS_OF_FLOW.finditer(source, 1, len(source) - 1)
        items = tuple([_value(item[0], start + item.start()) for item in found])
        return Node("list", "flow", start, end, [item.value for item in items], items)
    style: Style = "double" if first == '"' else "single"
    return Node("scalar", style, start, end, source[1:-1])
