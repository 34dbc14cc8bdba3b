r"""Links and placeholders that stand without quotes, read without a YAML library.

To YAML the value of `up: [[Home]]` is a list in a list, that of `created: {{date}}` a mapping
whose only key is one. Both stand in many vaults, placeholders in nearly every folder of
templates, and importing a library takes longer than reading a hundred notes. They are read
as if a word stood there; what is ordinary then, is ordinary but for them.
"""

from __future__ import annotations

from vaultsync.lean.regex import late
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.yaml.errors import NOT_A_TEXT, placeholder
from vaultsync.obsidian.yaml.names import name_of
from vaultsync.obsidian.yaml.nodes import Block, Node
from vaultsync.obsidian.yaml.scalars import plain_value
from vaultsync.obsidian.yaml.simple import BRACKETED, block_of, is_unusual, node_of, rows_of

if TYPE_CHECKING:
    import re

    from vaultsync.obsidian.yaml.nodes import Problem

_WHOLE = late(rf"(?<=[ ])(?>{BRACKETED})(?=[ ]*+(?:\r?\n|\Z))")


def read_nested(text: str, start: int, end: int) -> Block | None:
    """Return the block at a span of a note's text; None if any of it is of another kind.

    Places count in the text. Where there is a placeholder, that is the block's problem, and it
    must not be edited.
    """
    source = text[start:end]
    if ("[[" not in source and "{{" not in source) or is_unusual(source):
        return None
    nested: dict[int, Node] = {}
    problems: list[Problem] = []

    def word(found: re.Match[str]) -> str:
        at = start + found.start()
        node = _list(found[0], at) if found[0][0] == "[" else _mapping(found[0], at)
        if node is None:
            return found[0]
        nested[at] = node
        if node.kind == "mapping":
            problems.append(placeholder(node.start, node.end))
        return "x" * len(found[0])

    rows = rows_of(_WHOLE.sub(word, source))
    if rows is None:
        return None
    entries = [
        entry._replace(node=_with(nested, entry.node)) for entry in block_of(rows, start).entries
    ]
    if nested:  # it stands within a longer text
        return None
    return Block(tuple(entries), tuple(problems), NOT_A_TEXT if problems else None)


def _list(written: str, at: int) -> Node:
    """Return the list in a list that is written at an offset."""
    inner = node_of(written[1:-1], at + 1)
    return Node("list", "flow", at, at + len(written), [inner.value], (inner,))


def _mapping(written: str, at: int) -> Node | None:
    """Return the mapping, whose key is a mapping, of a placeholder at an offset.

    None where its name is no text to YAML.
    """
    name = written[2:-2].strip(" ")
    if plain_value(name) != name:
        return None
    end = at + len(written)
    start = written.index(name) + at
    word = Node("scalar", "plain", start, start + len(name), name)
    inner = _only(word, at + 1, end - 1)
    return _only(inner, at, end)


def _only(key: Node, start: int, end: int) -> Node:
    """Return the mapping at a span whose only key this is, without a value."""
    nothing = Node("scalar", "empty", end - 1, end - 1, None)
    return Node("mapping", "flow", start, end, {name_of(key): None}, (key, nothing))


def _with(nested: dict[int, Node], node: Node) -> Node:
    """Return a value with what stands in place of words, which is taken out of `nested`."""
    if node.kind == "list":
        items = tuple([_with(nested, item) for item in node.children])
        return node._replace(value=[item.value for item in items], children=items)
    found = nested.get(node.start)
    return nested.pop(node.start) if found and found.end == node.end else node
