from __future__ import annotations

import pytest

from tests.rules.actions import ROAD_MAP, ROW, TRAINING, action
from tests.vaults import diagnostics, page


def composite(text: str) -> dict[str, str]:
    body = f"# Mission 1.1\nOpen data\n# Mission 1.1a\n{text}\n# Mission 1.1b\n{TRAINING}\n"
    return {"Mission 1.md": body}


def test_a_copy_that_was_forgotten() -> None:
    (found,) = diagnostics({**action(), **composite("TBS will publish a plan.")}, None, "E305")
    assert (found.place.path, found.place.line, found.severity.word) == (
        "Mission 1.md",
        4,
        "warning",
    )
    assert found.message == "this copy of Mission 1.1a is not what Mission 1.1a.md says"


@pytest.mark.parametrize(
    "text",
    [ROAD_MAP, ROAD_MAP.upper(), ROAD_MAP.rstrip("."), "![[Mission 1.1a]]", f"{ROAD_MAP}\n#a/b"],
)
def test_a_copy_that_says_the_same_or_nothing(text: str) -> None:
    assert diagnostics({**action(), **composite(text)}, None, "E305") == ()


def test_with_a_tracker_too() -> None:
    files = {**action(), **composite("TBS will publish a plan.")}
    assert [each.code for each in diagnostics(files, page(ROW), "E305")] == ["E305"]
