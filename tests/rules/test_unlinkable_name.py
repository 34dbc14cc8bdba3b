from __future__ import annotations

from tests.vaults import spots


def test_a_name_with_a_hash() -> None:
    assert spots({"Home.md": "[[C#]] [[F#|it]]", "C#.md": "", "F#.md": ""}) == [
        ("Home.md", 1, 1, "L414"),
        ("Home.md", 1, 8, "L414"),
    ]


def test_a_note_of_the_shorter_name_is_found() -> None:
    assert spots({"Home.md": "[[C#Aims]]", "C#.md": "", "C.md": "# Aims\n"}) == []


def test_the_name_alone_is_no_fault() -> None:
    assert spots({"Home.md": "text", "C#.md": ""}) == []
