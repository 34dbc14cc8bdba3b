"""A workspace that lives through changes says what a fresh one says."""

from __future__ import annotations

import random

import pytest

from tests.rules.actions import OTHER_ROW, ROAD_MAP, ROW
from tests.vaults import page, workspace_of

PIECES = (
    "[[A]]", "[[b]]", "![[C#H]]", "[x](A.md#h)", "# H\n", "## H\n", "para ^id\n", "[[A#^ID]]",
    "---\naliases: [zed]\n---\n", "[[zed]]", "%% vaultsync: ignore[L] why %%", "[[C#]]", "![[A]]",
    "# [Mission 1.1a](B.md)\n", f"{ROAD_MAP}\n", "#status/completed\n", "[[Mission 1.1a]]\n",
    "![[Mission 1.1b]]\n", "<<<<<<< x\n",
)  # fmt: skip
CANVASES = ('{"nodes":[{"id":"1","type":"file","file":"A.md"}]}', "{", "{}")
NAMES = (
    "A.md", "B.md", "C.md", "d/A.md", "Mission 1.1.md", "Mission 1.1a.md", "Mission 1.1b.md",
    "d/Mission 1.1a.md", "Mission 1.md", "x.canvas",
)  # fmt: skip
PAGE = page(ROW, OTHER_ROW)


@pytest.mark.parametrize("seed", range(12))
def test_after_every_change(seed: int) -> None:
    chance = random.Random(seed)

    def text(name: str) -> str:
        if name.endswith(".canvas"):
            return chance.choice(CANVASES)
        return "\n".join(chance.choices(PIECES, k=chance.randint(0, 6)))

    contents = {name: text(name).encode() for name in chance.sample(NAMES, 5)}
    workspace = workspace_of(contents, PAGE)
    held = workspace.vault.files.contents  # type: ignore[attr-defined]  # files in memory
    workspace.diagnostics()
    for _ in range(10):
        name = chance.choice(NAMES)
        if name in held and chance.random() < 0.3:
            del held[name]
        else:
            held[name] = text(name).encode()
        workspace.change([name] if chance.random() < 0.8 else None)
        assert workspace.diagnostics() == workspace_of(dict(held), PAGE).diagnostics()
