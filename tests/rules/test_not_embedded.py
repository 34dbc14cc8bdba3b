from __future__ import annotations

from tests.rules.actions import TRAINING, action
from tests.vaults import diagnostics

ACTIONS = {**action(), **action("", TRAINING, "Mission 1.1b")}


def found(area: str, **more: str) -> list[tuple[str, int, str]]:
    files = {"Mission 1.1.md": area, **ACTIONS, **more}
    return [
        (each.place.path, each.place.line, each.message)
        for each in diagnostics(files, None, "E306")
    ]


def test_an_action_that_is_left_out() -> None:
    assert found("# Mission 1.1\nOpen data\n![[Mission 1.1a]]\n") == [
        ("Mission 1.1.md", 1, "Mission 1.1 embeds its other actions, but not Mission 1.1b")
    ]


def test_embeds_by_markdown_and_by_heading() -> None:
    text = "# Mission 1.1\nOpen data\n![x](Mission%201.1a.md#mission-11a)\n![[Mission 1.1b#x]]\n"
    assert found(text) == []


def test_an_area_that_embeds_nothing() -> None:
    assert found("# Mission 1.1\nOpen data\n[[Mission 1.1a]]\n") == []


def test_an_action_that_is_stated_there() -> None:
    text = f"# Mission 1.1\nOpen data\n![[Mission 1.1a]]\n## Mission 1.1b\n{TRAINING}\n"
    assert found(text) == []


def test_actions_of_other_areas() -> None:
    other = action("", TRAINING, "Mission 1.2a")
    text = "# Mission 1.1\nOpen data\n![[Mission 1.1a]]\n![[Mission 1.1b]]\n"
    assert found(text, **other) == []


def test_a_section_of_a_composite_note() -> None:
    text = "# Mission 1.1\nOpen data\n![[Mission 1.1a]]\n# Mission 1.2\nOther\n"
    files = {"Mission 1.md": text, **ACTIONS}
    (each,) = diagnostics(files, None, "E306")
    assert (each.place.path, each.place.line) == ("Mission 1.md", 1)
