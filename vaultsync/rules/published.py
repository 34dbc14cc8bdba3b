"""What `pull` found wrong with the published list, as findings."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.actions import row_place
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vaultsync.diagnostic import Severity
    from vaultsync.rules.rule import View


def problems(view: View, kinds: Mapping[str, Severity]) -> Iterator[Finding]:
    """Yield a finding for each problem of these kinds, at its row."""
    if view.published is None:
        return
    for problem in view.published.lock.problems:
        if problem.kind in kinds:
            where = f"{problem.source} line {problem.line}" if problem.line else problem.source
            yield Finding(
                row_place(view.published, problem.key),
                problem.message,
                f"published in {where}" if where else "",
                severity=kinds[problem.kind],
            )
