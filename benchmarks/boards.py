"""Canvas files that show notes, and what is wrong in them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

from benchmarks.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from benchmarks.disk import Disk


class Shown(Protocol):
    """A note that a canvas can show."""

    @property
    def path(self) -> str:
        """Return its path in the vault."""

    @property
    def name(self) -> str:
        """Return what links call it."""


def canvases(rng: Random, disk: Disk, plans: Sequence[Shown], count: int) -> list[Fault]:
    """Write canvas files; one in four, the first included, shows a note that is not there."""
    faults = []
    for number in range(count):
        wrong = number % 4 == 0
        shown = [rng.choice(plans).path for _ in range(6)]
        if wrong:
            shown[3] = f"Topics/No such note {number}.md"
        nodes: list[dict[str, object]] = [
            {"id": f"n{at}", "type": "file", "file": path} for at, path in enumerate(shown)
        ]
        nodes.append(
            {"id": "t", "type": "text", "text": f"Begin with [[{rng.choice(plans).name}]]"}
        )
        for at, node in enumerate(nodes):
            node.update(x=at * 440, y=0, width=400, height=300)
        lines = ",\n".join(f"\t\t{json.dumps(node, ensure_ascii=False)}" for node in nodes)
        edge = '{"id":"e","fromNode":"n0","fromSide":"right","toNode":"n1","toSide":"left"}'
        path = f"Boards/board {number:03}.canvas"
        text = f'{{\n\t"nodes":[\n{lines}\n\t],\n\t"edges":[{edge}]\n}}\n'
        disk.write(path, text)
        if wrong:
            faults.append(Fault(path, "broken card", "E301", (line_of(text, shown[3]),), ()))
    return faults


def line_of(text: str, mark: str) -> int:
    """Return the line, from 1, on which a mark stands first."""
    return text.count("\n", 0, text.index(mark)) + 1
