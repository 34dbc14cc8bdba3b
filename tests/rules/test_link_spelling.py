from __future__ import annotations

import pytest

from tests.vaults import diagnostics, spots
from vaultsync.text import apply_edits


def fixed(text: str, name: str) -> str:
    (found,) = diagnostics({"Home.md": text, name: "# Aims\n"}, None, "L405")
    assert found.severity.word == "info"
    assert found.fix is not None
    assert found.fix.safety.value == "safe"
    return apply_edits(text, [edit.edit for edit in found.fix.edits])


@pytest.mark.parametrize(
    ("text", "name", "mended"),
    [
        ("[[open data]]", "Open Data.md", "[[Open Data|open data]]"),
        ("[[open data|it]]", "Open Data.md", "[[Open Data|it]]"),
        ("[[open data#Aims]]", "Open Data.md", "[[Open Data#Aims]]"),
        ("[[work/plan]]", "Work/Plan.md", "[[Work/Plan|work/plan]]"),
        ("[[plan.md]]", "Work/Plan.md", "[[Plan.md|plan.md]]"),
        ("![[plan]]", "Plan.md", "![[Plan]]"),
        ("[x](open%20data.md)", "Open Data.md", "[x](Open%20Data.md)"),
        ("[x](<open data.md>)", "Open Data.md", "[x](<Open Data.md>)"),
        ("[x](./plan)", "Plan.md", "[x](./Plan)"),
        ("| a | [[plan]] |\n|---|---|\n", "Plan.md", None),
    ],
)
def test_the_name_is_written_as_the_file_has_it(text: str, name: str, mended: str | None) -> None:
    if mended is not None:
        assert fixed(text, name) == mended


def test_a_non_breaking_space() -> None:
    (found,) = diagnostics({"Home.md": "[x](a%20b.md)", "a\u00a0b.md": ""}, None, "L")
    assert (found.code, found.fix) == ("L405", None)
    assert "rename the file" in found.help


def test_another_normal_form() -> None:
    assert spots({"Home.md": "[[Caf\u00e9]]", "Cafe\u0301.md": ""}, None, "L") == []
    files = {"Home.md": "[[Cafe\u0301]]", "Caf\u00e9.md": ""}
    assert spots(files, None, "L") == [("Home.md", 1, 3, "L405")]


@pytest.mark.parametrize("text", ["[[Cafe\u0301]]", "[x](Cafe%CC%81.md)", "![[./Cafe\u0301]]"])
def test_the_normal_form_of_the_disk(text: str) -> None:
    assert spots({"Home.md": text, "Cafe\u0301.md": ""}, None, "L E") == []


def test_excluded_notes_are_not_looked_at() -> None:
    files = {
        "Old/Home.md": "[[plan]]",
        "Plan.md": "",
        ".obsidian/app.json": '{"userIgnoreFilters": ["Old/"]}',
    }
    assert spots(files) == []
