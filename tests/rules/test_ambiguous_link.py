from __future__ import annotations

from tests.vaults import diagnostics, spots

TWO = {"2024/Minutes.md": "", "2025/Minutes.md": ""}


def test_two_files_of_one_name_and_length() -> None:
    (found,) = diagnostics({"Home.md": "![[Minutes]]", **TWO})
    assert (found.code, found.place.column) == ("L404", 4)
    assert found.help == "write the folder as well: 2024/Minutes.md, 2025/Minutes.md"


def test_the_one_beside_the_note_is_taken() -> None:
    assert spots({"2025/Home.md": "[[Minutes]]", **TWO}, None, "L404") == []


def test_the_shorter_path_is_taken() -> None:
    assert spots({"Home.md": "[[Minutes]]", "a/Minutes.md": "", **TWO}, None, "L404") == []


def test_no_link_no_fault() -> None:
    assert spots({"Home.md": "text", **TWO}) == []
