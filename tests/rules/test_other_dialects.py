from __future__ import annotations

from tests.vaults import diagnostics, spots
from vaultsync.config import Config


def test_one_line_for_the_whole_vault() -> None:
    plan = "# Our aims\n# [Linked](A.md)\n"
    files = {
        "A.md": "[x](Plan.md#our-aims) [y](Plan.md#our-aims) [[Plan#Our aims]]",
        "B.md": "[z](Plan.md#Linked)",
        "Plan.md": plan,
    }
    (found,) = diagnostics(files)
    assert (found.code, found.severity.word) == ("L416", "info")
    assert (found.place.path, found.place.line, found.place.column) == ("A.md", 1, 12)
    assert found.message == (
        "3 anchors are not found by Obsidian, but by other readers (github 2, rendered 1)"
    )


def test_nothing_where_obsidian_finds_all() -> None:
    assert spots({"A.md": "[[Plan#Aims]]", "Plan.md": "# Aims\n"}) == []


def test_nothing_where_the_dialect_is_an_error() -> None:
    files = {"A.md": "[x](Plan.md#our-aims)", "Plan.md": "# Our aims\n"}
    config = Config(anchors=("obsidian",))
    assert [spot[3] for spot in spots(files, None, config=config)] == ["L402"]
