"""Page text: what is left when somebody copies a page of the tracker.

A row is a line `Action:` and, after it, `Area for action:`, `Priority:` and
`Status:` in any order, in English or French. The line with the row's id is
lost in most copies and is read where it is not. A value ends at the next
label, so it may wrap over lines or begin on the line below its label.
"""

from __future__ import annotations

import re
import unicodedata

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.text import plural
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.model import Problem, Row
from vaultsync.tracker.readers.count import counted
from vaultsync.tracker.readers.labels import Mark, marks_in
from vaultsync.tracker.readers.reading import Published, Reading, cleaned, row_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from vaultsync.tracker.vocabulary import Field, Vocabulary

FORM = "page text"

_LINE_END = re.compile(r"\r\n?|\n")
_ID_LINE = re.compile(
    r"\s*(?P<id>(?:\d{1,4}\.){1,4}[A-Za-z]|\d{1,4}(?:\.\d{1,4}){2,5})"
    r"\s+[-\u2013\u2014]\s+(?P<title>.+)"
)
_HEADS = {"id", "mission"}
"""What may stand above the action of its row."""

_MOST_WRAPPED = 3
"""The most lines that a status or priority, which is a word or two, is joined from."""

_SPELLED_OUT = 10
"""A page shows ten rows, so one that counts fewer shows all of them."""


class _Draft(NamedTuple):
    """The labels of one row, and the index of the line at which the next row begins."""

    marks: tuple[Mark, ...]
    end: int


def read_page(name: str, text: str, vocabulary: Vocabulary) -> Reading:
    """Return what copied page text says: one page, or several one after the other.

    Raises `TrackerError` where it holds no action.
    """
    return read_lines(name, _LINE_END.split(unicodedata.normalize("NFC", text)), vocabulary)


def read_lines(
    name: str,
    lines: Sequence[str],
    vocabulary: Vocabulary,
    labelled: Container[int] | None = None,
) -> Reading:
    """Return what the lines of a page say. Raises `TrackerError` as `read_page` does.

    `labelled` are the indices of the lines that may begin with a label, where that is known.
    """
    problems: list[Problem] = []
    rows: list[Row] = []
    counts: list[tuple[int, int]] = []
    free = 0  # the first line that no value has taken yet
    for draft in _drafts(tuple(marks_in(lines, labelled)), len(lines)):
        between = lines[free : draft.marks[0].at]
        counts += _counts(between, free)
        published, free = _row_words(draft, lines, vocabulary)
        words = published.words
        if "text" not in words:
            if words.get("status", "").strip():
                message = "a status without an action"
                problems.append(Problem("no-action", name, published.lines["status"], message))
            continue
        published = published._replace(words={**_id_line(between), **words})
        row = row_of(published, name, vocabulary, problems)
        if row is not None:
            rows.append(row)
            if "status" not in words:
                message = "an action without a status"
                problems.append(Problem("no-status", name, row.line, message, row.key))
    counts += _counts(lines[free:], free)
    if not rows:
        raise _not_a_page(name, lines, counts)
    declared = _declared(name, counts, rows, problems)
    return Reading(tuple(rows), declared, tuple(problems), FORM)


def _drafts(marks: Sequence[Mark], end: int) -> Iterator[_Draft]:
    """Part the labels into rows.

    A row begins at `Action:` or at the id before it. Labels that come again
    without either are a row whose action was lost.
    """
    current: list[Mark] = []
    fields: set[str] = set()
    for mark in marks:
        begins = mark.field == "id" or (mark.field == "text" and not fields <= _HEADS)
        if current and (begins or mark.field in fields):
            yield _Draft(tuple(current), mark.at)
            current, fields = [], set()
        current.append(mark)
        if mark.field != "other":
            fields.add(mark.field)
    if current:
        yield _Draft(tuple(current), end)


def _row_words(
    draft: _Draft, lines: Sequence[str], vocabulary: Vocabulary
) -> tuple[Published, int]:
    """Return the words of a draft, and the first line that does not belong to it."""
    words: dict[str, str] = {}
    places: dict[str, int] = {}
    free = 0
    for mark, following in zip(draft.marks, (*draft.marks[1:], None), strict=True):
        end = following.at if following else draft.end
        below = lines[mark.at + 1 : end]
        if mark.field in ("status", "priority"):
            value, taken = _known_words(mark, below, following is None, vocabulary)
        elif mark.field in _HEADS:
            value, taken = _first_line(mark.rest, below)
        elif following is None:
            value, taken = _paragraph(mark.rest, below)
        else:
            value, taken = " ".join((mark.rest, *below)), len(below)
        words[mark.field] = value
        places[mark.field] = mark.at + 1
        free = mark.at + 1 + taken
    line = places.get("text", draft.marks[0].at + 1)
    return Published(line, words, places), free


def _known_words(
    mark: Mark, below: Sequence[str], last: bool, vocabulary: Vocabulary
) -> tuple[str, int]:
    """Return a status or priority, and how many lines below its label belong to it.

    As many as make a word that the vocabulary knows; what follows the last
    label of a row may be anything. If none do, the first words that stand there.
    """
    field: Field = "status" if mark.field == "status" else "priority"
    value = cleaned(mark.rest)
    first = (value, 0)
    known = first if vocabulary.token(field, value) else None
    joined = 0
    for index, line in enumerate(below):
        if joined == _MOST_WRAPPED:
            break
        if not line.strip():
            continue
        joined += 1
        value = cleaned(f"{value} {line}")
        if not first[0]:
            first = (value, index + 1)
        if vocabulary.token(field, value):
            known = (value, index + 1)
    if known:
        return known
    if last or first[0] == "" or not below:
        return first if not _ends_row(first[0]) else (cleaned(mark.rest), 0)
    return " ".join((mark.rest, *below[:_MOST_WRAPPED])), len(below)


def _first_line(rest: str, below: Sequence[str]) -> tuple[str, int]:
    """Return a value that does not wrap, and how many lines below its label it takes."""
    for at, line in enumerate((rest, *below)):
        if line.strip():
            return line, at
    return "", len(below)


def _paragraph(rest: str, below: Sequence[str]) -> tuple[str, int]:
    """Return the last value of a row, up to a blank line, and how many lines it takes."""
    value = [rest]
    for at, line in enumerate(below):
        blank = not line.strip()
        if (blank and any(part.strip() for part in value)) or _ends_row(line):
            return " ".join(value), at
        if not blank:
            value.append(line)
    return " ".join(value), len(below)


def _ends_row(line: str) -> bool:
    return counted(line) is not None or _ID_LINE.match(line) is not None


def _counts(lines: Sequence[str], first: int) -> list[tuple[int, int]]:
    """Return the counts among lines that belong to no row, each with its line from 1."""
    found = ((first + index + 1, counted(line)) for index, line in enumerate(lines))
    return [(line, count) for line, count in found if count is not None]


def _id_line(between: Sequence[str]) -> dict[str, str]:
    """Return id and mission from the line above an action, whose title may wrap."""
    near = [line for line in between if line.strip()][-_MOST_WRAPPED:]
    for index in range(len(near) - 1, -1, -1):
        found = _ID_LINE.match(near[index])
        if found:
            title = " ".join((found["title"], *near[index + 1 :]))
            return {"id": found["id"], "mission": title}
    return {}


def _declared(
    name: str, counts: Sequence[tuple[int, int]], rows: Sequence[Row], problems: list[Problem]
) -> int | None:
    """Return the count that all pages of the text agree on, or None."""
    if not counts:
        return None
    line, declared = counts[0]
    for other, count in counts:
        if count != declared:
            message = f"the page counts {plural(count, 'action')}, an earlier one {declared}"
            problems.append(Problem("count", name, other, message))
            return None
    distinct = len({row.key for row in rows})
    if distinct > declared or distinct < declared < _SPELLED_OUT:
        verb = "was" if distinct == 1 else "were"
        message = f"the page counts {plural(declared, 'action')}, {distinct} {verb} read"
        problems.append(Problem("count", name, line, message))
    return declared


def _not_a_page(name: str, lines: Sequence[str], counts: Sequence[tuple[int, int]]) -> TrackerError:
    extent = plural(len(lines) - (lines[-1] == ""), "line")
    remedy = "Copy the whole page, or name a table with its columns: vaultsync pull --help"
    if counts:
        line, count = counts[0]
        return TrackerError(
            f"{name} shows no action",
            remedy,
            line,
            f'Line {line} counts {count}, but no line "Action:" stands in {extent} of text.',
        )
    return TrackerError(
        f"{name} is not a tracker page",
        remedy,
        detail='No line "Action:", no count ("Found 43 actions") and no line that names columns '
        f"in {extent} of text.",
    )
