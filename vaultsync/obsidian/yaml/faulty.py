"""The two commonest faults of frontmatter, told without a YAML library.

They are a key that stands twice and a `[` that is not closed in its line. Where
all else is as in most notes, it is certain what the library would say, and
importing it takes longer than reading a hundred notes.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.line_places import line_end
from vaultsync.obsidian.yaml.errors import NEVER_CLOSED, UnreadableError, twice, unreadable
from vaultsync.obsidian.yaml.simple import LONGEST_KEY, OPENED, rows_in

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
        if odd:
            found = OPENED.fullmatch(odd)
            # The next line is taken to go on with the list, and has a colon that does not.
            if found is None or not rows[number + 1 : number + 2] or not rows[number + 1][0]:
                return None
            key = found[1]
        if len(key) > LONGEST_KEY:
            return None
        if error is None and key in seen:
            error = twice(key, at, at + len(key))
        elif error is None and odd:
            opened = source.index("[", at)
            error = UnreadableError("invalid-yaml", opened, line_end(source, opened), NEVER_CLOSED)
        if key:
            seen.add(key)
            at += len(odd) or len(key) + 1 + len(gap) + len(value) + len(rest) + len(items)
        else:
            at += len(blank)
    return None if error is None else unreadable(source, start, error)
