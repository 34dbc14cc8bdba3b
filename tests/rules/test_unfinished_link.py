from __future__ import annotations

import pytest

from tests.vaults import spots


@pytest.mark.parametrize("text", ["[[##Aims]]", "[[^^words]]", "[[## Aims"])
def test_a_search_that_was_left(text: str) -> None:
    assert spots({"Home.md": text}) == [("Home.md", 1, 1, "L412")]


@pytest.mark.parametrize("text", ["[[Plan##Aims]]", "[[#Aims]]", "`[[##Aims]]`"])
def test_what_is_finished(text: str) -> None:
    assert spots({"Home.md": f"# Aims\n{text}", "Plan.md": "# Aims\n"}, None, "L412") == []
