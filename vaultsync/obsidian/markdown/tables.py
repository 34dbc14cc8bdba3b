"""Rows of tables (GFM 4.10)."""

from __future__ import annotations

from vaultsync.lean.regex import VERBOSE, compiled, late
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.markdown.suspected import may_hold_bare_delimiter, next_delimiter

if TYPE_CHECKING:
    from vaultsync.obsidian.facts import SpanFact

DELIMITERS = compiled(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t\r]*+(?:\n|\Z)")
"""The row below a table's header."""

# A table whose every line starts with a `|` in the first column, above a blank line.
_PLAIN = late(
    r"""(\|[^\n]*+)
        \n(\|[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t\r]*+(?=\n|\Z))
        (?:\n\|[^\n]*+)*+(?=\n[ \t\r]*+(?:\n|\Z)|\Z)""",
    VERBOSE,
)
_BOUNDARY = compiled(r"(?<!\\)\|")
_WIKILINK = compiled(r"\[\[[^\[\]\n]++\]\]")


def plain_tables(text: str, start: int) -> list[SpanFact] | None:
    """Return the spans of a body's tables, or None where it takes the blocks to tell.

    A blank line is around each of them, so that it lies in no other block; but
    one may lie in a block that goes on over blank lines, as code between fences
    does, whose end is then that of the table or beyond it.
    """
    if may_hold_bare_delimiter(text, start):
        return None
    found: list[SpanFact] = []
    at = start
    while (delimiter := next_delimiter(text, at)) >= 0:
        below = text.rfind("\n", at, delimiter)
        header = text.rfind("\n", start, max(below, start)) + 1 or start
        table = _PLAIN.match(text, header)
        if below < 0 or table is None or not same_cells(table[1], table[2]):
            return None
        if header > start and not text.endswith(("\n\n", "\n\r\n"), 0, header):
            return None
        at = table.end() - (text[table.end() - 1] == "\r")
        found.append((header, at))
    return found


def same_cells(header: str, delimiters: str) -> bool:
    """Return whether a header has as many cells as the row below it.

    A header in which a wikilink's `|` was not escaped is taken for the one that
    it was meant to be.
    """
    count = _cells(delimiters)
    return _cells(header) == count or _cells(_WIKILINK.sub("", header)) == count


def _cells(row: str) -> int:
    row = row.strip()
    return (
        len(_BOUNDARY.findall(row))
        + 1
        - row.startswith("|")
        - (row.endswith("|") and len(row) > 1 and not row.endswith("\\|"))
    )
