"""JSON and CSV that are safe to look at and safe to open."""

from __future__ import annotations

import json

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.terminal import UNSAFE

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

# OWASP, "CSV Injection": what a spreadsheet takes for the start of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def json_text(value: object) -> str:
    r"""Return a value as JSON on one line.

    Letters of every script stay readable; what could harm a terminal, and the
    halves of surrogate pairs, are written as `\uXXXX`.
    """
    return UNSAFE.sub(_as_json_escape, json.dumps(value, ensure_ascii=False))


def _as_json_escape(found: re.Match[str]) -> str:
    return json.dumps(found.group())[1:-1] if found.group() != "\x7f" else "\\u007f"


def json_object(head: dict[str, object], lists: dict[str, Iterable[object]]) -> Iterable[str]:
    """Yield the lines of a JSON object: each entry of `head`, then each list, an item a line."""
    yield "{"
    parts = len(head) + len(lists)
    for number, (key, value) in enumerate(head.items(), 1):
        yield f"  {json_text(key)}: {json_text(value)}" + ("," if number < parts else "")
    for number, (key, items) in enumerate(lists.items(), len(head) + 1):
        comma = "," if number < parts else ""
        texts = [json_text(item) for item in items]
        if not texts:
            yield f"  {json_text(key)}: []{comma}"
            continue
        yield f"  {json_text(key)}: ["
        for text in texts[:-1]:
            yield f"    {text},"
        yield f"    {texts[-1]}"
        yield f"  ]{comma}"
    yield "}"


def csv_row(cells: Iterable[str]) -> str:
    """Return a line of CSV (RFC 4180, without its line end) that no spreadsheet computes.

    A cell that starts like a formula gets an apostrophe in front, as
    spreadsheets themselves mark text.
    """
    return ",".join(_csv_cell(cell) for cell in cells)


def _csv_cell(cell: str) -> str:
    if cell.lstrip().startswith(_FORMULA) or cell.startswith(_FORMULA):
        cell = "'" + cell
    cell = UNSAFE.sub(lambda found: "\n" if found.group() == "\n" else " ", cell)
    if any(mark in cell for mark in ',"\n;') or cell != cell.strip():
        return '"' + cell.replace('"', '""') + '"'
    return cell
