from __future__ import annotations

from tests.rules.actions import action
from tests.vaults import diagnostics


def found(*labels: str) -> list[tuple[int, str]]:
    text = "# Mission 1.1\nOpen data\n" + "".join(f"![[Mission {label}]]\n" for label in labels)
    files = {"Mission 1.1.md": text}
    for label in labels:
        files |= action("", f"TBS will do thing {label}.", f"Mission {label}")
    return [(each.place.line, each.message) for each in diagnostics(files, None, "E307")]


def test_two_embeds_that_were_swapped() -> None:
    assert found("1.1a", "1.1c", "1.1b", "1.1d") == [
        (5, "Mission 1.1b is embedded after Mission 1.1c")
    ]


def test_embeds_in_order() -> None:
    assert found("1.1a", "1.1b", "1.1d") == []


def test_it_is_information() -> None:
    files = {"Mission 1.1.md": "Open data\n![[Mission 1.1b]]\n![[Mission 1.1a]]\n"}
    files |= action() | action("", "PCO will train.", "Mission 1.1b")
    assert [each.severity.word for each in diagnostics(files, None, "E307")] == ["info"]
