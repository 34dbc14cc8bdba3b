from __future__ import annotations

from tests.rules.actions import ROW, action, area
from tests.vaults import diagnostics, page


def said(properties: str) -> list[tuple[str, str]]:
    files = {**area(), **action(properties)}
    found = diagnostics(files, page(ROW), "T2")
    return [(each.code, each.message) for each in found if "status" in each.message]


def test_two_values() -> None:
    assert said("status: In Progress\ntags: [status/completed]") == [
        (
            "T205",
            (
                "status contradicts itself: the property In Progress and the tag status/completed;"
                " the tracker says In Progress"
            ),
        )
    ]


def test_two_tags() -> None:
    (found,) = said("status: In Progress\ntags: [status/completed, status/in-progress]")
    assert found[0] == "T205"


def test_one_value_in_two_spellings() -> None:
    assert said("status: in progress\ntags: [status/in-progress]") == []


def test_a_foreign_tag_contradicts_nothing() -> None:
    assert [code for code, _ in said("status: In Progress\ntags: [status/seedling]")] == ["T208"]
