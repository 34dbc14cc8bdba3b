from __future__ import annotations

import pytest

from tests.vaults import spots


@pytest.mark.parametrize(
    ("subpath", "expected"),
    [("#^aim", []), ("#^AIM", ["L420"]), ("#^aims", ["L403"]), ("#^a_b", ["L403"])],
)
def test_blocks(subpath: str, expected: list[str]) -> None:
    files = {"Home.md": f"[[Plan{subpath}]]", "Plan.md": "One ^aim\n\nTwo ^a_b\n"}
    assert [spot[3] for spot in spots(files)] == expected


def test_ids_in_code_are_none() -> None:
    files = {"Home.md": "[[Plan#^aim]]", "Plan.md": "```\nOne ^aim\n```\n"}
    assert spots(files) == [("Home.md", 1, 7, "L403")]
