"""The scanner's view of a text beside that of markdown-it-py.

markdown-it-py follows CommonMark to the letter and knows nothing of Obsidian:
it serves for generated Markdown without Obsidian's own constructs.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import reject
from markdown_it import MarkdownIt

from tests.oracles.mistune_view import flat

if TYPE_CHECKING:
    from markdown_it.token import Token

    from vaultsync.obsidian.note import Note


class CommonView(NamedTuple):
    """What CommonMark has of a text, in document order."""

    headings: list[tuple[int, int]]  # level and first line, of the top level
    code: list[tuple[int, int]]  # first and last line of each block that is not blank
    inline_code: list[str]
    links: list[tuple[bool, str]]  # whether it embeds, and its destination


# Where the scanner and CommonMark part, and why.
_COMMONMARK_DIFFERENCES = (
    r"\A---\s*\n",  # frontmatter
    r"\[\[",  # wikilinks
    r"(?<!\\)\$|%%",  # math and comments
    # A block right below a definition: whether it goes on with the definition's paragraph
    # differs from one implementation to the next, and has no case in the specification.
    r"\]:[^\n]*\n?[^\n]*\n[^\n]*\S",
    # A Markdown link starts where a reference might end.
    r"\]\[[^\]]*\]\(",
    # markdown-it-py 4.0 does not let a comment end in `--->`, which CommonMark 0.31 does.
    r"--->",
    # At the end of its paragraph it has no shortcut reference before a `(`.
    r"\]\(\s*(?:\n|\Z)",
    # It takes some lines for code, or for a quote's, that go on with a paragraph or are code:
    # indented by four columns below a quote, or below a list item whose text is indented more.
    r"(?:[-+*]|\d[.)]) {2,4}\S[^\n]*\n[> ]*(?: {4}|\t)",
    r">[^\n]*\n(?: {4}| {0,3}\t)",
    r">[^\n]*[-+*.)] *\t",  # and tab stops in quotes
)


def commonmark_agrees(text: str) -> bool:
    """Return whether CommonMark has nothing else to say of a text by construction."""
    return not any(re.search(pattern, text) for pattern in _COMMONMARK_DIFFERENCES)


def parsed(markdown: MarkdownIt, text: str) -> list[Token]:
    """Return the tokens of a text; gives it up where markdown-it-py itself fails.

    It does on some HTML blocks in list items.
    """
    try:
        return markdown.parse(text)
    except IndexError:
        reject()


def commonmark_view(text: str) -> CommonView:
    """Return what markdown-it-py sees in a text with Unix line ends."""
    markdown = MarkdownIt("commonmark")
    markdown.validateLink = lambda url: True
    markdown.normalizeLink = lambda url: url
    view = CommonView([], [], [], [])
    depth = 0
    for token in parsed(markdown, text):
        depth += {"_open": 1, "close": -1}.get(token.type[-5:], 0) * (
            token.type.startswith(("blockquote", "list_item"))
        )
        if token.type == "heading_open" and depth == 0:
            view.headings.append((int(token.tag[1]), token.map[0]))
        elif token.type in ("fence", "code_block"):
            view.code.append(lines_of_code(text, token.map[0], token.map[1] - 1))
        elif token.type == "inline":
            _inline(token.children, view)
    return view


def scanner_commonmark_view(note: Note) -> CommonView:
    """Return what the scanner sees of what CommonMark has."""
    text = note.text
    line = note.lines.position
    blocks = set(note.code_blocks)
    return CommonView(
        [(heading.level, line(heading.start).line - 1) for heading in note.headings],
        [lines_of_code(text, line(a).line - 1, line(b).line - 1) for a, b in note.code_blocks],
        [_inline_code(text[a:b]) for a, b in note.code if (a, b) not in blocks],
        [(link.embed, _unescaped(text[link.path_start : link.subpath_end])) for link in note.links],
    )


def _inline(tokens: list[Any], view: CommonView) -> None:
    for token in tokens:
        if token.type == "code_inline":
            view.inline_code.append(flat(token.content))
        elif token.type == "link_open" and token.info != "auto":
            view.links.append((False, token.attrs["href"]))
        elif token.type == "image":
            view.links.append((True, token.attrs["src"]))
            _inline(token.children or [], view)


def lines_of_code(text: str, first: int, last: int) -> tuple[int, int]:
    lines = text.split("\n")
    while last > first and not lines[last].strip(" \t>"):
        last -= 1
    return first, last


def _inline_code(written: str) -> str:
    marks = len(written) - len(written.lstrip("`"))
    return flat(written[marks:-marks])


def _unescaped(written: str) -> str:
    return unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", written))
