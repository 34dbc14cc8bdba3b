"""`vaultsync report`, for the terminal: the mismatched and the missing, by mission and area."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.entries import Entry, parts, statuses
from vaultsync.report.status_text import status_summary
from vaultsync.report.terminal import PLAIN, Paint, escape, truncated, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.report.overview import Overview


def report_text(found: Overview, room: int = 80, paint: Paint = PLAIN) -> Iterator[str]:
    """Yield the lines of the report."""
    for line in status_summary(found):
        yield from wrapped(line, room)
    published = ", ".join(f"{count} {word}" for _, word, count in statuses(found))
    if published:
        yield from wrapped(f"published: {published}", room)
    for part in parts(found):
        yield ""
        yield paint.bold(truncated(escape(part.title), room))
        yield f"  {part.counts}"
        for group in part.groups:
            if group.title:
                yield truncated(f"  {escape(group.title)}", room)
            for entry in group.entries:
                yield from _entry(entry, room, paint)


def _entry(entry: Entry, room: int, paint: Paint) -> Iterator[str]:
    name = entry.action or f"row {entry.row}"
    yield f"    {paint.bold(escape(name))}  {paint.yellow(entry.state)}"
    for side, values in (("vault", entry.vault), ("tracker", entry.tracker)):
        said = ", ".join(value for value in values if value)
        if said:
            yield truncated(f"      {side:<8} {escape(said)}", room)
    yield truncated(f"      {'says':<8} {escape(entry.text)}", room)
    if entry.remarks:
        yield f"      {'but':<8} {entry.remarks}"
    if entry.place:
        yield f"      {'at':<8} {escape(entry.place)}"
