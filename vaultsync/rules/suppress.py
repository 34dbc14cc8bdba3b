"""Suppressions: what a note's author asks vaultsync not to say about it.

```
See [[Not yet written]]. %% vaultsync: ignore[L401] planned for spring %%
```
A comment on a line of text speaks for that line; one that stands alone, for
the next line that is not blank. `ignore-section[…]` speaks for the section
that it stands in, subsections included, and `ignore-note[…]` for the note. So
does the property `vaultsync-ignore`, a list of entries such as
`L401 planned for spring`. Codes may be cut short: `L4`, `T`. A suppression
that suppresses nothing is X001, one without a reason X002; one of a rule that
needs a tracker is left in peace where there is none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from vaultsync.lean.regex import DOTALL, late
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View

PROPERTY = "vaultsync-ignore"

_SAID = late(
    r"\s*vaultsync:\s*ignore(?P<scope>-section|-note)?\[(?P<codes>[^\]]*)\][ \t]*(?P<reason>.*)",
    DOTALL,
)
_ENTRY = late(r"\s*(?P<codes>[A-Z]\d{0,3}(?:\s*,\s*[A-Z]\d{0,3})*)\b[\s:]*(?P<reason>.*)", DOTALL)
_CODE = late(r"[A-Z]\d{0,3}")


class Suppression(NamedTuple):
    """One request: `codes` or their beginnings are not to be said of the lines.

    `first` and `last` are the lines it speaks for, both included. `start` and
    `end` are the span of the comment or of the property's value.
    """

    codes: tuple[str, ...]
    reason: str
    first: int
    last: int
    start: int
    end: int
    in_property: bool


def may_ask(note: Note) -> bool:
    """Return whether a note may ask to leave something unsaid. Cheap."""
    facts = note.facts
    # To look through every text would cost more, and most notes have no comment.
    if facts[5] and "vaultsync" in note.text:
        return True
    return facts[0] is not None and note.properties.may_hold(PROPERTY)


def suppressions(note: Note) -> tuple[Suppression, ...]:
    """Return what a note asks to leave unsaid, in its order."""
    if not may_ask(note):
        return ()
    return (*_from_property(note), *_from_comments(note))


def suppressed(
    diagnostics: Iterable[Diagnostic],
    asked: tuple[Suppression, ...],
    wanted: Callable[[Diagnostic], bool],
) -> tuple[list[Diagnostic], set[tuple[Suppression, str]]]:
    """Return the wanted diagnostics of one note that are left, and the suppressions that worked.

    In place of one that goes, the first behind it that stays. What worked is
    named by suppression and code; what is asked of one that is still behind
    another does, since it is needed once that one is mended.
    """
    found = [[*_with_behind(each)] for each in diagnostics]
    by_line: dict[int, list[tuple[Suppression, str]]] = {}
    lines = sorted({each.place.line for lot in found for each in lot})
    seen: set[tuple[int, int, str]] = set()
    for suppression in asked:
        for code in suppression.codes:
            # The first of several equal requests does the work, the others are superfluous.
            key = (suppression.first, suppression.last, code)
            if key in seen:
                continue
            seen.add(key)
            for line in lines[bisect_left(lines, key[0]) : bisect_right(lines, key[1])]:
                by_line.setdefault(line, []).append((suppression, code))
    left: list[Diagnostic] = []
    worked: set[tuple[Suppression, str]] = set()
    for lot in found:
        heard = False
        for diagnostic in lot:
            silencing = [
                request
                for request in by_line.get(diagnostic.place.line, ())
                if diagnostic.code.startswith(request[1])
            ]
            worked.update(silencing)
            if not heard and not silencing and wanted(diagnostic):
                left.append(diagnostic)
                heard = True
    return left, worked


def _with_behind(each: Diagnostic | None) -> Iterator[Diagnostic]:
    while each is not None:
        yield each
        each = each.behind


def unjudged(asked: tuple[Suppression, ...], view: View) -> set[tuple[Suppression, str]]:
    """Return the suppressions, by code, of rules that cannot speak in this run.

    Without a tracker nobody can tell whether they would be needed; nor, without
    the whole of its list, for what that list lacks.
    """
    if view.published is None:
        silent: tuple[str, ...] = ("T", "C")
    elif view.published.lock.snapshot.complete is None:
        silent = ("T102",)
    else:
        return set()
    return {(each, code) for each in asked for code in each.codes if code.startswith(silent)}


def removal(note: Note, suppression: Suppression) -> Span:
    """Return the span to delete so that a comment goes: its whole line where it stands alone."""
    start, end = suppression.start, suppression.end
    line = note.lines.position(start).line
    first = note.lines.line_start(line)
    after = _line_end(note, note.lines.position(end).line)
    if not note.text[first:start].strip() and not note.text[end:after].strip():
        return Span(first, after)
    while start > first and note.text[start - 1] in " \t":
        start -= 1
    return Span(start, end)


def _from_comments(note: Note) -> Iterator[Suppression]:
    alone: dict[int, bool] = {}
    found = []
    for start, end in note.comments:
        said = _SAID.fullmatch(note.text[start:end].strip("%"))
        if not said:
            continue
        first = note.lines.position(start).line
        last = note.lines.position(end).line
        rest = note.text[note.lines.line_start(first) : start]
        rest += note.text[end : _line_end(note, last)]
        alone[first] = not rest.strip()
        found.append((said, Span(start, end), first, last))
    sections = _Sections(note)
    following = _lines_below(note, [(first, last) for _, _, first, last in found if alone[first]])
    for said, span, first, last in found:
        lines = (first, last)
        if said["scope"] == "-note":
            lines = _whole(note)
        elif said["scope"] == "-section":
            lines = sections.around(span.start)
        elif alone[first]:
            lines = (following[first],) * 2
        codes = tuple(code.strip() for code in said["codes"].split(",") if code.strip())
        yield Suppression(codes, said["reason"].strip(), *lines, *span, False)


def _from_property(note: Note) -> Iterator[Suppression]:
    found = note.properties.property(PROPERTY) if note.frontmatter else None
    if found is None:
        return
    entries: Iterable[tuple[object, Span]]
    if isinstance(found.value, list):
        spans = [Span(*item) for item in found.items]
        entries = zip(found.value, spans, strict=False)
    else:
        entries = [(found.value, Span(found.value_start, found.value_end))]
    for value, span in entries:
        said = _ENTRY.fullmatch(value) if isinstance(value, str) else None
        codes = tuple(_CODE.findall(said["codes"])) if said else (str(value),)
        reason = said["reason"].strip() if said else ""
        yield Suppression(codes, reason, *_whole(note), *span, True)


def _whole(note: Note) -> tuple[int, int]:
    return 1, len(note.lines.starts)


class _Sections:
    """The sections of a note by their lines, worked out in one go when one is asked for."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self._spans: list[tuple[int, int]] | None = None

    def around(self, offset: int) -> tuple[int, int]:
        """Return the first and last line of the section around an offset, heading included."""
        if self._spans is None:
            self._spans = self._found()
        at = bisect_right(self._note.headings, offset, key=lambda heading: heading.start)
        return self._spans[at]

    def _found(self) -> list[tuple[int, int]]:
        """Return the lines before the first heading, then those of each heading's section."""
        last = len(self._note.lines.starts)
        spans = [(1, last)]
        open_ones: list[tuple[int, int]] = [(0, 0)]  # level, index in `spans`
        for heading in self._note.headings:
            line = self._note.lines.position(heading.start).line
            while open_ones and (open_ones[-1][0] >= heading.level or open_ones[-1][0] == 0):
                _, index = open_ones.pop()
                spans[index] = (spans[index][0], line - 1)
            open_ones.append((heading.level, len(spans)))
            spans.append((line, last))
        return spans


def _lines_below(note: Note, comments: list[tuple[int, int]]) -> dict[int, int]:
    """Return for each comment that stands alone, by its first line, the line it speaks for.

    That is the next line that is neither blank nor another such comment.
    """
    below: dict[int, int] = {}
    end = len(note.lines.starts)
    for first, last in reversed(comments):
        line = last + 1
        while line <= end and line not in below and not note.lines.line_text(line).strip():
            line += 1
        below[first] = below.get(line, line if line <= end else last)
    return below


def _line_end(note: Note, line: int) -> int:
    """Return the offset after a line, its line end included."""
    starts = note.lines.starts
    return starts[line] if line < len(starts) else len(note.text)
