"""Where mistune sees a note's paragraphs, line by line.

mistune knows what is a paragraph, inside quotes, callouts and list items too,
but not where it stood in the source. So a private character is put before the
first letter of each line, one for each line, and read back from the paragraphs
that mistune makes. No mark can change what a line is: it follows quote and list
marks, and stays out of HTML tags, entities and the labels of link definitions.
"""

from __future__ import annotations

from vaultsync.lean.cached import cache
from vaultsync.lean.regex import MULTILINE, late
from vaultsync.lean.typed import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

    from mistune import Markdown

    from vaultsync.obsidian.note import Note

# A supplementary private use plane and the next: one character for each line.
_FIRST_MARK = 0xF0000
_MARKS = 0x1FFFD
_NO_SPACE = late(r"\S")
_MARK = late("[\U000f0000-\U0010fffc]")
FILLER = "\U0010fffd"
"""Stands for each character of a comment: takes part in no markup, and is no letter."""
_PRIVATE = late("[\U000f0000-\U0010ffff]")

CONTAINER = late(r"[ \t]*+(?:(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))[ \t]*+)*+", MULTILINE)
"""The marks of the quotes and list items that a line opens or continues."""
QUOTES = late(r"(?:[ \t]*+>)*+[ \t]*+")
_BEFORE_LETTER = late(r"(?:\[[^\]\n]*+\]:)?+(?:<[^>\n]*+>|&[#\w]++;|[^\w<\n]|_)*+(?=[^\W_])")


class Lines(NamedTuple):
    """The source lines of one paragraph, as indices into `note.lines.starts`, both included."""

    first: int
    last: int


class Paragraphs(NamedTuple):
    """A note's paragraphs in document order, and what mistune needs to render one.

    `source` is the note's text with its comments blanked, offset for offset.
    """

    source: str
    lines: tuple[Lines, ...]
    references: MutableMapping[str, Any]


def paragraphs(note: Note) -> Paragraphs:
    """Return where a note's paragraphs are. Parses the body once."""
    source = _without_comments(note)
    starts = note.lines.starts
    first = _line_at(note, note.body_start)
    body = starts[first:] if note.body_start < len(source) else []
    marked: list[str] = []
    for number, start in enumerate(body):
        end = body[number + 1] if number + 1 < len(body) else len(source)
        line = source[start:end].rstrip("\r\n")
        content = CONTAINER.match(line)
        letter = _BEFORE_LETTER.match(line, content.end() if content else 0)
        if letter and number < _MARKS:
            at = letter.end()
            line = f"{line[:at]}{chr(_FIRST_MARK + number)}{line[at:]}"
        marked.append(line)
    block = markdown().block
    state = block.state_cls()
    state.process("\n".join(marked) + "\n")
    block.parse(state)
    found = (_lines_of(text) for text in _texts(state.tokens))
    lines = sorted(Lines(a + first, b + first) for a, b in filter(None, found))
    return Paragraphs(source, tuple(lines), state.env)


@cache
def markdown() -> Markdown:
    """Return mistune, with the extensions of Markdown that Obsidian has."""
    import mistune

    return mistune.create_markdown(
        renderer=None, plugins=["table", "strikethrough", "mark", "footnotes"]
    )


def _without_comments(note: Note) -> str:
    text = _PRIVATE.sub("\ufffd", note.text)
    spans: list[tuple[int, int]] = list(note.comments)
    for start, end in note.hidden:
        if text.startswith("<!--", start):
            closing = text.find("-->", start, end)
            spans.append((start, end if closing < 0 else closing + 3))
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if start >= at:
            lines = text[start:end].splitlines(keepends=True)
            parts += (text[at:start], *map(_blanked, lines[:1]))
            for line in lines[1:]:
                quotes = QUOTES.match(line)
                kept = quotes.end() if quotes else 0
                parts += (line[:kept], _blanked(line[kept:]))
            at = end
    parts.append(text[at:])
    return "".join(parts)


def _blanked(text: str) -> str:
    return _NO_SPACE.sub(FILLER, text)


def _line_at(note: Note, offset: int) -> int:
    return note.lines.position(offset).line - 1


def _texts(tokens: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the raw text of every paragraph, at any depth."""
    waiting = [iter(tokens)]
    while waiting:
        token = next(waiting[-1], None)
        if token is None:
            waiting.pop()
        elif token["type"] in ("paragraph", "block_text"):
            yield token["text"]
        elif token["type"] in ("block_quote", "list", "list_item"):
            waiting.append(iter(token["children"]))


def _lines_of(text: str) -> Lines | None:
    """Return the lines of a paragraph's marked text, or None where nothing in it is marked."""
    text = text.strip("\n")
    marks = list(_MARK.finditer(text))
    if not marks:
        return None
    lines_before = text.count("\n", 0, marks[0].start())
    first = ord(marks[0][0]) - _FIRST_MARK - lines_before
    return Lines(first, max(first + text.count("\n"), ord(marks[-1][0]) - _FIRST_MARK))
