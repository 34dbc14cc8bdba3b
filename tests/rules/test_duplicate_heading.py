from __future__ import annotations

from tests.vaults import spots

PLAN = "# 2024\n## Aims\n# 2025\n## Aims\n"


def test_a_link_to_one_of_several() -> None:
    assert spots({"Home.md": "[[Plan#Aims]]", "Plan.md": PLAN}) == [("Home.md", 1, 7, "L417")]


def test_a_path_of_headings_is_clear() -> None:
    assert spots({"Home.md": "[[Plan#2025#Aims]]", "Plan.md": PLAN}) == []


def test_a_numbered_slug_is_clear() -> None:
    assert spots({"Home.md": "[x](Plan.md#aims-1)", "Plan.md": PLAN}, None, "L417") == []


def test_no_link_no_fault() -> None:
    assert spots({"Home.md": "[[Plan]]", "Plan.md": PLAN}) == []
