from __future__ import annotations

import pytest

from tests.rules.actions import IN_STEP, ROW_WITH_ID, action, area
from tests.vaults import diagnostics, page


def said(text: str) -> list[tuple[str, str]]:
    found = diagnostics({**area(), **action(IN_STEP, text)}, page(ROW_WITH_ID), "T204")
    return [(each.severity.word, each.message) for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "TBS will publish a road map for open data",
        "tbs will  publish a road map for OPEN data.",
        "TBS will *publish* a [road map](https://example.org) for open data. ^id",
    ],
)
def test_the_same_words(text: str) -> None:
    assert said(text) == []


def test_a_paraphrase_is_information() -> None:
    assert said("TBS will publish a plan and road map for open data.") == [
        ("info", "worded otherwise than in the tracker (paraphrase)")
    ]


def test_another_organisation_is_a_warning() -> None:
    assert said("PCO will publish a road map for open data.") == [
        ("warning", "worded otherwise than in the tracker (substantive)")
    ]


def test_the_help_shows_the_words() -> None:
    text = "TBS will publish a plan and road map for open data."
    (found,) = diagnostics({**area(), **action(IN_STEP, text)}, page(ROW_WITH_ID), "T204")
    assert found.help.splitlines() == [
        'see all of it: vaultsync match "Mission 1.1a"',
        "vault    … will publish a [plan and] road map for …",
        "tracker  … will publish a road map for …",
    ]
