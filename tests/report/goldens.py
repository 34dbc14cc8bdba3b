"""The reports of the showcase as they should look, in tests/data/reports.

`python -m tests.report.goldens` writes them anew; look at the difference before
it is committed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.report.showcase import showcase
from vaultsync.report.by_tracker import of_each
from vaultsync.report.report_csv import report_csv
from vaultsync.report.report_html import report_html
from vaultsync.report.report_json import report_json
from vaultsync.report.report_markdown import report_markdown
from vaultsync.report.report_text import report_text
from vaultsync.report.status_json import status_json
from vaultsync.report.status_text import status_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from vaultsync.report.overview import Overview

FOLDER = Path(__file__).parent.parent / "data" / "reports"
FORMATS: dict[str, Callable[[Mapping[str, Overview]], Iterable[str]]] = {
    "status.txt": lambda found: of_each(found, status_text),
    "status.json": status_json,
    "report.txt": lambda found: of_each(found, report_text),
    "report.md": report_markdown,
    "report.html": report_html,
    "report.csv": report_csv,
    "report.json": report_json,
}


def rendered(name: str) -> str:
    """One of the reports of the showcase."""
    return "\n".join(FORMATS[name]({"default": showcase()})) + "\n"


if __name__ == "__main__":
    for name in FORMATS:
        (FOLDER / name).write_text(rendered(name), encoding="utf-8", newline="")
