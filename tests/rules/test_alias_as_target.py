from __future__ import annotations

from tests.vaults import diagnostics, spots

NOTE = "---\naliases: [AI, Machine learning]\n---\n"


def test_an_alias_is_no_name() -> None:
    (found,) = diagnostics({"Home.md": "[[ai|it]]", "Artificial.md": NOTE})
    assert (found.code, found.severity.word, found.place.column) == ("L406", "warning", 3)
    assert found.fix is not None
    assert (found.fix.safety.value, found.fix.edits[0].edit.text) == ("unsafe", "Artificial")


def test_a_note_of_that_name_is_found_first() -> None:
    assert spots({"Home.md": "[[AI]]", "Artificial.md": NOTE, "AI.md": ""}) == []


def test_two_notes_with_the_alias_leave_the_choice_to_the_author() -> None:
    (found,) = diagnostics({"Home.md": "[[AI]]", "A.md": NOTE, "B.md": NOTE})
    assert (found.fix, found.help) == (None, "write the name: A, B")


def test_a_path_or_subpath_is_no_alias() -> None:
    files = {"Home.md": "[[x/AI]] [[AI#x]]", "A.md": NOTE}
    assert [spot[3] for spot in spots(files)] == ["L401", "L401"]
