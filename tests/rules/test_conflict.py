from __future__ import annotations

from tests.rules.actions import IN_STEP, ROW, action, area
from tests.vaults import diagnostics, page
from vaultsync.tracker.lock import Base

BASE = [Base("Mission 1.1a", "status", "not-started")]
HERE = "status: Completed\npriority: Year 2\ntags: [status/completed, priority/year-2]"


def test_a_change_on_both_sides() -> None:
    (found,) = diagnostics({**area(), **action(HERE)}, page(ROW), "T2", base=BASE)
    assert (found.code, found.severity.word) == ("T207", "error")
    assert found.message == (
        "status was Not Started; the vault now says Completed, the tracker In Progress"
    )
    assert "--overwrite-local" in found.help


def test_the_same_change_on_both_sides() -> None:
    assert diagnostics({**area(), **action(IN_STEP)}, page(ROW), "T2", base=BASE) == ()
