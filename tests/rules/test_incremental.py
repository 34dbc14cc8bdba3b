"""A workspace that lives through changes says what a fresh one says."""

from __future__ import annotations

import random

import pytest

from tests.rules.actions import OTHER_ROW, ROAD_MAP, ROW
from tests.vaults import page, workspace_of
from vaultsync.tracker.lock import Base

PIECES = (
    "[[A]]", "[[b]]", "![[C#H]]", "[x](A.md#h)", "# H\n", "## H\n", "##H\n", "para ^id\n",
    "[[A#^ID]]",
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


PLAIN_NAMES = tuple(f"n{number}.md" for number in range(8))
PLAIN_PIECES = (
    *("Words alone\n", "More words\n", "# H\n", "## Other\n", "para ^id\n", "[[n1#H]]", "[[n2]]"),
    *("[[n3#^id]]", "[[gone]]", "[[N4]]", "[[n5#h|shown]]", "[x](n6.md#other)", "[[zed]]"),
    *("%% vaultsync: ignore[L] why %%\n", "[[n1#Gone]]", "text^id\n", "[[n7#]]", "[[picture.png]]"),
)
TELLING_PIECES = (
    *("![[n1]]", "---\nstatus: Completed\n---\n", "[x](n6.md#oth-er)", f"{ROAD_MAP}\n"),
    *("# Mission 1.1b\n", "---\naliases: [zed]\n---\n", f"# H\n\n{ROW[0]}\n", "[[A]]"),
)


@pytest.mark.parametrize("tracked", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_a_bystander_leaves_the_whole_standing(seed: int, tracked: bool) -> None:
    chance = random.Random(seed)

    def text() -> str:
        pieces = chance.choices(PLAIN_PIECES, k=chance.randint(0, 6))
        if chance.random() < 0.2:
            pieces.insert(0, chance.choice(TELLING_PIECES))
        return "\n".join(pieces)

    told = PAGE if tracked else None
    contents = {name: text().encode() for name in PLAIN_NAMES}
    contents["Mission 1.1a.md"] = f"# Mission 1.1a\n\n{ROAD_MAP}\n".encode()
    contents["A.md"] = b"![[Mission 1.1a]] and [[n1#H]] and ![[n2]]"
    contents["d/A.md"] = b""
    workspace = workspace_of(contents, told)
    held = workspace.vault.files.contents  # type: ignore[attr-defined]  # files in memory
    workspace.diagnostics()
    stood = 0
    for _ in range(30):
        name = chance.choice(PLAIN_NAMES)
        held[name] = text().encode()
        before = workspace.view.published
        workspace.change([name])
        stood += tracked and workspace.view.published is before
        assert workspace.diagnostics() == workspace_of(dict(held), told).diagnostics()
    assert not tracked or 3 < stood <= 30


@pytest.mark.parametrize(
    ("files", "path", "text"),
    [
        ({"x.md": "%%![[x]]%%"}, "x.md", "![[x]]"),
        ({"x.md": "![[x]]"}, "x.md", "%%![[x]]%%"),
        (
            {"twice.md": "", "d/twice.md": "", "a.md": "[[twice]]", "b.md": "[[twice]]"},
            "b.md",
            "[[twice.md.md]]",
        ),
        ({"a.md": "[[zed]]", "B.MD": ""}, "B.MD", "---\naliases: [zed]\n---\n"),
        (
            {"Mission 1.1a.md": f"# Mission 1.1a\n\n{ROAD_MAP}\n", "x.md": ""},
            "x.md",
            '---\nstatus: Completed\ntags: ["stat\\u0075s/completed"]\n---\n' + ROAD_MAP,
        ),
    ],
)
def test_what_once_was_missed(files: dict[str, str], path: str, text: str) -> None:
    base = [Base("Mission 1.1a", "status", "completed")]
    workspace = workspace_of(files, PAGE, base=base)
    workspace.diagnostics()
    held = workspace.vault.files.contents  # type: ignore[attr-defined]  # files in memory
    held[path] = text.encode()
    workspace.change([path])
    assert workspace.diagnostics() == workspace_of(dict(held), PAGE, base=base).diagnostics()
