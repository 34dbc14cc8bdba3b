from __future__ import annotations

from tests.vaults import diagnostics, spots


def test_only_when_selected_by_its_full_code() -> None:
    files = {"Notes/Home.md": "[x](Plan.md) [y](../Work/Plan.md)", "Work/Plan.md": ""}
    assert spots(files) == spots(files, None, "L4") == []
    assert spots(files, None, "L418") == [("Notes/Home.md", 1, 5, "L418")]


def test_the_fix_is_relative_to_the_note() -> None:
    (found,) = diagnostics({"a/Home.md": "[x](Road%20map.md)", "b/Road map.md": ""}, None, "L418")
    assert found.fix is not None
    assert found.fix.edits[0].edit.text == "../b/Road%20map.md"


def test_the_extension_may_be_left_out() -> None:
    assert spots({"Home.md": "[x](Plan)", "Plan.md": ""}, None, "L418") == []
