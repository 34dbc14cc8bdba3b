"""What a check comes to, in numbers and in two lines."""

from __future__ import annotations

from vaultsync.diagnostic import Safety, Severity
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.report.terminal import PLAIN, Paint
from vaultsync.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.tracker.model import Snapshot


class Standing(NamedTuple):
    """How the vault stands against the tracker, or what a command was asked about of it.

    It states `actions` of them. `differ` disagree with their row, `unseen` are not
    in the snapshot, `writable` fields of actions a `sync` would write unasked.
    `extent` says how much of the tracker was read (`10 of 43 rows`), `read` on
    which date.
    """

    differ: int
    unseen: int
    writable: int
    extent: str
    read: str
    actions: int


class Counts(NamedTuple):
    """How many diagnostics there are of each severity, and how many with a fix that is safe or not.

    It is a plain tuple where it is kept.
    """

    errors: int = 0
    warnings: int = 0
    remarks: int = 0
    fixable: int = 0
    fixable_unsafely: int = 0

    @classmethod
    def total(cls, counts: Iterable[tuple[int, ...]]) -> Counts:
        """Return how many there are in all."""
        return cls(*map(sum, zip(cls(), *counts, strict=True)))

    def reach(self, fail_on: str) -> bool:
        """Return whether one of them is at least as severe as `fail_on` says."""
        least = Severity[fail_on.upper()] if fail_on != "never" else None
        severities = (Severity.ERROR, Severity.WARNING, Severity.INFO)
        return any(
            count and least is not None and severity >= least
            for severity, count in zip(severities, self, strict=False)
        )


class Summary(NamedTuple):
    """The numbers of a check; `standings` says for each tracker how the vault stands to it."""

    errors: int
    warnings: int
    remarks: int
    fixable: int
    fixable_unsafely: int
    notes: int
    standings: Mapping[str, Standing]

    @property
    def standing(self) -> Standing | None:
        """Return how the vault stands to all trackers together, None where there is none."""
        each = list(self.standings.values())
        if len(each) < 2:
            return each[0] if each else None
        extents = (f"{name}: {one.extent}" for name, one in self.standings.items())
        return Standing(
            sum(one.differ for one in each),
            sum(one.unseen for one in each),
            sum(one.writable for one in each),
            "; ".join(extents),
            min(one.read for one in each),
            sum(one.actions for one in each),
        )


class Tally(NamedTuple):
    """What one action adds to a standing; `path` is that of its home, or empty."""

    path: str
    differs: bool
    unseen: bool
    writable: int


def standing(actions: Iterable[Tally], snapshot: Snapshot) -> Standing:
    """Return how the actions stand against the tracker."""
    each = list(actions)
    return Standing(
        sum(one.differs for one in each),
        sum(one.unseen for one in each),
        sum(one.writable for one in each),
        snapshot.extent(),
        snapshot.read,
        sum(bool(one.path) for one in each),
    )


def counted(diagnostics: Iterable[Diagnostic]) -> Counts:
    """Count diagnostics by severity and by the safety of their fixes."""
    severities = dict.fromkeys(Severity, 0)
    safeties = dict.fromkeys(Safety, 0)
    for diagnostic in diagnostics:
        severities[diagnostic.severity] += 1
        if diagnostic.fix:
            safeties[diagnostic.fix.safety] += 1
    return Counts(
        severities[Severity.ERROR],
        severities[Severity.WARNING],
        severities[Severity.INFO],
        safeties[Safety.SAFE],
        safeties[Safety.UNSAFE],
    )


def summarised(counts: Counts, notes: int, standings: Mapping[str, Standing]) -> Summary:
    """Return the numbers of a check of so many notes."""
    return Summary(*counts, notes, standings)


def summary_lines(summary: Summary, vault: str = "", paint: Paint = PLAIN) -> list[str]:
    """Return the closing lines of a check; `vault` is the vault as the user named it, or empty."""
    where = f" {vault}" if vault else ""
    lines: list[str] = []
    standing = summary.standing
    if len(summary.standings) > 1:
        lines += (_one_of_several(name, one) for name, one in summary.standings.items())
    elif standing:
        lines += _standing_lines(standing)
    lines.append(_problems(summary, paint))
    if standing and standing.writable:
        lines.append(f"{standing.writable} can be written: vaultsync sync{where} --dry-run")
    if summary.fixable:
        verb = "has" if summary.fixable == 1 else "have"
        lines.append(f"{summary.fixable} {verb} a safe fix: vaultsync check{where} --fix")
    return lines


def _standing_lines(standing: Standing) -> list[str]:
    line = "No action differs from the tracker" if standing.actions else "No action is stated here"
    if standing.differ:
        verb = "differs" if standing.differ == 1 else "differ"
        line = f"{plural(standing.differ, 'action')} {verb} from the tracker"
    if standing.unseen:
        verb = "is" if standing.unseen == 1 else "are"
        line += f", {standing.unseen} {verb} not in this snapshot"
    read = f", read {standing.read}" if standing.read else ""
    return [f"{line}.", f"The snapshot: {standing.extent}{read}."]


def _one_of_several(name: str, standing: Standing) -> str:
    line = "no action differs" if standing.actions else "no action is stated here"
    if standing.differ:
        verb = "differs" if standing.differ == 1 else "differ"
        line = f"{plural(standing.differ, 'action')} {verb}"
    if standing.unseen:
        verb = "is" if standing.unseen == 1 else "are"
        line += f", {standing.unseen} {verb} not in this snapshot"
    read = f", read {standing.read}" if standing.read else ""
    return f"{name}: {line} ({standing.extent}{read})."


def _problems(summary: Summary, paint: Paint) -> str:
    remarks = plural(summary.remarks, "remark")
    if not summary.errors and not summary.warnings:
        found = f"No problems in {plural(summary.notes, 'note')}"
        return paint.green(found) + (f", {remarks}." if summary.remarks else ".")
    parts = []
    if summary.errors:
        parts.append(paint.red(plural(summary.errors, "error")))
    if summary.warnings:
        parts.append(paint.yellow(plural(summary.warnings, "warning")))
    problems = plural(summary.errors + summary.warnings, "problem")
    line = f"{problems} in {plural(summary.notes, 'note')}: {', '.join(parts)}"
    return line + (f"; {remarks}." if summary.remarks else ".")
