"""What lies outside the spans that a change edits, and that it must not touch.

A fix may change what its span holds in any way; everything else that a note
holds must be read as before, only moved.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vaultsync.obsidian.note import Note
    from vaultsync.text import Edit


class Shift:
    """Edits of a text that do not overlap, and where they move what they leave."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        in_order = sorted(edits, key=lambda edit: (edit.start, edit.end))
        growth = [len(edit.text) - (edit.end - edit.start) for edit in in_order]
        self._moved = [0, *accumulate(growth)]
        self._old = [Span(edit.start, edit.end) for edit in in_order]
        self._new = [
            Span(edit.start + moved, edit.start + moved + len(edit.text))
            for edit, moved in zip(in_order, self._moved, strict=False)
        ]

    def after(self, offset: int) -> int:
        """Return where an offset lies after the edits; that of an edited span, at its start."""
        count = bisect_right(self._old, offset, key=lambda span: span.start)
        if count and (offset < self._old[count - 1].end or offset == self._old[count - 1].start):
            return self._new[count - 1].start
        return offset + self._moved[count]

    def before(self, offset: int) -> Span:
        """Return what an offset after the edits was before them: a point, or an edited span."""
        count = bisect_right(self._new, offset, key=lambda span: span.start)
        if count and offset <= self._new[count - 1].end:
            return self._old[count - 1]
        return Span(offset - self._moved[count], offset - self._moved[count])

    def spares(self, start: int, end: int) -> bool:
        """Return whether no edit touches a span of the text before the edits."""
        return _spares(self._old, start, end)

    def spares_after(self, start: int, end: int) -> bool:
        """Return whether a span of the text after the edits touches nothing they wrote."""
        return _spares(self._new, start, end)


def _spares(spans: Sequence[Span], start: int, end: int) -> bool:
    at = bisect_left(spans, start, key=lambda span: span.end)
    return at == len(spans) or spans[at].start > end


def changed_outside(before: Note, after: Note, edits: Iterable[Edit]) -> str:
    """Return what the edits changed outside their spans, or an empty string."""
    shift = Shift(edits)
    for what, parts in _PARTS.items():
        old = [
            (shift.after(start), said)
            for start, end, said in parts(before)
            if shift.spares(start, end)
        ]
        new = [(start, said) for start, end, said in parts(after) if shift.spares_after(start, end)]
        if old != new:
            return f"{what} elsewhere would change"
    return ""


_Part = tuple[int, int, str]


def _spans(name: str) -> Callable[[Note], Iterator[_Part]]:
    """Return what yields one kind of a note's parts, with their source."""

    def parts(note: Note) -> Iterator[_Part]:
        for part in getattr(note, name):
            start, end = (part.start, part.end)
            yield start, end, note.text[start:end]

    return parts


def _properties(note: Note) -> Iterator[_Part]:
    properties = note.properties
    for name in properties.values:
        found = properties.property(name)
        if found:  # by its text: `1` and `True` are equal to Python, and not to Obsidian
            yield found.key_start, found.value_end, f"{name}: {found.value!r}"


_PARTS: dict[str, Callable[[Note], Iterator[_Part]]] = {
    "a property": _properties,
    "a heading": _spans("headings"),
    "a link": _spans("all_links"),
    "a tag": _spans("tags"),
    "a block id": _spans("blocks"),
    "a comment": _spans("comments"),
    "code": _spans("code"),
}
