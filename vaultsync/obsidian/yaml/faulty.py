"""The commonest faults of frontmatter, told without a YAML library.

They are a key that stands twice, a text that holds a colon and a space, and a `[` that is not
closed in its line. Where all else is as in most notes, it is certain what the library would
say, and importing it takes longer than reading a hundred notes.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.line_places import line_end
from vaultsync.obsidian.yaml.errors import (
    NEVER_CLOSED,
    NEVER_QUOTED,
    UnreadableError,
    twice,
    unreadable,
)
from vaultsync.obsidian.yaml.simple import COLON, LONGEST_KEY, OPENED, rows_in

if TYPE_CHECKING:
    from vaultsync.obsidian.yaml.nodes import Block


def read_faulty(text: str, start: int, end: int) -> Block | None:
    """Return the block at a span of a note's text with its fault; None if it has none of these."""
    source = text[start:end]
    rows = rows_in(source)
    error: UnreadableError | None = None
    seen: set[str] = set()
    at = 0
    for number, (name, gap, value, _, _, rest, items, _, blank, odd) in enumerate(rows):
        key = name
        fault = None
        if odd:
            goes_on = bool(rows[number + 1 : number + 2] and rows[number + 1][0])
            key, fault = _fault(source, odd, at, goes_on)
        if len(key) > LONGEST_KEY or (odd and fault is None):
            return None
        if error is None:
            error = twice(key, at, at + len(key)) if key in seen else fault
        if key:
            seen.add(key)
            at += len(odd) or len(key) + 1 + len(gap) + len(value) + len(rest) + len(items)
        else:
            at += len(blank)
    return None if error is None else unreadable(source, start, error)


def _fault(source: str, odd: str, at: int, goes_on: bool) -> tuple[str, UnreadableError | None]:
    """Return the key and the fault of an odd line at an offset; no fault if it has none of these.

    `goes_on` says that a key stands in the next line.
    """
    message = NEVER_QUOTED
    found = COLON.match(odd)
    if found is not None:
        start = at + found.end()
    else:
        # The next line is taken to go on with the list, and has a colon that does not.
        found = OPENED.fullmatch(odd) if goes_on else None
        if found is None:
            return "", None
        start, message = source.index("[", at), NEVER_CLOSED
    end = line_end(source, start)
    return found[1], UnreadableError("invalid-yaml", start, end, message)
