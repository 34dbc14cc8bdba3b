from __future__ import annotations

import pytest

from tests.vaults import diagnostics, spots


@pytest.mark.parametrize(
    ("subpath", "expected"),
    [("#^aim", []), ("#^AIM", ["L420"]), ("#^aims", ["L403"]), ("#^a_b", ["L403"])],
)
def test_blocks(subpath: str, expected: list[str]) -> None:
    files = {"Home.md": f"[[Plan{subpath}]]", "Plan.md": "One ^aim\n\nTwo ^a_b\n"}
    assert [spot[3] for spot in spots(files)] == expected


def test_ids_in_code_are_none() -> None:
    files = {"Home.md": "[[Plan#^aim]]", "Plan.md": "```\nOne ^aim\n```\n"}
    assert spots(files) == [("Home.md", 1, 7, "L403")]


def test_what_an_id_may_hold_is_said() -> None:
    (found,) = diagnostics({"Home.md": "[[Plan#^a_b]]", "Plan.md": "Text\n"})
    assert found.help == "an id holds Latin letters, digits and - only"


def test_an_id_that_nothing_resembles() -> None:
    (found,) = diagnostics({"Home.md": "[[Plan#^aim]]", "Plan.md": "Text\n"})
    assert found.help == "write ^aim behind the paragraph that is meant"


def test_an_id_without_its_space_is_shown() -> None:
    files = {"Home.md": "[[Plan#^aim]] [[#^Mine]]\n\nx^mine\n", "Plan.md": "# P\n\nText。^aim \n"}
    assert [found.help for found in diagnostics(files)] == [
        "put a space before ^aim in line 3 of Plan.md",
        "put a space before ^Mine in line 3 of this note",
    ]
