from __future__ import annotations

import pytest

from tests.vaults import spots

FILES = {"Mission 1.1a.md": "# Mission 1.1a\nOne.\n", "Mission 1.1b.md": "Two.\n"}


@pytest.mark.parametrize(
    "text",
    [
        "[Mission 1.1a](Mission%201.1b.md)",
        "![Mission 1.1a > Mission 1.1a](Mission%201.1b.md)",
        "[[Mission 1.1b|Mission 1.1a]]",
        "# [Mission 1.1a](Mission%201.1b.md)",
        "[mission 1.1A](Mission%201.1b.md)",
    ],
)
def test_a_label_of_another_note(text: str) -> None:
    (found,) = spots({"Home.md": text, **FILES}, None, "E308")
    assert found == ("Home.md", 1, 3 if text.startswith("#") else 1, "E308")


@pytest.mark.parametrize(
    "text",
    [
        "[Mission 1.1a](Mission%201.1a.md)",
        "![Mission 1.1a > Mission 1.1a](Mission%201.1a.md#mission-11a)",
        "[[Mission 1.1b]]",
        "[[Mission 1.1b|the second]]",
        "[Mission 1.1a and b](Mission%201.1b.md)",
        "[Mission 1.1a](Other.md)",
        "[Mission 1.1a](https://example.org)",
        "[Mission 1.1.a](Mission%201.1a.md)",
    ],
)
def test_what_is_fine(text: str) -> None:
    assert spots({"Home.md": text, "Other.md": "", **FILES}, None, "E308") == []


def test_a_heading_of_a_composite_note() -> None:
    files = {"Mission 1.md": "# Mission 1.1a\nOne.\n# Mission 1.1b\nTwo.\n"}
    text = "[Mission 1.1b](Mission%201.md#mission-11b) [Mission 1.1b](Mission%201.md#mission-11a)"
    assert spots({"Home.md": text, **files}, None, "E308") == [("Home.md", 1, 44, "E308")]


def test_a_broken_link_with_the_label_of_another() -> None:
    assert spots({"Home.md": "![Mission 1.1a](Mission%201.1c.md)"}, None, "E308") == [
        ("Home.md", 1, 1, "E308")
    ]
