from __future__ import annotations

from tests.vaults import diagnostics, spots


def test_an_extension_that_stands_twice() -> None:
    (found,) = diagnostics({"Home.md": "[x](./Plan.md.md#Aims)", "Plan.md": "# Aims\n"})
    assert (found.code, found.severity.word) == ("L409", "error")
    assert found.fix is not None
    assert (found.fix.safety.value, found.fix.edits[0].edit.text) == ("safe", "./Plan.md")


def test_a_file_that_is_really_named_so() -> None:
    assert spots({"Home.md": "[x](Plan.md.md)", "Plan.md.md": ""}) == []
