from __future__ import annotations

from tests.vaults import spots

FILES = {"Home.md": "[[data.csv]]", "data.csv": "a,b"}


def test_a_file_that_obsidian_hides_is_not_broken() -> None:
    assert spots(FILES) == [("Home.md", 1, 3, "L419")]


def test_a_vault_that_shows_all_files() -> None:
    settings = {".obsidian/app.json": '{"showUnsupportedFiles": true}'}
    assert spots({**FILES, **settings}) == []
