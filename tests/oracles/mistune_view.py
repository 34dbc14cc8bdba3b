"""The scanner's view of a note beside mistune's.

mistune has no source positions. `mistune_view` therefore puts a unique mark of
private-use characters into each candidate for a link before it parses, and
looks which marks come out as what.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import mistune
from mistune.plugins.math import math, math_in_list, math_in_quote

from vaultsync.obsidian.note import Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MARK = re.compile("\ue000([\ue010-\ue019]+)\ue001")
_WIKILINK = r"!?\[\[(?!\[)(?P<target>(?:[^\[\]\n]|\](?!\])|\[(?!\[))+)\]\]"
_CANDIDATE = re.compile(
    r"(?P<wikilink>!?\[\[)(?!\[)(?:[^\[\]\n]|\](?!\])|\[(?!\[))+\]\]|(?P<markdown>\]\(<?)"
)


class View(NamedTuple):
    """What a reader sees in a note's body, in document order."""

    headings: list[tuple[int, str]]  # level and source text, of the top level
    code: list[str]  # blocks of code, without indentation
    inline_code: list[str]
    wikilinks: list[int]  # offsets
    markdown_links: list[int]  # offsets of their destinations


def scanner_view(note: Note) -> View:
    """Return what the scanner sees."""
    text = note.text
    blocks = set(note.code_blocks)
    return View(
        [(heading.level, flat(heading.text)) for heading in note.headings],
        [_code_text(text[span.start : span.end]) for span in note.code_blocks],
        [flat(text[span.start : span.end].strip("`")) for span in note.code if span not in blocks],
        [link.start for link in note.links if link.kind == "wikilink"],
        sorted(link.path_start for link in note.links if link.kind == "markdown"),
    )


def mistune_view(note: Note) -> View:
    """Return what mistune sees, wikilinks and math added to it."""
    body = note.text[note.body_start :]
    places: list[int] = []
    parts: list[str] = []
    at = 0
    for found in _CANDIDATE.finditer(body):
        inner = found.end(found.lastgroup)  # type: ignore[arg-type]
        parts += (body[at:inner], _mark(len(places)))
        start = found.start() if found.lastgroup == "wikilink" else inner
        places.append(note.body_start + start)
        at = inner
    parts.append(body[at:])
    markdown = _markdown()
    tokens, _ = markdown.parse("".join(parts))
    state = markdown.block.state_cls()
    state.process("".join(parts).replace("\r\n", "\n").replace("\r", "\n"))
    markdown.block.parse(state)
    headings = [
        (token["attrs"]["level"], flat(_MARK.sub("", token["text"])))
        for token in state.tokens
        if token["type"] == "heading"
    ]
    view = View(headings, [], [], [], [])
    for token in _walk(tokens):
        match token["type"]:
            case "block_code":
                view.code.append(_code_lines(_MARK.sub("", token["raw"])))
            case "codespan":
                view.inline_code.append(flat(_MARK.sub("", token["raw"])))
            case "wikilink":
                view.wikilinks.extend(_places(token["raw"], places))
            case "link" | "image":
                view.markdown_links.extend(_places(token["attrs"]["url"], places))
    # mistune reads a footnote once for each reference to it.
    return view._replace(
        wikilinks=sorted(set(view.wikilinks)), markdown_links=sorted(set(view.markdown_links))
    )


@cache
def _markdown() -> mistune.Markdown:
    markdown = mistune.create_markdown(
        renderer=None, plugins=["table", "strikethrough", "footnotes"]
    )
    markdown.inline.register("wikilink", _WIKILINK, _parse_wikilink, before="link")
    for plugin in (math, math_in_quote, math_in_list):
        plugin(markdown)
    return markdown


def _mark(index: int) -> str:
    return "\ue000" + "".join(chr(0xE010 + int(digit)) for digit in str(index)) + "\ue001"


def _places(marked: str, places: list[int]) -> Iterator[int]:
    from urllib.parse import unquote

    for found in _MARK.finditer(unquote(marked)):
        yield places[int("".join(str(ord(char) - 0xE010) for char in found[1]))]


def _parse_wikilink(_inline: Any, found: re.Match[str], state: Any) -> int:
    state.append_token({"type": "wikilink", "raw": found["target"]})
    return found.end()


def _walk(tokens: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for token in tokens:
        yield token
        yield from _walk(token.get("children") or ())


def flat(text: str) -> str:
    """Return a text on one line, single-spaced, without the marks of quotes."""
    return " ".join(re.sub(r"\n[ \t>]*", " ", text).split())


def _code_text(written: str) -> str:
    """Return the lines of a block of code without fences, indentation and blank lines."""
    lines = written.split("\n")
    fence = re.match("`{3,}|~{3,}", written)
    if fence:
        closed = len(lines) > 1 and lines[-1].strip(" \t\r>").startswith(fence[0])
        lines = lines[1 : -1 if closed else None]
    return _code_lines("\n".join(lines))


def _code_lines(code: str) -> str:
    return "\n".join(line.strip(" \t\r>") for line in code.split("\n") if line.strip(" \t\r>"))
