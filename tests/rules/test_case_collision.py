from __future__ import annotations

from tests.vaults import spots


def test_names_that_differ_by_case() -> None:
    files = {"Plan.md": "", "PLAN.md": "", "a/plan.md": "", "pic.PNG": "", "pic.png": ""}
    assert spots(files) == [("Plan.md", 1, 1, "V601"), ("pic.png", 1, 1, "V601")]


def test_names_that_differ_by_normal_form() -> None:
    assert [spot[3] for spot in spots({"Caf\u00e9.md": "", "Cafe\u0301.md": ""})] == ["V601"]


def test_names_in_other_folders() -> None:
    assert spots({"Plan.md": "", "a/plan.md": ""}) == []
