from __future__ import annotations

from tests.vaults import spots


def test_a_link_that_leads_above_the_vault() -> None:
    files = {"a/Home.md": "[x](../../Plan.md) [[../../Plan]]", "Plan.md": ""}
    assert [spot[2:] for spot in spots(files)] == [(5, "L411"), (22, "L411")]


def test_a_link_that_stays_within() -> None:
    assert spots({"a/Home.md": "[x](../Plan.md)", "Plan.md": ""}) == []
