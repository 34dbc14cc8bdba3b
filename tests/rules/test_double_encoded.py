from __future__ import annotations

from tests.vaults import diagnostics, spots


def test_a_link_that_is_encoded_twice() -> None:
    (found,) = diagnostics({"Home.md": "[x](a/Road%2520map.md#b)", "a/Road map.md": "# b\n"})
    assert (found.code, found.severity.word) == ("L408", "error")
    assert found.fix is not None
    assert (found.fix.safety.value, found.fix.edits[0].edit.text) == ("safe", "Road%20map.md")


def test_a_file_whose_name_holds_a_percent_sign() -> None:
    assert spots({"Home.md": "[x](100%25%20sure.md)", "100% sure.md": ""}) == []


def test_encoded_twice_and_absent() -> None:
    assert spots({"Home.md": "[x](Road%2520map.md)"}) == [("Home.md", 1, 5, "L401")]
