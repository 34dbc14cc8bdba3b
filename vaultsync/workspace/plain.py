"""Diagnostics as plain tuples, which is all that marshal takes, and back."""

from __future__ import annotations

from vaultsync.diagnostic import Diagnostic, FileEdit, Fix, Place, Safety, Severity
from vaultsync.lean.typed import TYPE_CHECKING, Any
from vaultsync.text import Edit

if TYPE_CHECKING:
    from typing import TypeAlias

    Plain: TypeAlias = tuple[Any, ...]


_new = tuple.__new__
_SEVERITIES = {int(severity): severity for severity in Severity}


def plain(each: Diagnostic) -> Plain:
    """Return a diagnostic as a plain tuple."""
    place, code, name, severity, message, advice, fix, tracker, behind = each
    mend = None
    if fix is not None:
        made = [(path, (edit.start, edit.end, edit.text)) for path, edit in fix.edits]
        mend = (fix.safety.value, fix.message, tuple(made))
    told = (tuple(place), code, name, int(severity), message, advice, mend, tracker)
    return (*told, plain(behind) if behind else None)


def diagnostic_of(each: Plain) -> Diagnostic:
    """Return the diagnostic that `plain` made a tuple of."""
    place, code, name, severity, message, advice, mend, tracker, other = each
    fix = None
    if mend:
        safety, imperative, edits = mend
        made = tuple([FileEdit(path, Edit(*edit)) for path, edit in edits])
        fix = Fix(Safety(safety), imperative, made)
    # There are many: no constructor of a named tuple does more than this.
    told = (_new(Place, place), code, name, _SEVERITIES[severity], message, advice, fix, tracker)
    return _new(Diagnostic, (*told, diagnostic_of(other) if other else None))
