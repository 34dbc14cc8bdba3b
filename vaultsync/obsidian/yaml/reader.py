"""A frontmatter block read through python-frontmatter, with a handler that follows Obsidian."""

from __future__ import annotations

import json

import frontmatter
from frontmatter.default_handlers import YAMLHandler

from vaultsync.lean.typed import Any
from vaultsync.obsidian.yaml.compose import Composed, compose
from vaultsync.obsidian.yaml.errors import UnreadableError, placeholder, unreadable
from vaultsync.obsidian.yaml.names import name_of
from vaultsync.obsidian.yaml.nodes import Block, Entry, Node

_JSON_REFUSAL = "it is JSON, which Obsidian would rewrite as YAML"


class ObsidianHandler(YAMLHandler):
    """A python-frontmatter handler that reads one block as Obsidian does.

    It is made with the block, and `split` returns that: python-frontmatter strips
    a text and changes its line ends before it splits, and then nothing would
    stand where it stands in the note. It never writes.
    """

    def __init__(self, block: str) -> None:
        super().__init__()
        self.block = block
        self.composed = Composed(None, (), ())

    def split(self, text: str) -> tuple[str, str]:
        """Return the block as it stands in the note, and no body."""
        return self.block, ""

    def load(self, fm: str, **kwargs: object) -> dict[str, Any]:
        """Return the block's values, and keep where they stand; raises `UnreadableError`."""
        self.composed = compose(fm)
        root = self.composed.root
        if root is None:
            return {}
        if not isinstance(root.value, dict):
            message = "the block is not made of keys and values"
            first_line = fm.find("\n", root.start, root.end)
            end = root.end if first_line < 0 else first_line
            raise UnreadableError("not-a-mapping", root.start, end, message)
        return root.value

    def export(self, metadata: dict[str, object], **kwargs: object) -> str:
        """Refuse: notes change by edits of single properties only."""
        raise NotImplementedError


def read_full(text: str, start: int, end: int) -> Block:
    """Return the block at a span of a note's text, problems and all; never raises."""
    block = text[start:end]
    handler = ObsidianHandler(block)
    try:
        frontmatter.parse(block, handler=handler)
    except UnreadableError as error:
        return _read_json(block, start, end) or unreadable(block, start, error)
    return _block(block, start, handler.composed)


def _block(block: str, start: int, composed: Composed) -> Block:
    refusals = list(composed.refusals)
    problems = [
        placeholder(start + key.start - 1, start + key.end + 1)
        for key in composed.odd_keys
        if block[key.start - 1 : key.start + 1] == "{{"
    ]
    root = composed.root
    if root is None:
        return Block((), (), next(iter(refusals), None))
    if root.style == "flow":
        refusals.insert(0, _JSON_REFUSAL)
    elif "\t" in block and _tab_between(block, root):
        refusals.append("tabs stand between its values")
    keys, values = root.children[::2], root.children[1::2]
    entries = [
        Entry(name_of(key), start + key.start, start + key.end, _moved(value, start))
        for key, value in zip(keys, values, strict=True)
    ]
    return Block(tuple(entries), tuple(problems), next(iter(refusals), None))


def _moved(node: Node, by: int) -> Node:
    """Return a node with its places counted from elsewhere; nodes are nested 100 deep at most."""
    children = tuple([_moved(child, by) for child in node.children])
    return node._replace(start=node.start + by, end=node.end + by, children=children)


def _tab_between(block: str, root: Node) -> bool:
    """Return whether a tab stands outside the scalars and the lines of comment."""
    inside = _scalars(root)
    at = block.find("\t")
    for start, end in [*inside, (len(block), len(block))]:
        while 0 <= at < start:
            line = block.rfind("\n", 0, at) + 1
            if not block[line:at].lstrip(" ").startswith("#"):
                return True
            after = block.find("\n", at)
            at = -1 if after < 0 else block.find("\t", after)
        if 0 <= at < end:
            at = block.find("\t", end)
    return False


def _scalars(root: Node) -> list[tuple[int, int]]:
    """Return the spans of all scalars, in the order in which they stand."""
    spans: list[tuple[int, int]] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.kind == "scalar":
            spans.append((node.start, node.end))
        waiting.extend(reversed(node.children))
    return spans


def _read_json(block: str, start: int, end: int) -> Block | None:
    """Read JSON that is no YAML to PyYAML, such as a character in two escapes.

    Its parts have no places of their own: each has the whole block's.
    """
    if not block.lstrip().startswith("{"):
        return None

    def node(value: object) -> Node:
        if isinstance(value, list):
            return Node("list", "flow", start, end, value, tuple([node(each) for each in value]))
        return Node("scalar", "double", start, end, value)

    try:
        values = json.loads(block, object_pairs_hook=_once, parse_constant=_refuse)
        entries = [Entry(name, start, end, node(value)) for name, value in values.items()]
    except (ValueError, RecursionError):
        return None
    return Block(tuple(entries), (), _JSON_REFUSAL)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        _refuse("a key stands here twice")
    return values


def _refuse(reason: str) -> object:
    raise ValueError(reason)
