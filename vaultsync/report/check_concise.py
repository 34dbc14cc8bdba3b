"""`vaultsync check --format concise`: one line a diagnostic, for editors and `grep`."""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.terminal import PLAIN, Paint, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vaultsync.diagnostic import Diagnostic


def check_concise(diagnostics: Iterable[Diagnostic], paint: Paint = PLAIN) -> Iterator[str]:
    """Yield one line for each diagnostic, and nothing else."""
    for diagnostic in diagnostics:
        yield headline(diagnostic, paint)


def headline(diagnostic: Diagnostic, paint: Paint = PLAIN) -> str:
    """Return `path:line:column: CODE message`, safe to print."""
    place = diagnostic.place
    where = f"{escape(place.path)}:{place.line}:{place.column}:"
    code = by_severity(diagnostic.code, diagnostic.severity, paint)
    return f"{paint.bold(where)} {code} {worded(diagnostic)}"


def worded(diagnostic: Diagnostic) -> str:
    """Return the message, safe to print, after the name of the tracker if there are several."""
    tracker = f"{escape(diagnostic.tracker)}: " if diagnostic.tracker else ""
    return tracker + escape(diagnostic.message)


def by_severity(text: str, severity: Severity, paint: Paint) -> str:
    """Return the text in the colour of a severity."""
    if severity is Severity.ERROR:
        return paint.red(text)
    return paint.yellow(text) if severity is Severity.WARNING else paint.blue(text)
