from __future__ import annotations

from tests.vaults import spots


def test_an_embed_whose_block_is_missing() -> None:
    assert spots({"Home.md": "![[Plan#^aim]]\n", "Plan.md": "Text\n"}) == [
        ("Home.md", 1, 8, "E303")
    ]


def test_an_embed_whose_block_is_there() -> None:
    assert spots({"Home.md": "![[Plan#^aim]]\n", "Plan.md": "Text ^aim\n"}) == []
