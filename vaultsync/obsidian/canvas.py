"""Canvas files: the links that their cards hold (JSON Canvas 1.0).

A `file` card names a file by its whole path, with an optional subpath; a
group's `background` names an image; a `text` card is Markdown with links as in
a note (release note 1.1.5). All spans count in the text of the JSON.
"""

from __future__ import annotations

from vaultsync.lean.kept import kept
from vaultsync.lean.regex import DOTALL, late
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import nfc
from vaultsync.obsidian.parts import Link
from vaultsync.obsidian.scan import scan
from vaultsync.text import Lines, Span, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.diagnostic import Place

# A string before a colon is a key. The text is known to be valid JSON.
_TOKEN = late(
    r'(?P<key>"(?:[^"\\]|\\.)*+")\s*+:|(?P<string>"(?:[^"\\]|\\.)*+")|(?P<mark>[{}\[\]])', DOTALL
)
# A character outside of the basic plane is written as two escapes.
_ESCAPE = late(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
_NODE_DEPTH = 3  # {"nodes": [{…}]}


class CanvasError(ValueError):
    """A canvas is no valid JSON, at `line`."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class Canvas:
    """A canvas: its path in the vault, its text and its links.

    Raises `vaultsync.text.UndecodableError` for bytes that are not UTF-8, and
    `CanvasError` for what is no JSON object; an empty file is an empty canvas.
    """

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.text, self.mark = decode(data)
        if self.text.strip():
            _parsed(self.text)

    @kept
    def lines(self) -> Lines:
        """Return the lines of the JSON."""
        return Lines(self.text)

    @kept
    def all_links(self) -> tuple[Link, ...]:
        """Return the links of all cards, in the order in which they stand in the file.

        Those of file cards and groups are of the kind `canvas`, those in text
        cards of the kind that they are in a note.
        """
        found: list[Link] = []
        for card in _cards(self.text):
            kind = self._value(card.get("type"))
            if kind == "file" and "file" in card:
                found.append(self._file(card["file"], card.get("subpath")))
            elif kind == "text" and "text" in card:
                found += self._markdown(card["text"])
            elif kind == "group" and "background" in card:
                found.append(self._file(card["background"], None))
        return tuple(sorted(found, key=lambda link: link.start))

    def place(self, start: int, end: int) -> Place:
        """Return where a span lies, for a diagnostic."""
        from vaultsync.diagnostic import Place

        first, last = self.lines.position(start), self.lines.position(end)
        return Place(self.path, first.line, first.column, last.line, last.column)

    def raw(self, part: Link | Span) -> str:
        """Return a part as it is written."""
        return self.text[part.start : part.end]

    def _value(self, span: Span | None) -> str:
        from vaultsync.lean.plain_json import loads

        if span is None:
            return ""
        value = loads(self.text[span.start - 1 : span.end + 1])
        return value if isinstance(value, str) else ""

    def _file(self, file: Span, subpath: Span | None) -> Link:
        path, part = nfc(self._value(file)), self._value(subpath)
        at = subpath or Span(file.end, file.end)
        return Link(
            "canvas", True, min(file.start, at.start), max(file.end, at.end), path,
            part if part.startswith("#") else "", path, file.start, file.end, at.start, at.end,
            external=False, in_comment=False, in_table=False,
        )  # fmt: skip

    def _markdown(self, span: Span) -> Iterator[Link]:
        """Return the links of a text card, their spans those of the JSON that spells them."""
        text = self._value(span)
        offsets = _offsets(self.text[span.start : span.end])
        # A card has no frontmatter, even one that starts with a rule.
        shift = 1 if text.startswith("---") else 0

        def at(offset: int) -> int:
            where = offset - shift
            return span.start + (offsets[where] if offsets else where)

        for fact in scan("\n" * shift + text)[2]:
            link = Link._make(fact)
            yield link._replace(
                start=at(link.start), end=at(link.end),
                path_start=at(link.path_start), path_end=at(link.path_end),
                subpath_start=at(link.subpath_start), subpath_end=at(link.subpath_end),
            )  # fmt: skip


def _parsed(text: str) -> None:
    """Raise `CanvasError` unless a text is a JSON object."""
    from vaultsync.lean.plain_json import loads

    try:
        found = loads(text)
    except RecursionError:
        raise CanvasError("it is nested too deeply", 1) from None
    except ValueError as error:
        from json import JSONDecodeError

        if not isinstance(error, JSONDecodeError):
            raise
        raise CanvasError(f"it is no valid JSON: {error.msg}", error.lineno) from None
    if not isinstance(found, dict):
        raise CanvasError("it holds no JSON object", 1)


def _cards(text: str) -> Iterator[dict[str, Span]]:
    """Return for each node of a valid canvas its strings by key: the spans between the quotes.

    `json` itself does not tell where a value stands.
    """
    depth = 0
    key = ""
    in_nodes = False
    card: dict[str, Span] = {}
    for token in _TOKEN.finditer(text):
        if token["key"]:
            key = token["key"][1:-1]
        elif token["string"]:
            if depth == _NODE_DEPTH and in_nodes:
                card[key] = Span(token.start() + 1, token.end() - 1)
        elif token["mark"] in "[{":
            depth += 1
            if depth == _NODE_DEPTH - 1:
                in_nodes = key == "nodes"
            elif depth == _NODE_DEPTH:
                card = {}
        else:
            if depth == _NODE_DEPTH and in_nodes:
                yield card
            depth -= 1


def _offsets(written: str) -> list[int] | None:
    """Return where each character of a JSON string is written, or None if as it is read."""
    if "\\" not in written:
        return None
    offsets: list[int] = []
    at = 0
    for escape in _ESCAPE.finditer(written):
        offsets += range(at, escape.start() + 1)
        at = escape.end()
    offsets += range(at, len(written) + 1)
    return offsets
