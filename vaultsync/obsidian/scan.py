"""One pass over a note: every heading, link, embed, tag and block id, with its span."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vaultsync.obsidian.links import DESTINATION, markdown_link, wikilink

if TYPE_CHECKING:
    from vaultsync.obsidian.facts import BlockFact, Facts, HeadingFact, LinkFact, TagFact

_FRONTMATTER = re.compile(r"---([ \t]*)\r?\n")
_FRONTMATTER_END = re.compile(r"\n---[ \t]*\r?(?:\n|\Z)")
_MASTER = re.compile(
    r"""
    \[\[(?!\[)([^\[\]\n]*+(?:(?:\](?!\])|\[(?!\[))[^\[\]\n]*+)*+)\]\]
    |!\[\[(?!\[)([^\[\]\n]*+(?:(?:\](?!\])|\[(?!\[))[^\[\]\n]*+)*+)\]\]
    |\[([^\[\]\\`<$\n]*+)\](?=\()
    |!\[([^\[\]\\`<$\n]*+)\](?=\()
    |`(`*+)
    |~~~(~*+)
    |\#(?<![^\s>]\#)(\#{0,5}+)(?=[ \t\r\n]|\Z)
    |\#(?<![\w\#&]\#)([^\u2000-\u206F\u2E00-\u2E7F'!"\#$%&()*+,.:;<=>?@^`{|}~\[\]\\\s]++)
    |\^(?<![^\s>]\^)([A-Za-z0-9-]++)(?=[ \t\r]*+(?:\n|\Z))
    |%%(%*+)
    |<(!--)
    |\\([!-/:-@\[-`{-~])
    """,
    re.VERBOSE,
)


def scan(text: str) -> Facts:
    """Return the facts of a note's text. Never raises; takes time linear in the text."""
    frontmatter = None
    at = 0
    opening = _FRONTMATTER.match(text)
    if opening:
        closing = _FRONTMATTER_END.search(text, opening.end() - 1)
        if closing:
            at = closing.end()
            start = opening.end()
            frontmatter = (start, max(closing.start() + 1, start), at, bool(opening[1]))
    headings: list[HeadingFact] = []
    links: list[LinkFact] = []
    tags: list[TagFact] = []
    blocks: list[BlockFact] = []
    comments: list[tuple[int, int]] = []
    code: list[tuple[int, int]] = []
    hidden: list[tuple[int, int]] = []
    search = _MASTER.search
    comment_end = 0
    while found := search(text, at):
        start = found.start()
        at = found.end()
        kind = found.lastindex
        if kind == 1 or kind == 2:
            content = found[kind]
            if content.strip():
                links.append(wikilink(content, start, kind == 2, start < comment_end))
        elif kind == 3 or kind == 4:
            destination = DESTINATION.match(text, at)
            if destination:
                at = destination.end()
                group = destination.lastindex or 1
                links.append(
                    markdown_link(
                        destination[group],
                        destination.start(group),
                        found[kind],
                        start,
                        at,
                        kind == 4,
                        start < comment_end,
                    )
                )
            else:
                at = start + 1
        elif kind == 5 or kind == 6:
            marks = found[0]
            line_start = text.rfind("\n", 0, start) + 1
            if len(marks) >= 3 and not text[line_start:start].strip(" \t>"):
                fence = re.compile(
                    r"\n[ \t>]*" + re.escape(marks) + marks[0] + r"*[ \t\r]*(?=\n|\Z)"
                )
                closing = fence.search(text, at)
                at = closing.end() if closing else len(text)
                code.append((start, at))
            elif kind == 5:
                closing = re.compile("(?<!`)" + marks + "(?!`)").search(text, at)
                if closing and "\n" not in text[at : closing.start()]:
                    at = closing.end()
                    code.append((start, at))
        elif kind == 7:
            if start == 0 or text[start - 1] == "\n":
                line_end = text.find("\n", at)
                line_end = len(text) if line_end < 0 else line_end
                line_end -= text[line_end - 1 : line_end] == "\r"
                raw = text[at:line_end].rstrip()
                bare = raw.rstrip("#")
                if bare != raw and (not bare or bare[-1] in " \t"):
                    raw = bare.rstrip()
                title = raw.lstrip()
                text_start = at + len(raw) - len(title)
                headings.append(
                    (at - start, title, start, line_end, text_start, text_start + len(title))
                )
        elif kind == 8:
            name = found[8].rstrip("/")
            if name.strip("0123456789"):
                tags.append((name, start, start + 1 + len(name)))
        elif kind == 9:
            line_start = text.rfind("\n", 0, start) + 1
            blocks.append((found[9], start, at, not text[line_start:start].strip(), line_start, at))
        elif kind == 10:
            if at - start == 2 and start >= comment_end:
                end = text.find("%%", at)
                if end >= 0:
                    comment_end = end + 2
                    comments.append((start, comment_end))
        elif kind == 11:
            end = text.find("-->", at)
            at = len(text) if end < 0 else end + 3
            hidden.append((start, at))
    return (
        frontmatter,
        tuple(headings),
        tuple(links),
        tuple(tags),
        tuple(blocks),
        tuple(comments),
        tuple(code),
        tuple(hidden),
        (),
        (),
        (),
    )
