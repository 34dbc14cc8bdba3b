"""From what a rule says at a place to a diagnostic."""

from __future__ import annotations

from vaultsync.diagnostic import Diagnostic, Severity
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsync.rules.rule import Finding, Rule


def diagnostic_of(rule: Rule, finding: Finding, tracker: str = "") -> Diagnostic:
    """Return the diagnostic of a finding; `tracker` names the one it is about, if several."""
    return Diagnostic(
        finding.place,
        rule.CODE,
        rule.NAME,
        rule.SEVERITY if finding.severity is None else finding.severity,
        finding.message,
        finding.help,
        finding.fix,
        tracker,
    )


def lowered(diagnostic: Diagnostic) -> Diagnostic:
    """Return a diagnostic one level lower, for what readers do not see."""
    return diagnostic._replace(severity=Severity(max(diagnostic.severity - 1, Severity.INFO)))
