"""Lines of tags under the paragraph that states a claim: read, and edited in place.

A line of tags holds nothing but tags behind its indent and quote marks. Only the
tags that are named change; what else stands in such a line, and everything around
it, keeps its bytes. What is inserted here and removed again leaves no trace; so a new
tag never joins a line in which no tag of its kind stands yet.
"""

from __future__ import annotations

from vaultsync.lean.regex import VERBOSE, compiled
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.line_places import line_end, line_start, next_line
from vaultsync.text import Edit, line_end_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from vaultsync.obsidian.parts import Tag

_WORD = compiled(r"\S+")
_LINE_START = compiled(r"[ \t>]*")
# How a line starts that is no further line of a paragraph's prose.
_NO_PROSE = compiled(
    r"""[ \t>]*+
    (?: $ | \#{1,6}(?:[ \t]|$) | [-*+][ \t] | \d{1,9}[.)][ \t] | ``` | ~~~
      | !\[ | \| | < | %% | (?:[-*_][ \t]*+){3,}$ )""",
    VERBOSE,
)


class TagPlace(NamedTuple):
    """Where a claim's line of tags belongs: offsets in the note's text.

    `start`-`end` are the lines of the paragraph's prose, without the last line
    end; `prefix` is what a further line of it has in front (`> `, an indent);
    `block_id` says that it ends in a block id; `section_end` is where the next
    heading starts, or the text's end.
    """

    start: int
    end: int
    prefix: str
    block_id: bool
    section_end: int


class TagWord(NamedTuple):
    """A tag in a line of tags: its name without `#`, and its span with it."""

    name: str
    start: int
    end: int


class TagLine(NamedTuple):
    """A line that holds tags only: its span without its line end, and its tags."""

    start: int
    end: int
    words: tuple[TagWord, ...]


class TagChange(NamedTuple):
    """Asks for the tag `new` (without `#`; None: for none) where any of the tags `old` stand.

    One for each kind of tag, also for those that stay (`new` is then in `old`):
    a tag that is not there yet joins the line of the others.
    """

    old: Collection[str]
    new: str | None


def tag_lines(text: str, tags: Sequence[Tag], start: int, end: int) -> tuple[TagLine, ...]:
    """Return the lines of tags between two offsets, given the body tags of the note."""
    lines: list[TagLine] = []
    at = {tag.start: tag for tag in tags}
    behind = start
    for tag in tags:
        if not behind <= tag.start < end:
            continue
        line = line_start(text, tag.start)
        behind = line_end(text, tag.start)
        opening = _LINE_START.match(text, line)
        if opening is None or opening.end() != tag.start:
            continue
        words = _words(text, tag.start, behind, at)
        if words:
            lines.append(TagLine(line, behind, words))
    return tuple(lines)


def set_tags(
    text: str, tags: Sequence[Tag], place: TagPlace, changes: Sequence[TagChange]
) -> list[Edit]:
    """Return the edits that put each change's tag under a paragraph.

    Tags are compared in whatever case (help "Tags"). An old tag is replaced where
    it stands; a new one joins the line that holds one of the others, else makes a
    line of its own right below the prose, parted by a blank line from a block id.
    A line that is left without tags goes.
    """
    lines = tag_lines(text, tags, place.start, place.section_end)
    present = [word for line in lines for word in line.words]
    replaced: dict[TagWord, str | None] = {}
    added: list[str] = []
    company: set[TagWord] = set()
    for change in changes:
        old = {name.casefold() for name in change.old}
        new = None if change.new is None else change.new.casefold()
        standing = [word for word in present if word.name.casefold() == new]
        found = [word for word in present if word.name.casefold() in old - {new}]
        company.update(standing, found)
        if change.new is not None and not standing:
            if found:
                replaced[found.pop(0)] = change.new
            else:
                added.append(change.new)
        replaced.update(dict.fromkeys(found))
    joined = next((line for line in reversed(lines) if company & set(line.words)), None)
    edits: list[Edit] = []
    for line in lines:
        edits += _line_edits(text, place, line, lines, replaced, added if line is joined else ())
    if added and joined is None:
        edits.append(_inserted(text, place, added))
    return edits


def _words(text: str, start: int, end: int, at: Mapping[int, Tag]) -> tuple[TagWord, ...]:
    """Return the words of a line as tags; none if one of them is no tag."""
    words = []
    for word in _WORD.finditer(text, start, end):
        tag = at.get(word.start())
        if tag is None or text[tag.end : word.end()].strip("/"):
            return ()
        words.append(TagWord(tag.name, *word.span()))
    return tuple(words)


def _line_edits(
    text: str,
    place: TagPlace,
    line: TagLine,
    lines: Sequence[TagLine],
    replaced: Mapping[TagWord, str | None],
    added: Sequence[str],
) -> list[Edit]:
    words = line.words
    if all(word in replaced and replaced[word] is None for word in words):
        if not added:
            return [_without_line(text, place, line, lines)]
        return [Edit(words[0].start, words[-1].end, _written(added))]
    edits: list[Edit] = []
    kept = False
    for index, word in enumerate(words):
        new = replaced.get(word, word.name)
        if new is None:
            start = words[index - 1].end if kept else word.start
            end = word.end if kept else words[index + 1].start
            edits.append(Edit(start, end, ""))
            continue
        kept = True
        if word in replaced:
            edits.append(Edit(word.start, word.end, f"#{new}"))
    if added:
        edits.append(Edit(words[-1].end, words[-1].end, f" {_written(added)}"))
    return edits


def _inserted(text: str, place: TagPlace, added: Sequence[str]) -> Edit:
    at = line_end(text, place.end)
    end = text[at : next_line(text, at)] or line_end_in(text)
    blank = place.prefix.rstrip() + end if place.block_id else ""
    return Edit(at, at, f"{end}{blank}{place.prefix}{_written(added)}")


def _without_line(text: str, place: TagPlace, line: TagLine, lines: Sequence[TagLine]) -> Edit:
    """Take a line away, and the blank one that parts it from the paragraph's block id."""
    if line.start == 0:
        return Edit(0, next_line(text, line.end), "")
    start = line_end(text, line.start - 1)
    if place.block_id and line_end(text, place.end) < start:
        before = line_start(text, start)
        parts = before and line_end(text, before - 1) == line_end(text, place.end)
        if (
            parts
            and not text[before:start].strip(" \t>")
            and not _goes_on(text, place, line.end, lines)
        ):
            start = line_end(text, before - 1)
    if text.endswith("\r", 0, start) and text.startswith("\n", line.end):
        # Left beside each other, the two would be one line end.
        return Edit(next_line(text, start), next_line(text, line.end), "")
    return Edit(start, line.end, "")


def _goes_on(text: str, place: TagPlace, at: int, lines: Sequence[TagLine]) -> bool:
    """Return whether prose stands in the next line: it would join the paragraph above."""
    start = next_line(text, at)
    if start == len(text) or any(line.start == start for line in lines):
        return False
    following = text[start : line_end(text, start)]
    opening = _LINE_START.match(following)
    if opening and opening.group().count(">") > place.prefix.count(">"):
        return False
    return _NO_PROSE.match(following) is None


def _written(names: Sequence[str]) -> str:
    return " ".join(f"#{name}" for name in names)
