from __future__ import annotations

import pytest

from tests.vaults import spots
from vaultsync.config import Config
from vaultsync.match.places.labels import LabelPattern
from vaultsync.obsidian.files import MemoryFiles
from vaultsync.obsidian.vault import Vault
from vaultsync.rules.areas import target_labels
from vaultsync.rules.rule import View

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


def test_links_beyond_doubt_are_judged_as_all_others() -> None:
    names = ["Mission 1.1a", "mission 1.1a", "Mission 1.1b", "Other", "Mission 1.2c", ""]
    headings = ["", "#Mission 1.1a", "#mission-11a", "#Two", "#Mission 1.1b"]
    texts = ["Mission 1.1a", "MISSION 1.1b", "Mission 1.1a > Mission 1.1b", "Mission 1.1a > Two"]
    home = "\n".join(
        f"- [[{name}{heading}|{text}]]" for name in names for heading in headings for text in texts
    )
    files = {
        "Home.md": home,
        "Mission 1.1a.md": "# Mission 1.1a\n# Two\n",
        "Mission 1.1b.md": "# Mission 1.1a\n",
        "Other.md": "# Mission 1.1b\n# Two\n",
    }
    vault = Vault(MemoryFiles({path: text.encode() for path, text in files.items()}))
    labels = LabelPattern()
    view = View(vault, Config(), None)
    wrong = []
    for use in vault.uses("Home.md"):
        meant = {label.id for label in target_labels(use, view, labels)}
        said = {label.id for part in use.link.display.split(" > ") if (label := labels.read(part))}
        if meant and said - meant:
            wrong.append(("Home.md", vault.note("Home.md").lines.position(use.link.start).line))
    assert 10 < len(wrong) < len(home.splitlines())
    assert [spot[:2] for spot in spots(files, None, "E308")] == wrong
