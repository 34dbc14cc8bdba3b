from __future__ import annotations

from tests.vaults import spots


def test_a_file_that_is_not_json() -> None:
    files = {"Home.md": "", ".obsidian/app.json": '{\n"a": 1,\n"b" 2\n}'}
    assert spots(files) == [(".obsidian/app.json", 3, 1, "X003")]


def test_a_file_of_another_shape() -> None:
    files = {"Home.md": "", ".obsidian/types.json": "[]"}
    assert [spot[3] for spot in spots(files)] == ["X003"]


def test_no_settings_and_good_ones() -> None:
    assert spots({"Home.md": ""}) == []
    assert spots({"Home.md": "", ".obsidian/app.json": "{}"}) == []
