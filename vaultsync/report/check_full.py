"""`vaultsync check`, for reading: each diagnostic with the line it means and what to do."""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.printed import Printed
from vaultsync.report.summary import summary_lines
from vaultsync.report.terminal import PLAIN, Paint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.report.summary import Summary


def check_full(
    diagnostics: Iterable[Diagnostic],
    summary: Summary,
    line_of: Callable[[str, int], str | None],
    vault: str = "",
    room: int = 80,
    paint: Paint = PLAIN,
    printed: Printed | None = None,
) -> Iterator[str]:
    """Yield a report, a line or several at a time.

    `line_of` returns a line of a file of the vault, or None where it cannot be
    quoted; `vault` is the vault as the user named it, for the commands that the
    last lines propose. `printed` knows what was printed of diagnostics before.
    """
    text = (printed or Printed()).text

    def make(diagnostic: Diagnostic) -> str:
        return "\n".join([*explained(diagnostic, line_of, room, paint), ""])

    for diagnostic in diagnostics:
        yield text(diagnostic, make)
    yield from summary_lines(summary, vault, paint)


def explained(
    diagnostic: Diagnostic,
    line_of: Callable[[str, int], str | None],
    room: int = 80,
    paint: Paint = PLAIN,
) -> Iterator[str]:
    """Yield the lines of one diagnostic: where and what, the quoted line, what to do."""
    from vaultsync.report.check_concise import headline  # mostly all was printed before
    from vaultsync.report.frame import frame, noted

    place = diagnostic.place
    remark, *notes = diagnostic.help.splitlines() or [""]
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
