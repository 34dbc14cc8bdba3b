from __future__ import annotations

from tests.vaults import diagnostics, spots

FILES = {"Minutes.md": "", "Archive/Minutes.md": ""}


def test_once_for_a_name_at_the_first_link() -> None:
    (found,) = diagnostics({"A.md": "x [[Minutes]]", "B.md": "[m](Minutes.md)", **FILES})
    assert (found.place.path, found.place.column, found.code) == ("A.md", 5, "V602")
    assert found.severity.word == "info"
    assert found.message == (
        "2 notes are named Minutes; this leads to Minutes.md, as 1 link does elsewhere"
    )


def test_no_link_no_fault() -> None:
    assert spots({"A.md": "[[Archive/Minutes]]", **FILES}) == []


def test_ambiguous_links_are_for_another_rule() -> None:
    files = {"A.md": "[[Minutes]]", "2024/Minutes.md": "", "2025/Minutes.md": ""}
    assert [spot[3] for spot in spots(files)] == ["L404"]
