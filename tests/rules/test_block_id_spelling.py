from __future__ import annotations

from tests.vaults import diagnostics, spots


def test_an_id_in_another_case() -> None:
    (found,) = diagnostics({"Home.md": "![[Plan#^Aim]]", "Plan.md": "Text ^aim\n"})
    assert (found.code, found.severity.word) == ("L420", "info")
    assert found.fix is not None
    assert (found.fix.safety.value, found.fix.edits[0].edit.text) == ("safe", "#^aim")


def test_an_id_as_it_is_defined() -> None:
    assert spots({"Home.md": "[[Plan#^Aim]]", "Plan.md": "Text ^Aim\n"}) == []
