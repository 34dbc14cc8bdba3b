from __future__ import annotations

from tests.vaults import spots


def chain(length: int) -> dict[str, str]:
    return {f"{n}.md": f"![[{n + 1}]]\n" for n in range(length)} | {f"{length}.md": "end\n"}


def test_five_levels_are_shown() -> None:
    assert spots(chain(5)) == []


def test_the_first_of_six_levels_is_reported() -> None:
    assert spots(chain(6)) == [("0.md", 1, 1, "E309")]
