"""Parts of a note's change, each made as a whole or left, and which are safe together."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.sync.changes import Intent, NoteChange
from vaultsync.sync.check import unintended
from vaultsync.text import Text, encode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.obsidian.note import Note
    from vaultsync.sync.decide import Order
    from vaultsync.text import Edit

# Two for each halving: enough to find a dozen bad parts among a thousand.
_MOST_READINGS = 64


class Part(NamedTuple):
    """Edits of one place, the orders that need them, and what they are meant to change.

    `refusal` is what is said where they are not made; the reason follows it.
    """

    orders: tuple[Order, ...]
    edits: tuple[Edit, ...]
    intents: tuple[Intent, ...]
    refusal: str


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
    return unintended(change, old, new)


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
