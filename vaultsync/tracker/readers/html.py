"""Saved pages of the tracker: lists of results and single records, in HTML.

A page is turned into the lines that one would copy from it, with two things
that a copy loses: the id, from the address of each record, and what is a label.
What stands in those lines is then page text; where the action's label has markup
of its own, no line without such markup begins with a label. Classes are not
looked at: the site gives a status the wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.tracker.addresses import is_address
from vaultsync.tracker.readers.labels import is_label, marks_in
from vaultsync.tracker.readers.page import read_lines
from vaultsync.tracker.readers.pieces import HEADS, Piece, Values

if TYPE_CHECKING:
    from vaultsync.tracker.readers.pieces import Kind
    from vaultsync.tracker.readers.reading import Reading
    from vaultsync.tracker.vocabulary import Vocabulary

FORM = "HTML"

# What says nothing goes before the parser sees it, and a `<` that begins no tag
# becomes a character: some versions of the parser need quadratic time for them.
_SILENT = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|noscript|head|svg)\b.*?(?:</\1\s*>|\Z)|<[!?][^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_NO_TAG = re.compile(r"<(?![/a-zA-Z][^<>]*>)")

_BREAKING = frozenset(
    {
        *("address", "article", "aside", "blockquote", "br", "button", "caption", "dd", "details"),
        *("div", "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "header", "hr", "label", "legend", "li", "main", "nav", "ol", "option", "p", "pre"),
        *("section", "select", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    }
)
_BLOCKS = _BREAKING - {"br", "hr"}
_LABELLING = frozenset({"b", "dt", "strong", "th"})
# What a block ends that nobody ended: a paragraph, and what is of its own kind.
_ENDED_BY_ALL = frozenset({"p"})
_ENDING = {
    "li": frozenset({"li", "p"}),
    "option": frozenset({"option"}),
    **dict.fromkeys(("dd", "dt"), frozenset({"dd", "dt", "p"})),
    **dict.fromkeys(("td", "th"), frozenset({"td", "th", "p"})),
    "tr": frozenset({"tr", "td", "th", "p"}),
}
_RECORD = re.compile(r"/record/([^/?#]+)")
_TITLE = re.compile(r"\s*\S+\s+[-\u2013\u2014]\s+")


def read_html(name: str, text: str, vocabulary: Vocabulary) -> Reading | None:
    """Return what a saved page says, or None where the text is not HTML.

    Raises `TrackerError` for a page without actions.
    """
    if not text.lstrip().startswith("<") or "</" not in text:
        return None
    page = _Page(name)
    page.feed(_NO_TAG.sub("&lt;", _SILENT.sub(_line_ends, text)))
    page.close()
    lines = page.lines()
    texts = [unicodedata.normalize("NFC", line.text) for line in lines]
    labelled = {at for at, line in enumerate(lines) if line.labelled}
    strict = any(mark.field == "text" for mark in marks_in(texts, labelled))
    reading = read_lines(name, texts, vocabulary, labelled if strict else None)
    return reading._replace(
        rows=tuple(
            row._replace(line=lines[row.line - 1].number, url=page.addresses.get(row.id or "", ""))
            for row in reading.rows
        ),
        problems=tuple(
            problem._replace(line=lines[problem.line - 1].number) for problem in reading.problems
        ),
        form=FORM,
    )


def _line_ends(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


def _whole_address(page: str, address: str) -> str:
    """Return where a link on a page leads, or an empty string where that is not known."""
    if is_address(page):
        try:
            address = urljoin(page, address)
        except ValueError:
            return ""
    return address if is_address(address) else ""


class _Line(NamedTuple):
    """A line as it would be copied, and the line of the source on which it begins."""

    text: str
    number: int
    labelled: bool = False


class _Page(HTMLParser):
    """Collects the pieces of a page's text and the addresses of its records."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self.addresses: dict[str, str] = {}
        self._pieces: list[Piece] = []
        self._open_label: list[str] | None = None
        self._record = False
        self._open: list[str] = []
        self._counts: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a label or the link to a record."""
        if tag in _BLOCKS:
            ended = _ENDING.get(tag, _ENDED_BY_ALL)
            while self._open and self._open[-1] in ended:
                self._close()
            self._open.append(tag)
            self._counts[tag] += 1
            self._add("\n", opens=tag)
        elif tag in _BREAKING:
            self._add("\n")
        if tag in _LABELLING:
            self._open_label = []
        elif tag == "a":
            self._record = self._begin_record(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        """End a line, a label or a link."""
        if tag in _LABELLING and self._open_label is not None:
            label = "".join(self._open_label)
            self._open_label = None
            self._add(label, kind="label")
        elif tag == "a":
            self._record = False
        if tag in _BLOCKS:
            if self._counts[tag]:
                while self._close() != tag:
                    pass
            self._add("\n")
        elif tag in _BREAKING:
            self._add("\n")

    def handle_data(self, data: str) -> None:
        """Take text: a record's title, a label, or whatever stands there."""
        if self._record:
            self._add(" ".join(data.split()), kind="title")
        elif self._open_label is not None:
            self._open_label.append(data)
        else:
            self._add(re.sub(r"\s+", " ", data), data[: len(data) - len(data.lstrip())])

    def lines(self) -> list[_Line]:
        """Return the page as lines, a label always at the start of one."""
        # A single record has no colons after its labels; elsewhere a bare word is no label.
        bare = any(piece.kind == "label" and is_label(piece.text, "id") for piece in self._pieces)
        values = Values(bare)
        lines: list[_Line] = []
        current: list[str] = []
        number = 1
        labelled = record = False
        for piece in (*self._pieces, Piece("\n", 1)):
            text = piece.text
            marked = False
            values.pass_by(piece)
            if piece.kind == "label" and is_label(text, "any" if bare else "colon"):
                if values.begins(piece, not current):
                    text = f"\n{text.strip().rstrip(':')}: "
                    marked = True
                    values.begin(piece)
            elif piece.kind == "key":
                record = marked = values.begins(piece, not current)
                text = f"\nAction ID: {text}\n" if marked else ""
            elif piece.kind == "title" and record:
                marked = _TITLE.match(text) is not None
                text = f"\nMission: {_TITLE.sub('', text, count=1)}\n" if marked else ""
            if text.strip() and not marked:
                values.fill()
            for at, part in enumerate(text.split("\n")):
                if at and current:
                    lines.append(_Line("".join(current), number, labelled))
                    current, labelled = [], False
                if not current and part.strip():
                    number, labelled = piece.number, marked
                if current or part.strip():
                    current.append(part)
        return lines or [_Line("", 1)]

    def _close(self) -> str:
        tag = self._open.pop()
        self._counts[tag] -= 1
        return tag

    def _begin_record(self, address: str) -> bool:
        found = _RECORD.search(address)
        if not found:
            return False
        # The record's name is the id and the priority: 3.1.b,3
        key = " ".join(unquote(found[1]).split(",")[0].split())
        whole = _whole_address(self._name, address)
        if whole:
            self.addresses.setdefault(key, whole)
        self._add(key, kind="key")
        return True

    def _add(
        self,
        text: str,
        before: str = "",
        *,
        kind: Kind = "",
        opens: str = "",
    ) -> None:
        line, _ = self.getpos()
        head = bool(self._open) and self._open[-1] in HEADS
        number = line + before.count("\n")
        self._pieces.append(Piece(text, number, kind, len(self._open), opens, head))
