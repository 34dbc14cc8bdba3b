from __future__ import annotations

from tests.rules.actions import IN_STEP, ROW, action, area
from tests.vaults import diagnostics, page


def said(properties: str) -> list[tuple[str, str]]:
    files = {**area(), **action(properties)}
    found = diagnostics(files, page(ROW), "T2")
    return [(each.code, each.message) for each in found]


def test_a_property_of_the_users() -> None:
    assert said(IN_STEP.replace("status: In Progress", "status: evergreen")) == [
        ("T208", "status: evergreen is no published status; it is left alone")
    ]


def test_a_tag_of_the_users() -> None:
    assert said(IN_STEP.replace("status/in-progress", "status/seedling")) == [
        ("T208", "the tag status/seedling is no published status; it is left alone")
    ]


def test_without_a_row_it_is_nobodys_business() -> None:
    note = action("status: evergreen", "DFO will count the fish in every lake.")
    assert [each.code for each in diagnostics({**area(), **note}, page(ROW), "T2")] == []
