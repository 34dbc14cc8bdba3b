"""Rows of tables (GFM 4.10)."""

from __future__ import annotations

from vaultsync.regex import compiled

DELIMITERS = compiled(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t\r]*+(?:\n|\Z)")
"""The row below a table's header."""

_BOUNDARY = compiled(r"(?<!\\)\|")
_WIKILINK = compiled(r"\[\[[^\[\]\n]++\]\]")


def same_cells(header: str, delimiters: str) -> bool:
    """Return whether a header has as many cells as the row below it.

    A header in which a wikilink's `|` was not escaped is taken for the one that
    it was meant to be.
    """
    count = _cells(delimiters)
    return count in (_cells(header), _cells(_WIKILINK.sub("", header)))


def _cells(row: str) -> int:
    row = row.strip()
    return (
        len(_BOUNDARY.findall(row))
        + 1
        - row.startswith("|")
        - (row.endswith("|") and len(row) > 1 and not row.endswith("\\|"))
    )
