from __future__ import annotations

from tests.rules.actions import ROW, action, area
from tests.vaults import diagnostics, page

DOUBTFUL = "SSC will publish a plan for open roads."


def test_an_action_that_may_be_a_row() -> None:
    (found,) = diagnostics({**area(), **action("", DOUBTFUL)}, page(ROW), "T1")
    assert (found.place.path, found.code, found.severity.word) == (
        "Mission 1.1a.md",
        "T104",
        "warning",
    )
    assert 'vaultsync match "Mission 1.1a"' in found.help


def test_nothing_else_is_said_of_it() -> None:
    assert diagnostics({**area(), **action("", DOUBTFUL)}, page(ROW), "T2") == ()


def test_a_certain_one() -> None:
    assert diagnostics({**area(), **action()}, page(ROW), "T104") == ()
