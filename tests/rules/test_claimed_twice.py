from __future__ import annotations

from tests.rules.actions import ROAD_MAP, ROW, TRAINING, action, area
from tests.vaults import diagnostics, page


def test_two_notes_of_one_label() -> None:
    files = {**area(), **action(), "Old/Mission 1.1a.md": action()["Mission 1.1a.md"]}
    (found,) = diagnostics(files, page(ROW), "T")
    assert (found.place.path, found.code, found.severity.word) == (
        "Mission 1.1a.md",
        "T105",
        "warning",
    )
    assert found.message == "Mission 1.1a is claimed twice, here and in Old/Mission 1.1a.md"


def test_a_note_and_a_section_are_home_and_copy() -> None:
    copy = f"# Mission 1.1a\n{ROAD_MAP}\n# Mission 1.1b\n{TRAINING}\n"
    assert diagnostics({**area(), **action(), "Mission 1.md": copy}, page(ROW), "T105") == ()
