"""What a note or a section says: its first paragraph of prose."""

from __future__ import annotations

from bisect import bisect_left

from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.places.plain_prose import after_blank_lines, plain_prose, shown

if TYPE_CHECKING:
    from collections.abc import Container

    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.sections import Paragraph

_SPACES = compiled(r"[ \t]*+")
_LINE = compiled(r"[!#][^\r\n]*+(?=\r?\n|\Z)(?:\r?\n)?")


def said_under(note: Note, heading: int) -> Paragraph | None:
    """Return the first paragraph of prose under a heading, before the next heading.

    `heading` is an index into the note's headings; -1 asks for what stands
    before the first of them. Links alone, as in a line of navigation, are no
    prose.
    """
    plain = _plainly(note, heading)
    if plain is not None:
        return plain[0] if plain else None
    sections = note.sections
    # Every heading has its section; one before the first of them may be there too.
    at = heading + len(sections) - len(note.headings)
    for paragraph in sections[at].paragraphs if at >= 0 else ():
        if paragraph.text and not paragraph.links_only:
            return paragraph
    return None


def said_in(note: Note, heading: int, others: Container[int] = ()) -> Paragraph | None:
    """Return what a note says that has its own label as a heading (-1: it has not).

    That is the first prose under this heading and the smaller ones below it,
    or else the first in the note. What stands under the headings in `others` is
    somebody else's.
    """
    headings = note.headings
    order = list(range(-1, len(headings)))
    if heading >= 0:
        last = heading + 1
        while last < len(headings) and headings[last].level > headings[heading].level:
            last += 1
        order = [*range(heading, last), *range(-1, heading), *range(last, len(headings))]
    own = (index for index in order if index not in others)
    return next(filter(None, (said_under(note, index) for index in own)), None)


def _plainly(note: Note, heading: int) -> tuple[Paragraph, ...] | None:
    """Return the paragraph under a heading where no parser is needed; () if there is nothing.

    None where mistune has to tell.
    """
    from vaultsync.obsidian.sections import Paragraph

    text, headings = note.text, note.headings
    start = headings[heading].end if heading >= 0 else note.body_start
    end = headings[heading + 1].start if heading + 1 < len(headings) else len(text)
    start = after_blank_lines(text, start, end)
    if not text[start:end].strip():
        return ()
    prose = plain_prose(text, start, end)
    if prose is None:
        return None
    embeds, after = _embeds_below(note, start + len(prose), end)
    if after < end and after_blank_lines(text, after, end) == after and text[after:end].strip():
        return None
    if _is_commented(note, start, after):
        return None
    stop = start + len(prose.rstrip("\r\n"))
    return (Paragraph(shown(prose), start, stop, "", False, embeds, False),)


def _is_commented(note: Note, start: int, end: int) -> bool:
    """Return whether a comment shares a character with a stretch; no two comments overlap."""
    at = bisect_left(note.comments, end, key=lambda comment: comment.start) - 1
    return at >= 0 and start < note.comments[at].end


def _embeds_below(note: Note, at: int, end: int) -> tuple[tuple[int, ...], int]:
    """Return the embeds on lines of embeds or tags alone, and where these lines end."""
    embeds: list[int] = []
    while at < end and (line := _LINE.match(note.text, at, end)):
        stop = at + len(line[0].rstrip())
        if line[0][0] == "!":
            number = bisect_left(note.links, at, key=lambda link: link.start)
            if number == len(note.links) or note.links[number][1:4] != (True, at, stop):
                break
            embeds.append(number)
        elif not _is_tags(note, at, stop):
            break
        at = line.end()
    return tuple(embeds), at


def _is_tags(note: Note, start: int, end: int) -> bool:
    """Return whether a stretch of a line holds tags and spaces, nothing else."""
    number = bisect_left(note.tags, start, key=lambda tag: tag.start)
    while number < len(note.tags) and note.tags[number].start == start:
        spaces = _SPACES.match(note.text, note.tags[number].end, end)
        start = spaces.end() if spaces else end
        number += 1
    return start == end
