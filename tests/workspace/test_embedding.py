"""Embeds that came or went: what is said of them is what a vault says that is opened anew."""

from __future__ import annotations

import random

import pytest

from tests.vaults import workspace_of
from vaultsync.workspace import embedding

NOTES = 9
SECTIONS = ("# A\n", "## B\n", "# C\n", "words ^b\n\n", "Words\n")


def some(chance: random.Random, number: int) -> str:
    """Return a note that embeds others, nearly always those after it."""
    pieces = chance.choices(SECTIONS, k=chance.randint(0, 4))
    for _ in range(chance.choice([0, 1, 1, 1, 1, 2])):
        after = number + chance.choice([1, 1, 1, 2]) if chance.random() < 0.95 else 0
        subpath = chance.choice([*[""] * 6, "#A", "#B", "#C", "#^b", "#Gone"])
        embed = f"![[n{after}{subpath}]]\n"
        pieces.insert(chance.randint(0, len(pieces)), chance.choice([embed] * 9 + [f"%%{embed}%%"]))
    return "\n".join(pieces)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_said_of_embeds_is_what_a_vault_opened_anew_says(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    went: list[bool] = []
    with_embeds = embedding.with_embeds

    def told(*asked: object) -> object:
        parts = with_embeds(*asked)  # type: ignore[arg-type]  # as it is asked
        went.append(parts is not None)
        return parts

    monkeypatch.setattr(embedding, "with_embeds", told)
    contents = {f"n{number}.md": some(chance, number).encode() for number in range(NOTES)}
    workspace = workspace_of(contents)
    held = workspace.vault.files.contents  # type: ignore[attr-defined]  # files in memory
    workspace.diagnostics()
    said: set[str] = set()
    for _ in range(250):
        numbers = chance.sample(range(NOTES), chance.choice([1, 1, 2]))
        for number in numbers:
            held[f"n{number}.md"] = some(chance, number).encode()
        workspace.change([f"n{number}.md" for number in numbers])
        found = workspace.diagnostics()
        said |= {each.code for each in found}
        assert found == workspace_of(dict(held)).diagnostics()
    assert {True, False} <= set(went)
    assert said & {"E304", "E309"}


def test_what_a_new_embed_shows_counts_from_then_on() -> None:
    workspace = workspace_of({"P.md": b"# A\n\n![[Q]]\n\n# B\n\nWords\n", "Q.md": b""})
    held = workspace.vault.files.contents  # type: ignore[attr-defined]  # files in memory
    assert workspace.diagnostics() == ()
    for path, text in [
        ("Q.md", b"![[R]]\n"),
        ("Q.md", b"Words\n"),
        ("Q.md", b"![[P#B]]\n"),
        ("P.md", b"# A\n\n# B\n\n![[Q]]\n\nWords\n"),
    ]:
        held[path] = text
        workspace.change([path])
        assert workspace.diagnostics() == workspace_of(dict(held)).diagnostics()
    assert {each.code for each in workspace.diagnostics()} == {"E304"}
