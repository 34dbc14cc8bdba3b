"""What frontmatter says that its author did not mean, although it is valid YAML."""

from __future__ import annotations

from vaultsync.lean.cached import lru_cache
from vaultsync.lean.regex import late
from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple
from vaultsync.obsidian.properties.tags import holds_several, tag_name
from vaultsync.obsidian.yaml.scalars import plain_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.obsidian.properties.properties import Properties
    from vaultsync.obsidian.yaml.nodes import Node
    from vaultsync.obsidian.yaml.simple import Row

OddityKind = Literal[
    "swallowed-tag", "unquoted-link", "comma-tags", "invalid-tag", "deprecated-key"
]

# Ignored since Obsidian 1.9 (release note 1.9.0).
DEPRECATED = {"tag": "tags", "alias": "aliases", "cssclass": "cssclasses"}
_SWALLOWED = late(r"[ \t]+(#[^\s#]\S*)[ \t]*(?=\r?\n|\Z)")


class Oddity(NamedTuple):
    """Something odd and its place.

    `swallowed-tag`: `- #a`, of which YAML makes a comment; the span is `#a`.
    `unquoted-link`: `[[a]]`, which is a list in a list. `comma-tags`: `tags: a, b`,
    which is one text and no tag. `invalid-tag`: an item of `tags` that is no tag.
    `deprecated-key`: `tag`, `alias`, `cssclass`, without quotes around it.
    """

    kind: OddityKind
    start: int
    end: int


def are_sound(rows: Sequence[Row]) -> bool:
    """Return whether nothing in an ordinary block can be odd; False where that is unsure.

    It holds no list in a list, so that no link is without its quotes.
    """
    tagged = _tagged(tuple([row[0] for row in rows]))
    if not tagged:
        return tagged is not None
    for at in tagged:
        row = rows[at]
        if not _holds_tags(row[2], row[5], row[6]):
            return False
    return True


# Few vaults have many sets of keys.
@lru_cache(maxsize=1000)
def _tagged(keys: tuple[str, ...]) -> tuple[int, ...] | None:
    """Return which rows of these keys hold tags, or None where a key itself is odd."""
    names = [key.casefold() for key in keys]
    if any(name in DEPRECATED for name in names):
        return None
    return tuple([at for at, name in enumerate(names) if name == "tags"])


@lru_cache(maxsize=10_000)
def _holds_tags(value: str, rest: str, items: str) -> bool:
    """Return whether these parts of a row hold tags and nothing else, or nothing at all."""
    if items:
        return all(map(_is_tag_line, items.split("\n")))
    if value[:1] == "[":
        inner = value[1:-1]
        return not inner.strip(" ") or all(map(_is_tag, inner.split(",")))
    return _is_tag(value) if value else "#" not in rest


@lru_cache(maxsize=10_000)
def _is_tag_line(line: str) -> bool:
    """Return whether a line between the lines of a list holds a tag, or no item at all."""
    item = line.strip(" \r")
    return item[:1] in ("", "#") or (" #" not in item and _is_tag(item[1:]))


@lru_cache(maxsize=10_000)
def _is_tag(written: str) -> bool:
    """Return whether a value that is written so, with spaces around it, is a tag.

    A part of a quoted value that holds a comma is none.
    """
    written = written.strip(" ")
    quote = written[:1]
    if quote in ("'", '"'):
        inner = written[1:-1]
        return written[1:].endswith(quote) and tag_name(inner) is not None
    value = plain_value(written)
    return isinstance(value, str) and tag_name(value) is not None


def oddities_in(text: str, properties: Properties) -> tuple[Oddity, ...]:
    """Return what is odd in a note's properties, in document order."""
    may_link = "[[" in properties.source
    found: list[Oddity] = []
    for entry in properties.entries:
        name = entry.name.casefold()
        if name in DEPRECATED:
            start, end = entry.key_start, entry.key_end
            quotes = text[start] in "'\""
            if text[start + quotes : end - quotes].casefold() == name:
                found.append(Oddity("deprecated-key", start + quotes, end - quotes))
        elif name == "tags":
            _odd_tags(text, entry.node, found)
        if may_link and entry.node.kind != "scalar":
            _unquoted_links(text, entry.node, found)
    return tuple(sorted(found, key=lambda oddity: oddity.start))


def _odd_tags(text: str, node: Node, found: list[Oddity]) -> None:
    items = node.children if node.kind == "list" else (node,)
    for item in items:
        if item.value is None:
            swallowed = _SWALLOWED.match(text, item.end)
            if swallowed and tag_name(swallowed[1]):
                found.append(Oddity("swallowed-tag", *swallowed.span(1)))
        elif isinstance(item.value, str) and tag_name(item.value) is not None:
            continue
        elif item is node and holds_several(item.value):
            found.append(Oddity("comma-tags", item.start, item.end))
        elif not _is_link(text, item):
            found.append(Oddity("invalid-tag", item.start, item.end))


def _unquoted_links(text: str, node: Node, found: list[Oddity]) -> None:
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if _is_link(text, each):
            found.append(Oddity("unquoted-link", each.start, each.end))
        elif each.kind == "list":
            waiting.extend(each.children)
        elif each.kind == "mapping":
            waiting.extend(each.children[1::2])


def _is_link(text: str, node: Node) -> bool:
    """Return whether a list in a list is written as a wikilink is."""
    return (
        node.kind == "list"
        and node.style == "flow"
        and len(node.children) == 1
        and node.children[0].kind == "list"
        and bool(node.children[0].children)
        and text.startswith("[[", node.start)
        and text.startswith("]]", node.end - 2)
        and "\n" not in text[node.start : node.end]
    )
