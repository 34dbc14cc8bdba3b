from __future__ import annotations

from tests.rules.actions import IN_STEP, ROW, action, area
from tests.vaults import diagnostics, page
from vaultsync.tracker.lock import Base, Kept

BASE = [Base("Mission 1.1a", "status", "in-progress")]
HERE = "status: Completed\npriority: Year 2\ntags: [status/completed, priority/year-2]"


def test_a_change_in_the_vault_only() -> None:
    files = {**area(), **action(HERE)}
    (found,) = diagnostics(files, page(ROW), "T2", base=BASE)
    assert (found.code, found.severity.word) == ("T206", "warning")
    assert (
        found.message == "status was changed here to Completed; the tracker still says In Progress"
    )


def test_a_value_that_is_kept_is_not_spoken_of() -> None:
    kept = [Kept("Mission 1.1a", "status", "completed", "in-progress", "2026-11-01", "we know")]
    files = {**area(), **action(HERE)}
    assert diagnostics(files, page(ROW), "T2", base=BASE, kept=kept) == ()


def test_no_change() -> None:
    assert diagnostics({**area(), **action(IN_STEP)}, page(ROW), "T2", base=BASE) == ()
