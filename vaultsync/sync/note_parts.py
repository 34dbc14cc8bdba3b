"""Parts of a note's change, each made as a whole or left, and which are safe together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.sync.changes import Intent, NoteChange
from vaultsync.sync.check import Below, unintended
from vaultsync.text import Text, encode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.match.places.claim import Claim
    from vaultsync.obsidian.note import Note
    from vaultsync.sync.decide import Order
    from vaultsync.text import Edit, Span

# Two for each halving: enough to find a dozen bad parts among a thousand.
_MOST_READINGS = 64

_DOLLARS = re.compile(r"\$\$")
_BLANK_LINE = re.compile(r"(?:\n|\r(?!\n))[ \t>]*+(?:[\r\n]|\Z)")


class Part(NamedTuple):
    """Edits of one place, the orders that need them, and what they are meant to change.

    `refusal` is what is said where they are not made; the reason follows it.
    `claim` is the one below which the edits lie; None where it is the frontmatter.
    """

    orders: tuple[Order, ...]
    edits: tuple[Edit, ...]
    intents: tuple[Intent, ...]
    refusal: str
    claim: Claim | None = None


def swallowed(note: Note, edits: Sequence[Edit]) -> str:
    """Return what would swallow what edits write, or an empty string."""
    for what, spans in (
        ("a comment", note.comments),
        ("code", note.code),
        ("HTML or math", note.hidden),
    ):
        for edit in edits:
            at = bisect_left(spans, edit.start, key=lambda span: span.start) - 1
            if at >= 0 and edit.end < spans[at].end:
                return f"{what} goes on there"
    return ""


def cut_in_two(note: Note, stretch: Span, edits: Sequence[Edit]) -> str:
    """Return what a line that edits add would part, or an empty string.

    `stretch` is the part of the note in which the claim's tags may stand.
    """
    start = stretch.start
    for edit in edits:
        at = edit.start
        if at < edit.end or edit.text[:1] not in ("\n", "\r"):
            continue
        first = bisect_left(note.links, start, key=lambda link: link.start)
        last = bisect_left(note.links, at, key=lambda link: link.start)
        if any(at < link.end for link in note.links[first:last]):
            return "a link goes on there: write it on one line"
        if _math_may_go_on(note, stretch, at):
            return "math may go on there: close its `$$` on its line, or give it lines of its own"
    return ""


def _math_may_go_on(note: Note, stretch: Span, at: int) -> bool:
    """Return whether a paragraph has a `$$` that closes nothing, and one behind a place as well.

    Where each of them belongs, readers do not agree.
    """
    start, end = stretch
    blank = _BLANK_LINE.search(note.text, at, end)
    if note.text.find("$$", at, blank.start() if blank else end) < 0:
        return False
    return any(
        not _covers(note.hidden, found.start()) and not _covers(note.code, found.start())
        for found in _DOLLARS.finditer(note.text, start, at)
    )


def _covers(spans: Sequence[Span], offset: int) -> bool:
    at = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return at >= 0 and offset < spans[at].end


def trouble(note: Note, parts: Sequence[Part]) -> str:
    """Return what a note's parts would change beside what they are meant to, or nothing."""
    change = NoteChange(
        note.path,
        note.sha256,
        tuple(in_order(parts)),
        "",
        (),
        tuple(intent for part in parts for intent in part.intents),
    )
    old = encode(Text(note.text, note.mark))
    try:
        new = change.new_bytes(old)
    except ValueError:
        return "something else is to be written there too"
    below = [Below(part.claim, part.intents) for part in parts if part.claim]
    return unintended(change, old, new, below)


def in_order(parts: Sequence[Part]) -> list[Edit]:
    """Return the edits of parts in the order of their places."""
    edits = [edit for part in parts for edit in part.edits]
    return sorted(edits, key=lambda edit: (edit.start, edit.end))


def sound(note: Note, parts: Sequence[Part]) -> tuple[list[Part], list[tuple[Part, str]]]:
    """Return the parts that are safe together, and the others with the reason.

    The note is read with all of them, and with halves where that shows trouble:
    a limited number of times, so that a large note costs no more than that.
    """
    kept: list[Part] = []
    left: list[tuple[Part, str]] = []
    waiting = [list(parts)] if parts else []
    readings = 0
    while waiting:
        some = waiting.pop()
        readings += 1
        reason = "too much of this note is unsafe to write"
        if readings <= _MOST_READINGS:
            reason = trouble(note, [*kept, *some])
        if not reason:
            kept += some
        elif len(some) == 1 or readings > _MOST_READINGS:
            left += ((part, reason) for part in some)
        else:
            half = len(some) // 2
            waiting += [some[half:], some[:half]]
    return kept, left
