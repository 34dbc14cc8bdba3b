from __future__ import annotations

from tests.rules.actions import IN_STEP, ROW, action, area
from tests.vaults import diagnostics, page

FILES = {
    **area(),
    **action(IN_STEP),
    **action("", "DFO will count the fish in every lake.", "Mission 1.1b"),
}


def test_a_complete_list_lacks_an_action() -> None:
    (found,) = diagnostics(FILES, page(ROW, count=1), "T1")
    assert (found.place.path, found.code, found.severity.word) == (
        "Mission 1.1b.md",
        "T102",
        "warning",
    )
    assert found.message == "the tracker's only row is not Mission 1.1b"


def test_a_part_of_the_list_lacks_nothing() -> None:
    assert [each.code for each in diagnostics(FILES, page(ROW), "T1")] == ["T103"]


def test_a_row_that_says_what_the_action_says_besides_its_own_is_named() -> None:
    both = (f"{ROW[0].rstrip('.')}, and DFO will count the fish in every lake.", *ROW[1:4], "1.1.a")
    (found,) = [
        each for each in diagnostics(FILES, page(both, count=1), "T1 T2") if each.code == "T102"
    ]
    assert found.message == (
        "the tracker's only row is not Mission 1.1b; perhaps merged into row 1.1.a,"
        " which is Mission 1.1a"
    )
    assert found.help == 'see what comes near: vaultsync match "Mission 1.1a"'
