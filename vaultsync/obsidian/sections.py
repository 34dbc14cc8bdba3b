"""What the section under each heading says, through mistune."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from vaultsync.lean.cached import lru_cache
from vaultsync.lean.regex import late
from vaultsync.lean.typed import TYPE_CHECKING, Any, NamedTuple
from vaultsync.obsidian.inline import rendered
from vaultsync.obsidian.paragraphs import CONTAINER, FILLER, QUOTES, markdown, paragraphs
from vaultsync.text import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, MutableMapping

    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.paragraphs import Lines, Paragraphs


class Paragraph(NamedTuple):
    """A paragraph of a section.

    `text` is its rendered prose, without markup, embeds, comments, block ids
    and lines of tags; empty if nothing remains. `start` and `end` span its
    lines of prose whole, from the first to the last, without the last line
    end; all its lines where there is no prose. `prefix` is what a further
    line needs in front (`> `, an indent). `embeds` are indices into the
    note's links. `block_id` says that the span ends in a block id.
    """

    text: str
    start: int
    end: int
    prefix: str
    links_only: bool
    embeds: tuple[int, ...]
    block_id: bool


class Section(NamedTuple):
    """A heading (index in the note's headings, -1: none yet) and what stands under it.

    `title` is the heading's rendered text. The section ends at the next
    heading of any level.
    """

    heading: int
    title: str
    paragraphs: tuple[Paragraph, ...]


_NO_QUOTE = late(r"[^\s>]")
_WORD = late(r"[^\W_]")
_BLOCK_ID = late(r"(?:^|\s)\^[A-Za-z0-9-]+\s*$")
_TASK = late(r"\[[^\]\n]\][ \t]+")
_CALLOUT = late(r"\[![^\]\n]+\]")
_FIELD = late(r"[*_]*\w[^:\[\]()\n]{0,60}::(?=\s|[*_]|$)")
_INLINE_FIELD = late(r"[\[(]\w[^:\[\]()\n]{0,60}::[^\[\]()\n]*[\])]")
_FOOTNOTE = late(r"\^\[[^\[\]\n]*+\]|\[\^[^\[\]\s]++\]")
_MARKUP = late(r"[\[\]*_`~<>\\&=!]")
_WIKILINK = late(r"\[\[([^\[\]|\n]*?)(?:\\?\|([^\[\]\n]*))?\]\]")
_SPECIAL = late(r"([!-/:-@\[-`{-~])")


def sections(note: Note) -> tuple[Section, ...]:
    """Return what each section of a note says, in document order.

    The first has no heading (-1) and stands there only if something is said
    before the first heading.
    """
    found: dict[int, list[Paragraph]] = {index: [] for index in range(-1, len(note.headings))}
    starts = [heading.start for heading in note.headings]
    seen = paragraphs(note)
    reader = _Reader(note, seen)
    for lines in seen.lines:
        paragraph = reader.read(lines)
        if paragraph is not None:
            found[bisect_right(starts, paragraph.start) - 1].append(paragraph)
    return tuple(
        Section(index, title(note.headings[index].text) if index >= 0 else "", tuple(said))
        for index, said in found.items()
        if index >= 0 or said
    )


@lru_cache(maxsize=4096)
def title(heading: str) -> str:
    """Return a heading's rendered text from its raw text: `Mission 3.1a` for a link so named.

    A block id at its end and embeds are left out.
    """
    if "^" in heading:
        heading = _BLOCK_ID.sub("", heading)
    return " ".join(rendered(heading).split())


def _shown(link: re.Match[str]) -> str:
    display = link[2] if link[2] is not None else link[1].replace("#", " > ").removeprefix(" > ")
    return _SPECIAL.sub(lambda found: rf"\{found[1]}", display)


def _rendered(text: str, references: MutableMapping[str, Any]) -> str:
    """Return inline Markdown as plain text with single spaces."""
    if _MARKUP.search(text):
        text = "".join(_flat(markdown().inline(text, references)))
    return " ".join(text.replace(FILLER, "").split())


def _flat(tokens: Iterable[dict[str, Any]]) -> Iterable[str]:
    from html import unescape

    for token in tokens:
        kind = token["type"]
        if kind in ("softbreak", "linebreak", "inline_html"):
            yield " "
        elif "children" in token and kind != "image":
            yield from _flat(token["children"])
        elif kind == "text":
            yield unescape(token["raw"])
        elif kind == "codespan":
            yield token["raw"]


class _Line(NamedTuple):
    """A source line of a paragraph: where it, its content and its line end start."""

    start: int
    content: int
    end: int
    prose: bool
    links_only: bool


class _Reader:
    """Reads the paragraphs of one note against what its scan found."""

    def __init__(self, note: Note, seen: Paragraphs) -> None:
        self._text = seen.source
        self._references = seen.references
        self._starts = note.lines.starts
        self._embed_starts = [
            (link.start, number) for number, link in enumerate(note.links) if link.embed
        ]
        self._embeds = Stretches((link.start, link.end) for link in note.links if link.embed)
        self._links = Stretches((link.start, link.end) for link in note.links)
        self._tags = Stretches((tag.start, tag.end) for tag in note.tags)
        self._headings = Stretches((heading.start, heading.end) for heading in note.headings)
        # Comments are blanked already, and what follows one on its line is said.
        self._hidden = Stretches(
            span for span in note.hidden if not self._text.startswith(FILLER, span.start)
        )

    def read(self, lines: Lines) -> Paragraph | None:
        """Return the paragraph on the given lines, or None where it says and embeds nothing."""
        read = [self._line(number, lines) for number in range(lines.first, lines.last + 1)]
        read = [line for line in read if not self._headings.touch(line.start, line.end)]
        if not read:
            return None
        first = bisect_left(self._embed_starts, (read[0].start, -1))
        after = bisect_left(self._embed_starts, (read[-1].end, -1))
        embeds = tuple(number for _, number in self._embed_starts[first:after])
        prose = [line for line in read if line.prose]
        while len(prose) > 1 and prose[0].links_only and not prose[1].links_only:
            del prose[0]
        if not prose:
            nothing = Paragraph("", read[0].start, read[-1].end, "", False, embeds, False)
            return nothing if embeds else None
        last = prose[-1]
        prefix = self._prefix(last)
        end = self._block_id_end(last, read[-1], prefix)
        return Paragraph(
            self._said(prose),
            prose[0].start,
            end or last.end,
            prefix,
            all(line.links_only for line in prose),
            embeds,
            end is not None,
        )

    def _line(self, number: int, lines: Lines) -> _Line:
        start = self._starts[number]
        after = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._text)
        line = self._text[start:after].rstrip("\r\n")
        end = start + len(line)
        opening = number == lines.first
        marks = (CONTAINER if opening else QUOTES).match(line)
        content = start + (marks.end() if marks else 0)
        if opening and (task := _TASK.match(self._text, content, end)):
            content = task.end()
        said = self._embeds.cut(self._text, content, end)
        plain = said.lstrip()
        prose = (
            _WORD.search(_BLOCK_ID.sub("", said)) is not None
            and not _FIELD.match(plain)
            and not (opening and _CALLOUT.match(plain) and ">" in line[: content - start])
            and self._words_outside(content, end, self._embeds, self._hidden, self._tags)
        )
        links_only = prose and not self._words_outside(content, end, self._links, self._hidden)
        return _Line(start, content, end, prose, links_only)

    def _words_outside(self, start: int, end: int, *stretches: Stretches) -> bool:
        spans = [span for some in stretches for span in some.within(start, end)]
        said = Stretches(spans).cut(self._text, start, end)
        return _WORD.search(_BLOCK_ID.sub("", said)) is not None

    def _prefix(self, line: _Line) -> str:
        """Return what a line after the given one needs to stay in its quotes and list items."""
        marks = (CONTAINER.match(self._text, line.start, line.content) or [""])[0]
        indent = _NO_QUOTE.sub(" ", marks)
        return indent + " " if indent.endswith(">") else indent

    def _block_id_end(self, last: _Line, after: _Line, prefix: str) -> int | None:
        """Return where the block id of a paragraph ends: at its last prose, or on the next line."""
        if _BLOCK_ID.search(self._text[last.content : last.end]):
            return last.end
        own_line = self._text[last.end + 1 : after.end].removeprefix("\n").removeprefix(prefix)
        is_id = after.start > last.start and _BLOCK_ID.fullmatch(own_line)
        return after.end if is_id else None

    def _said_end(self, start: int, end: int) -> int:
        """Return where what is said ends, without the spaces at its end."""
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return end

    def _said(self, prose: list[_Line]) -> str:
        """Return the rendered text from the first line of prose to the last."""
        lines = []
        for line in prose:
            end = line.end
            if line is prose[-1]:
                text = self._text[line.content : end]
                end = line.content + len(_BLOCK_ID.sub("", text).rstrip())
                while tag := self._tags.ending_at(end):
                    end = self._said_end(line.content, tag.start)
            lines.append(self._embeds.cut(self._text, line.content, end))
        text = _FOOTNOTE.sub("", _INLINE_FIELD.sub("", "\n".join(lines)))
        return _rendered(_WIKILINK.sub(_shown, text), self._references)


class Stretches:
    """Spans of a text, overlapping ones made one, for asking what lies in a part of it."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans: list[Span] = []
        for start, end in sorted(spans):
            if self._spans and start < self._spans[-1].end:
                start, before = self._spans.pop()
                end = max(before, end)
            self._spans.append(Span(start, end))
        self._ends = [span.end for span in self._spans]

    def within(self, start: int, end: int) -> list[Span]:
        """Return the spans that share a character with the part."""
        first = bisect_right(self._ends, start)
        last = first
        while last < len(self._spans) and self._spans[last].start < end:
            last += 1
        return self._spans[first:last]

    def touch(self, start: int, end: int) -> bool:
        """Return whether a span shares a character with the part."""
        return bool(self.within(start, end))

    def ending_at(self, end: int) -> Span | None:
        """Return the span that ends at an offset, or None."""
        at = bisect_left(self._ends, end)
        return self._spans[at] if at < len(self._ends) and self._ends[at] == end else None

    def cut(self, text: str, start: int, end: int) -> str:
        """Return the part of a text without the spans."""
        parts = []
        for span in self.within(start, end):
            parts.append(text[start : max(start, span.start)])
            start = span.end
        return "".join(parts) + text[start : max(start, end)]
