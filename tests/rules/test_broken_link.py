from __future__ import annotations

import pytest

from tests.vaults import diagnostics, spots


@pytest.mark.parametrize(
    ("text", "column", "severity"),
    [
        ("[[Plan]]", 3, "warning"),
        ("[[Plan|the plan]]", 3, "warning"),
        ("[[Work/Plan]]", 3, "error"),
        ("[[Plan#Aims]]", 3, "error"),
        ("[the plan](Plan.md)", 12, "error"),
        ("[the plan](<Road map.md>)", 13, "error"),
        ("# [Plan](Plan.md)", 10, "error"),
        ("[the plan][1]\n\n[1]: Plan.md", 1, "error"),
        ("%% [[Plan]] %%", 6, "info"),
        ("%% [the plan](Plan.md) %%", 15, "warning"),
    ],
)
def test_a_link_without_a_file(text: str, column: int, severity: str) -> None:
    (found,) = diagnostics({"Home.md": text})
    assert (found.code, found.place.line, found.place.column) == ("L401", 1, column)
    assert found.severity.word == severity


def test_a_property_link_without_a_note_is_a_warning_when_bare() -> None:
    (found,) = diagnostics({"Home.md": '---\nup: "[[Plan]]"\n---\n'})
    assert (found.place.line, found.place.column, found.severity.word) == (2, 8, "warning")


@pytest.mark.parametrize(
    "text",
    [
        "[[Plan]]",
        "[[plan]]",
        "[[Plan.md]]",
        "[[Work/Plan]]",
        "[x](Plan.md)",
        "[x](Plan)",
        "[x](./Work/Plan.md)",
        "[x](https://example.org)",
        "[x](mailto:a@example.org)",
        "[x]()",
        "`[[Nowhere]]`",
        "<!-- [[Nowhere]] -->",
        "words[^1](and more)",
        "[[{{title}}]]",
        "[[<% tp.date.now() %>]]",
    ],
)
def test_what_is_not_broken(text: str) -> None:
    assert spots({"Home.md": text, "Work/Plan.md": ""}, None, "L401 L402 E") == []


def test_links_to_excluded_notes_resolve() -> None:
    files = {
        "Home.md": "[[Person]]",
        "Templates/Person.md": "",
        ".obsidian/app.json": '{"userIgnoreFilters": ["Templates/"]}',
    }
    assert spots(files) == []


def test_links_in_templates_are_left_alone() -> None:
    files = {
        "Templates/Day.md": "[[Yesterday]] [x](Nowhere.md) ![[None]]",
        ".obsidian/templates.json": '{"folder": "Templates"}',
    }
    assert spots(files) == []


def test_hidden_files_are_no_targets() -> None:
    assert spots({"Home.md": "[[Old]]", ".trash/Old.md": ""}) == [("Home.md", 1, 3, "L401")]


def test_the_nearest_name_is_offered_unsafely_in_the_syntax_of_the_link() -> None:
    files = {"Home.md": "[x](Road%20mapp.md) [[Road mapp]]", "Road map.md": ""}
    first, second = diagnostics(files)
    assert first.help == "did you mean Road map?"
    assert first.fix is not None
    assert second.fix is not None
    assert first.fix.safety.value == "unsafe"
    assert [edit.edit.text for edit in first.fix.edits] == ["Road%20map.md"]
    assert [edit.edit.text for edit in second.fix.edits] == ["Road map"]


def test_a_caret_without_a_hash_is_explained() -> None:
    (found,) = diagnostics({"Home.md": "[[Plan^aim]]", "Plan.md": "x ^aim"})
    assert found.help == "a block is named with #^aim"


def test_links_of_a_canvas() -> None:
    canvas = '{"nodes":[{"id":"1","type":"file","file":"Gone.md","x":0,"y":0}]}'
    (found,) = diagnostics({"Board.canvas": canvas})
    assert (found.place.path, found.code, found.fix) == ("Board.canvas", "E301", None)


def test_a_name_over_two_lines_is_offered_on_one() -> None:
    found, *_ = diagnostics({"Home.md": "[[Road mapp]]", "Road\nmap.md": ""})
    assert found.help == "did you mean Road\\nmap?"
