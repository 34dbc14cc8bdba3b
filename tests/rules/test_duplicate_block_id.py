from __future__ import annotations

import pytest

from tests.vaults import spots

PLAN = "one ^a\n\ntwo ^a\n\nthree ^b\n\nfour ^B\n\nfive ^c\n"


@pytest.mark.parametrize("block", ["a", "b", "B"])
def test_a_link_to_one_of_several(block: str) -> None:
    files = {"Home.md": f"[[Plan#^{block}]]", "Plan.md": PLAN}
    assert spots(files) == [("Home.md", 1, 7, "L421")]


def test_an_id_that_stands_once_is_clear() -> None:
    assert spots({"Home.md": "[[Plan#^c]]", "Plan.md": PLAN}) == []


def test_no_link_no_fault() -> None:
    assert spots({"Home.md": "[[Plan]]", "Plan.md": PLAN}) == []
