"""The links in a note's properties (help "Properties"; release notes 1.11.0, 1.11.3)."""

from __future__ import annotations

from vaultsync.lean.regex import VERBOSE, compiled, late
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.links import DESTINATION, WIKILINK_CONTENT, markdown_link, wikilink
from vaultsync.obsidian.parts import Link
from vaultsync.obsidian.yaml.scalars import offsets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.obsidian.facts import LinkFact
    from vaultsync.obsidian.yaml.nodes import Node
    from vaultsync.obsidian.yaml.simple import Row

_WIKILINK = compiled(rf"\[\[({WIKILINK_CONTENT})\]\]")
# What may be a comment, and a link or its end in it; what may end a value that holds a link.
_IN_COMMENT = late(r"#(?<![^\n ]#)[^\n]*[\[\])]")
_PAST_VALUE = late(r"[\n\"']")
_LINK = compiled(
    rf"""
    {_WIKILINK.pattern}
    |\[([^\[\]\\\n]*+(?:\\.[^\[\]\\\n]*+)*+)\](?=\()
    """,
    VERBOSE,
)


def links_in_rows(source: str, start: int, rows: Sequence[Row]) -> tuple[LinkFact, ...] | None:
    """Return the links in a block that starts at an offset, or None where that takes a closer look.

    Links stand in the block as they do in its values, except in lists between
    brackets and in values of several lines; keys hold none, but comments may.
    """
    if "#" in source and _IN_COMMENT.search(source):
        return None
    for row in rows:
        value = row[2]
        if (value[:1] == "[" or "\n" in value) and ("[[" in value or "](" in value):
            return None
    links = _facts(source, start)
    if "](" in source:
        for fact in links:
            if _PAST_VALUE.search(source, fact[2] - start, fact[3] - start):
                return None
    return tuple(links)


def links_in(text: str, values: Sequence[Node]) -> tuple[LinkFact, ...]:
    """Return the links in all texts of these values, nested ones too, in document order.

    Obsidian's help asks for quotes around a text that holds a link: without them
    `[[a]]` is a list in a list. Wherever YAML reads a text, its links count.
    """
    links: list[LinkFact] = []
    waiting = list(reversed(values))
    while waiting:
        node = waiting.pop()
        if node.kind == "mapping":
            waiting.extend(reversed(node.children[1::2]))
        elif node.kind == "list":
            waiting.extend(reversed(node.children))
        elif isinstance(node.value, str) and "[" in node.value:
            links.extend(_links_of(text, node, node.value))
    return tuple(links)


def _links_of(text: str, node: Node, value: str) -> list[LinkFact]:
    source = text[node.start : node.end]
    places = offsets(source, node.style, value)
    if isinstance(places, range):  # the value is written as it reads
        return _facts(value, node.start + places.start)
    if places is not None:
        return [_placed(fact, node.start, source, value, places) for fact in _facts(value)]
    # Lines of a block scalar stand in its value as they are written.
    found: list[LinkFact] = []
    at = node.start
    for line in source.splitlines(keepends=True):
        found += _facts(line, at)
        at += len(line)
    return found


def _facts(value: str, by: int = 0) -> list[LinkFact]:
    if "](" not in value:
        return [
            wikilink(content, by + found.start(), False, False, False, "property")
            for found in _WIKILINK.finditer(value)
            if (content := found[1]) and not content.isspace()
        ]
    facts: list[LinkFact] = []
    at = 0
    while found := _LINK.search(value, at):
        at = found.end()
        content = found[1]
        if content is not None:
            if content.strip():
                facts.append(wikilink(content, by + found.start(), embed=False, kind="property"))
            continue
        destination = DESTINATION.match(value, at)
        if destination is None:
            continue
        at = destination.end()
        group = destination.lastindex or 1
        written, start = destination[group], by + destination.start(group)
        span = (by + found.start(), by + at)
        facts.append(markdown_link(written, start, found[2], *span, embed=False, kind="property"))
    return facts


def _placed(fact: LinkFact, base: int, source: str, value: str, places: Sequence[int]) -> LinkFact:
    """Return a link found in a value with its offsets counted in the note's text."""

    def start(at: int) -> int:
        return base + places[at]

    def end(at: int) -> int:
        # Behind the character before, not before the next: a line may be folded between.
        before = places[at - 1]
        return base + (before + 1 if source[before] == value[at - 1] else places[at])

    link = Link._make(fact)
    path_start = start(link.path_start)
    path_end = end(link.path_end) if link.path_end > link.path_start else path_start
    subpath_start, subpath_end = path_end, path_end
    if link.subpath_end > link.subpath_start:
        subpath_start, subpath_end = start(link.subpath_start), end(link.subpath_end)
    return link._replace(
        start=start(link.start),
        end=end(link.end),
        path_start=path_start,
        path_end=path_end,
        subpath_start=subpath_start,
        subpath_end=subpath_end,
    )
