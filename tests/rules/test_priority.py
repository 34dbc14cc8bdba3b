from __future__ import annotations

from tests.rules.actions import ROW, action, area
from tests.vaults import diagnostics, page


def said(properties: str) -> list[str]:
    files = {**area(), **action(properties)}
    return [found.message for found in diagnostics(files, page(ROW), "T202")]


def test_missing() -> None:
    assert said("") == ["priority is missing; the tracker says Year 2"]


def test_different() -> None:
    assert said("priority: Year 1\ntags: [priority/year-1]") == [
        "priority is Year 1; the tracker says Year 2"
    ]


def test_a_number_will_do() -> None:
    assert said("priority: 2\ntags: [priority/year-2]") == []
