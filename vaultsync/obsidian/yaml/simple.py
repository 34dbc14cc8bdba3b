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

if TYPE_CHECKING:
    from vaultsync.obsidian.yaml.nodes import Style

# Tabs, control characters, and line ends that YAML 1.1 knows and YAML 1.2 does not.
_UNUSUAL = re.compile(
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
_ITEM = rf"-(?:[ ]++(?>{_QUOTED}|{_PLAIN}))?+{_REST}"

_BLOCK = re.compile(
    rf"""
    (?> {_KEY}:[ ]++{_VALUE}{_REST}
      | {_KEY}:{_REST} (?>{_BLANK})*+ (?> ([ ]*+){_ITEM} (?>\1{_ITEM}|{_BLANK})*+ )?+
      | {_BLANK}
    )*+\Z
    """,
    re.VERBOSE,
)
_KEYS = re.compile(rf"^({_KEY}):", re.MULTILINE)
_LINE = re.compile(
    rf"({_KEY}):(?:[ ]++({_VALUE})?)?+{_REST} | ([ ]*+)-(?:[ ]++({_VALUE})?)?+{_REST} | {_BLANK}",
    re.VERBOSE,
)
_ITEMS_OF_FLOW = re.compile(_FLOW_ITEM)

# YAML looks no further than 1024 characters for the colon of a key.
_LONGEST_KEY = 1000
# Whatever is longer is for the reader that counts what it makes.
_LONGEST_BLOCK = 200_000


def is_simple(text: str, start: int, end: int) -> bool:
    """Return whether the block at a span of a note's text is one for `read_simple`.

    Such a block has no problem and may be edited.
    """
    if end - start > _LONGEST_BLOCK or _UNUSUAL.search(text, start, end):
        return False
    if not _BLOCK.match(text, start, end):
        return False
    names = _KEYS.findall(text, start, end)
    return len(set(names)) == len(names) and all(len(name) <= _LONGEST_KEY for name in names)


def read_simple(text: str, start: int, end: int) -> Block:
    """Return the block at a span of a note's text; it must be one that `is_simple`."""
    entries: list[Entry] = []
    # A key without a value on its line: its list may follow.
    key: tuple[str, int, int] | None = None
    items: list[Node] = []
    dash = 0  # where the first item's dash stands
    for line in _LINE.finditer(text, start, end):
        kind = line.lastindex
        if kind is None:
            continue
        if kind > 2:
            at = line.end(3)
            dash = dash if items else at
            items.append(_empty(at + 1) if kind == 3 else _value(line[4], line.start(4)))
            continue
        if key is not None:
            entries.append(Entry(*key, _list(dash, items) if items else _empty(key[2] + 1)))
            key, items = None, []
        at, behind = line.span(1)
        if kind == 1:
            key = (line[1], at, behind)
        else:
            entries.append(Entry(line[1], at, behind, _value(line[2], line.start(2))))
    if key is not None:
        entries.append(Entry(*key, _list(dash, items) if items else _empty(key[2] + 1)))
    return Block(tuple(entries))


def _empty(at: int) -> Node:
    return Node("scalar", "empty", at, at, None)


def _list(dash: int, items: list[Node]) -> Node:
    values = [item.value for item in items]
    return Node("list", "block", dash, items[-1].end, values, tuple(items))


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
