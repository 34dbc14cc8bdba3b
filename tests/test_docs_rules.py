"""The pages of `docs/rules/` are what the rules' docstrings make; their links lead somewhere."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vaultsync.rules.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).parent.parent / "docs"
MADE: Callable[[], dict[str, str]] = runpy.run_path(str(DOCS / "make_rules.py"))["pages"]
PAGES = MADE()


def test_every_rule_has_its_page() -> None:
    names = {f"{rule.CODE}.md" for rule in RULES} | {"README.md"}
    assert set(PAGES) == names
    assert {file.name for file in (DOCS / "rules").iterdir()} == names


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_up_to_date(name: str) -> None:
    made = (DOCS / "rules" / name).read_text(encoding="utf-8")
    assert made == PAGES[name], "run: python docs/make_rules.py"


def test_the_index_lists_every_rule_once() -> None:
    listed = re.findall(r"^\| \[(\w+)\]\(\1\.md\) \|", PAGES["README.md"], re.MULTILINE)
    assert sorted(listed) == [rule.CODE for rule in RULES]


@pytest.mark.parametrize("file", sorted(DOCS.glob("*.md")), ids=lambda file: file.name)
def test_links_between_pages_lead_somewhere(file: Path) -> None:
    text = re.sub(r"^(```|~~~).*?^\1$", "", file.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)#]+\.md)(?:#[^)]*)?\)", text):
        assert (file.parent / target).exists(), target
    for code in re.findall(r"`([TELFVCX]\d{3})`", text):
        assert f"{code}.md" in PAGES
