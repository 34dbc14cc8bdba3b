"""PyYAML's events made into values and their places, as Obsidian holds them.

Obsidian reads properties with the library `yaml` 2.7 (release note 1.9.0):
YAML 1.2, each key once, no merge keys. Composing here is one loop without
recursion that counts what it makes: neither deep nesting nor aliases of aliases
cost more than the block's length.
"""

from __future__ import annotations

import yaml

from vaultsync.lean.regex import late
from vaultsync.lean.typed import TYPE_CHECKING, Any, NamedTuple
from vaultsync.obsidian.line_places import line_end
from vaultsync.obsidian.yaml.characters import with_spaces, without_unusual
from vaultsync.obsidian.yaml.errors import (
    NOT_A_TEXT,
    SECOND_DOCUMENT,
    UnreadableError,
    in_plain_words,
    twice,
)
from vaultsync.obsidian.yaml.names import name_of
from vaultsync.obsidian.yaml.nodes import Node
from vaultsync.obsidian.yaml.scalars import is_number, plain_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.yaml.nodes import Style

if hasattr(yaml, "CSafeLoader"):  # ten times as fast

    def _events(text: str) -> Iterator[Any]:
        return yaml.parse(text, Loader=yaml.CSafeLoader)
else:
    from vaultsync.obsidian.yaml.pure import events as _events

DEEPEST = 100
MOST_NODES = 100_000

_STYLES: dict[str | None, Style] = {
    None: "plain",
    "": "plain",
    "'": "single",
    '"': "double",
    "|": "literal",
    ">": "folded",
}
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float"))
_MERGE_KEY = "<<"

_CONTINUATION = late(r"\n([ \t]*+)([^ \t\r\n])")


class Composed(NamedTuple):
    """A block's value (None: there is none), and why the block must not be edited.

    `odd_keys` are the keys that are lists or mappings, as an unquoted
    `{{date}}` makes one.
    """

    root: Node | None
    refusals: tuple[str, ...]
    odd_keys: tuple[Node, ...]


def compose(block: str) -> Composed:
    """Return what a block holds, its offsets counted from the block's start.

    Raises `UnreadableError`.
    """
    plain, originals = without_unusual(block)
    try:
        return _compose(block, plain, originals)
    except UnreadableError as error:
        spaced = with_spaces(plain)
        if error.kind != "invalid-yaml" or spaced == plain:
            raise
        return _compose(block, spaced, originals)


def _compose(block: str, plain: str, originals: dict[int, str]) -> Composed:
    composer = _Composer(block, originals)
    try:
        for event in _events(plain):
            composer.take(event)
    except yaml.MarkedYAMLError as error:
        raise in_plain_words(block, error) from None
    except yaml.YAMLError as error:
        raise UnreadableError("invalid-yaml", 0, len(block), str(error)) from None
    return Composed(composer.root, tuple(composer.refusals), tuple(composer.odd_keys))


class _Frame:
    """A list or mapping whose end has not been read yet."""

    __slots__ = ("anchor", "children", "column", "kind", "names", "size", "start", "style")

    def __init__(
        self, kind: str, style: Style, start: int, column: int, anchor: str | None
    ) -> None:
        self.kind = kind
        self.style = style
        self.start = start
        self.column = column
        self.anchor = anchor
        self.children: list[Node] = []
        self.names: set[tuple[bool, object]] = set()
        self.size = 1


class _Composer:
    def __init__(self, block: str, originals: dict[int, str]) -> None:
        self.block = block
        self.originals = originals
        self.root: Node | None = None
        self.refusals: dict[str, None] = {}
        self.odd_keys: list[Node] = []
        self.stack: list[_Frame] = []
        # An anchor's node and how many nodes that is; None while it is being read.
        self.anchors: dict[str, tuple[Node, int] | None] = {}
        self.documents = 0
        self.flow_depth = 0
        if originals:
            self.refuse("it holds control characters")

    def refuse(self, reason: str) -> None:
        self.refusals.setdefault(reason)

    def take(self, event: Any) -> None:
        """Take one event; the C parser gives the same classes as the other."""
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self.open("list", event)
        elif isinstance(event, yaml.MappingStartEvent):
            self.open("mapping", event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.close(event)
        elif isinstance(event, yaml.AliasEvent):
            self.alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.document(event)
        elif isinstance(event, yaml.DocumentEndEvent) and event.explicit:
            self.refuse("it holds a document mark (`...`)")

    def document(self, event: Any) -> None:
        self.documents += 1
        start = event.start_mark.index
        if self.documents > 1:
            end = line_end(self.block, start)
            raise UnreadableError("multiple-documents", start, end, SECOND_DOCUMENT)
        if event.explicit:
            self.refuse("it holds a document mark (`---` or `%`)")

    def scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        said: str = event.value
        if self.originals:
            said = said.translate(self.originals)
        style: Style = _STYLES[event.style]
        value: object = said
        if event.tag is not None and event.tag != "!":
            self.refuse("it holds an explicit tag (`!`)")
            if event.tag in _PLAIN_TAGS:
                value = plain_value(said)
        elif style == "plain" and event.tag is None:
            value = plain_value(said)
            if start == end:
                style = "empty"
        if style in ("single", "double"):
            self.check_end(start, end)
        elif style in ("literal", "folded"):
            end = start + len(self.block[start:end].rstrip(" \t\r\n"))
        node = Node("scalar", style, start, end, value)
        if event.anchor is not None:
            self.refuse("it holds an anchor (`&`)")
            self.anchors[event.anchor] = (node, 1)
        self.add(node, 1, event.start_mark.column)

    def alias(self, event: Any) -> None:
        self.refuse("it holds an alias (`*`)")
        start, end = event.start_mark.index, event.end_mark.index
        target = self.anchors.get(event.anchor)
        if target is None:
            where = "itself" if event.anchor in self.anchors else "an anchor that is not there"
            message = f"`*{event.anchor}` refers to {where}; text that starts with `*` needs quotes"
            raise UnreadableError("invalid-yaml", start, end, message)
        node, size = target
        self.add(node._replace(start=start, end=end), size, event.start_mark.column)

    def open(self, kind: str, event: Any) -> None:
        start = event.start_mark.index
        if event.tag is not None and event.tag != "!":
            self.refuse("it holds an explicit tag (`!`)")
        if event.anchor is not None:
            self.refuse("it holds an anchor (`&`)")
            self.anchors[event.anchor] = None
        if len(self.stack) >= DEEPEST:
            message = f"values are nested more than {DEEPEST} deep"
            raise UnreadableError("too-deep", start, line_end(self.block, start), message)
        style: Style = "flow" if event.flow_style else "block"
        self.stack.append(_Frame(kind, style, start, event.start_mark.column, event.anchor))
        self.flow_depth += style == "flow"

    def close(self, event: Any) -> None:
        frame = self.stack.pop()
        end: int = event.end_mark.index
        if frame.style == "block":
            end = frame.children[-1].end if frame.children else frame.start
        else:
            self.flow_depth -= 1
            # A pair in a list (`[a: b]`) is a mapping without brackets of its own.
            if self.block[end - 1] in "]}":
                self.check_end(frame.start, end)
        children = tuple(frame.children)
        if frame.kind == "list":
            node = Node(
                "list", frame.style, frame.start, end, [n.value for n in children], children
            )
        else:
            value = {
                name_of(key): child.value
                for key, child in zip(children[::2], children[1::2], strict=True)
            }
            node = Node("mapping", frame.style, frame.start, end, value, children)
        if frame.anchor is not None:
            self.anchors[frame.anchor] = (node, frame.size)
        self.add(node, frame.size, frame.column)

    def add(self, node: Node, size: int, column: int) -> None:
        if not self.stack:
            self.root = node
            return
        frame = self.stack[-1]
        frame.size += size
        if frame.size > MOST_NODES:
            message = f"the block holds more than {MOST_NODES} values"
            raise UnreadableError("too-large", node.start, node.end, message)
        if frame.kind == "mapping" and len(frame.children) % 2 == 0:
            self.check_key(frame, node, column)
        frame.children.append(node)

    def check_key(self, frame: _Frame, key: Node, column: int) -> None:
        if key.kind != "scalar":
            self.odd_keys.append(key)
            self.refuse(NOT_A_TEXT)
            return
        if key.value == _MERGE_KEY:
            self.refuse("it holds a merge key (`<<`)")
        if frame.style == "block" and column != frame.column:
            self.refuse("it holds an explicit key (`? `)")
        # As the library compares: the text "1" and the number 1 are two keys.
        identity = (is_number(key.value), key.value)
        if identity in frame.names:
            raise twice(name_of(key), key.start, key.end)
        frame.names.add(identity)

    def check_end(self, start: int, end: int) -> None:
        """Refuse what PyYAML lets pass and Obsidian's library does not."""
        if self.block.startswith("#", end):
            message = "a comment needs a space before it"
            raise UnreadableError("invalid-yaml", end, line_end(self.block, end), message)
        if self.flow_depth or not self.stack or "\n" not in self.block[start:end]:
            return
        # A quoted text or a list between brackets goes on further in than its key.
        least = self.stack[-1].column + 1
        for line in _CONTINUATION.finditer(self.block, start, end):
            closes = line.end() == end and line[2] in "]}" and len(line[1]) == least - 1
            if len(line[1]) < least and not closes and line[2] != "#":
                at = line.start(2)
                message = "this line goes on with a value and must be indented further than its key"
                raise UnreadableError("invalid-yaml", at, line_end(self.block, at), message)
