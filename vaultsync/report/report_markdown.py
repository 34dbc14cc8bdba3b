"""`vaultsync report --format markdown`: a note or an issue for others to read."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.entries import Entry, parts, statuses
from vaultsync.report.markup import plain as _plain
from vaultsync.report.status_text import status_summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vaultsync.report.overview import Overview


def report_markdown(found: Mapping[str, Overview]) -> Iterator[str]:
    """Yield the lines of the report, of each tracker; everything quoted is escaped."""
    for number, (name, one) in enumerate(found.items()):
        if number:
            yield ""
        yield from _of_one(one, f" {_plain(name)}" if len(found) > 1 else "")


def _of_one(found: Overview, name: str) -> Iterator[str]:
    yield f"# Vault and tracker{name}"
    yield ""
    for line in status_summary(found):
        yield f"- {_plain(line)}"
    yield ""
    yield "| Published status | Rows |"
    yield "|---|--:|"
    for _, word, count in statuses(found):
        yield f"| {_plain(word)} | {count} |"
    for part in parts(found):
        yield ""
        yield f"## {_plain(part.title)}"
        yield ""
        yield _plain(part.counts)
        for group in part.groups:
            yield ""
            if group.title:
                yield f"### {_plain(group.title)}"
                yield ""
            yield "| Action | State | Vault | Tracker | Says |"
            yield "|---|---|---|---|---|"
            for entry in group.entries:
                yield _row(entry)


def _row(entry: Entry) -> str:
    state = entry.state + (f" ({entry.remarks})" if entry.remarks else "")
    cells = (
        entry.action or f"row {entry.row}",
        state,
        ", ".join(value for value in entry.vault if value),
        ", ".join(value for value in entry.tracker if value),
        entry.text,
    )
    return "| " + " | ".join(_plain(cell) for cell in cells) + " |"
