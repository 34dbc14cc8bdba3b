"""`vaultsync check`, for reading: each diagnostic with the line it means and what to do."""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.check_concise import headline
from vaultsync.report.frame import frame, noted
from vaultsync.report.terminal import PLAIN, Paint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vaultsync.diagnostic import Diagnostic


def check_full(
    diagnostics: Iterable[Diagnostic],
    line_of: Callable[[str, int], str | None],
    room: int = 80,
    paint: Paint = PLAIN,
) -> Iterator[str]:
    """Yield the lines of a report, but for its end.

    `line_of` returns a line of a file of the vault, or None where it cannot be quoted.
    """
    for diagnostic in diagnostics:
        yield from explained(diagnostic, line_of, room, paint)
        yield ""


def explained(
    diagnostic: Diagnostic,
    line_of: Callable[[str, int], str | None],
    room: int = 80,
    paint: Paint = PLAIN,
) -> Iterator[str]:
    """Yield the lines of one diagnostic: where and what, the quoted line, what to do."""
    place = diagnostic.place
    remark, *notes = diagnostic.help.split("\n")  # and at no mark that a name may have
    yield headline(diagnostic, paint)
    line = line_of(place.path, place.line)
    if line is None:
        notes = [remark, *notes] if remark else notes
    else:
        end = place.end_column if place.end_line == place.line else None
        yield from frame(line, place.line, (place.column, end), remark, room, paint)
    if diagnostic.severity is Severity.INFO:
        notes.append("for information only")
    for note in notes:
        yield from noted(note, place.line, room, paint)
