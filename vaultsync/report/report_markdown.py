"""`vaultsync report --format markdown`: a note or an issue for others to read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vaultsync.report.entries import Entry, parts, statuses
from vaultsync.report.status_text import status_summary
from vaultsync.report.terminal import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.report.overview import Overview

# What would be read as markup, end a table's cell, or make a mention of somebody.
_MARKUP = re.compile(r"[\\`*_\[\]<>|#~$&@=%^{}!]")


def report_markdown(found: Overview) -> Iterator[str]:
    """Yield the lines of the report; everything quoted is escaped."""
    yield "# Vault and tracker"
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


def _plain(text: str) -> str:
    """Return a text as one line of Markdown that means nothing but itself."""
    return _MARKUP.sub(r"\\\g<0>", escape(" ".join(text.split())))
