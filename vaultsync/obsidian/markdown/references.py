"""Reference links: `[text][label]`, `[label][]` and `[label]`, with `[label]: destination`.

Obsidian renders them since release note 0.13.3. Footnotes (`[^1]`), tasks
(`- [x]`) and Dataview fields (`[key:: value]`) are none.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from typing import TYPE_CHECKING

from vaultsync.obsidian.links import DEFINITION, markdown_link
from vaultsync.obsidian.markdown.blocks import HEADING, PARAGRAPH
from vaultsync.obsidian.markdown.spans import BRACKET, is_within, merged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vaultsync.obsidian.facts import DefinitionFact, LinkFact, SpanFact
    from vaultsync.obsidian.markdown.blocks import Blocks

_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999}+)\]", re.DOTALL)
_PREFIX = re.compile(r"[ \t>]*+")
_TASK = re.compile(r"(?:[-+*]|[0-9][.)])[ \t]++\Z")
_LONGEST_LABEL = 1000  # characters (CommonMark 4.7)
_MARKER_WIDTH = 8  # characters before a task's brackets that are looked at


def definitions(text: str, blocks: Blocks) -> list[DefinitionFact]:
    """Return the definitions of a text: those that start a paragraph, one after another."""
    found: list[DefinitionFact] = []
    for leaf in blocks.leaves:
        if leaf.kind not in (PARAGRAPH, HEADING) or text[leaf.start] != "[":
            continue
        at = leaf.start
        while at < leaf.end and (definition := DEFINITION.match(text, at, leaf.end + 1)):
            end = at + len(definition[0].rstrip())
            found.append((definition[1], at, end, *definition.span(definition.lastindex or 1)))
            prefix = _PREFIX.match(text, definition.end())
            at = prefix.end() if prefix else definition.end()
    return found


def references(
    text: str,
    blocks: Blocks,
    defined: Sequence[DefinitionFact],
    taken: Sequence[SpanFact],
    links: Sequence[LinkFact],
) -> list[LinkFact]:
    """Return the links that refer to definitions, outside of what is taken."""
    by_label: dict[str, DefinitionFact] = {}
    for definition in defined:
        by_label.setdefault(_normal(definition[0]), definition)
    full = merged([*taken, *(link[2:4] for link in links), *(fact[1:3] for fact in defined)])
    plain = sorted(link[2] for link in links if not link[1])
    budget = 4 * len(text)  # characters in texts of links that lie in texts of links
    found: list[LinkFact] = []
    for opening, closing, label, end in _bracketed(text, blocks, full):
        target = by_label.get(_normal(label))
        if target is None:
            continue
        embed = text[opening - 1 : opening] == "!" and not is_within(full, opening - 1)
        if not embed:
            index = bisect_right(plain, opening)
            if index < len(plain) and plain[index] < closing:
                continue  # a link holds no other link
            insort(plain, opening)  # nearly always the last
        budget -= closing - opening
        if budget < 0:
            break
        written = text[target[3] : target[4]]
        display = text[opening + 1 : closing]
        start = opening - embed
        found.append(
            markdown_link(written, target[3], display, start, end, embed, kind="reference")
        )
    return found


def _bracketed(
    text: str, blocks: Blocks, full: Sequence[SpanFact]
) -> Iterator[tuple[int, int, str, int]]:
    """Find the bracketed texts of each paragraph: their brackets, label, and end with it."""
    opened: list[int] = []
    leaf = None
    at = 0
    while bracket := BRACKET.search(text, at):
        offset = bracket.start()
        at = offset + 1
        if is_within(full, offset):
            continue
        here = blocks.leaf(offset)
        if here is not leaf:
            opened.clear()
            leaf = here
        if bracket[0] == "[":
            opened.append(offset)
        elif opened:
            opening = opened.pop()
            own = text[opening + 1 : min(offset, opening + _LONGEST_LABEL)]
            after = _LABEL.match(text, at)
            if after and not is_within(full, at):
                at = after.end()
                own = after[1] if after[1].strip() else own
            elif len(own) == 1 and _TASK.search(text, max(opening - _MARKER_WIDTH, 0), opening):
                continue
            yield opening, offset, own, at


def _normal(label: str) -> str:
    """Return what two labels of one definition have in common (CommonMark 4.7)."""
    return " ".join(label.split()).casefold()
