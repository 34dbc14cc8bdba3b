"""An embed shows itself.

## What it does
Reports embeds whose embedded stretch, a note, a section or a block, contains the
embed again, directly or by way of other embeds. Two notes that embed parts of
each other are no cycle as long as those parts do not meet.

## Why is this bad?
Obsidian stops after five levels and shows the same text again and again;
exporters stop with an error.

## Example
~~~md title="Home.md"
![[Plan]]
~~~
~~~md title="Plan.md"
![[Home]]
~~~
Reported at `Home.md:1:1` and `Plan.md:1:1`.

## Use instead
~~~md title="Home.md"
![[Plan]]
~~~
~~~md title="Plan.md"
See [[Home]].
~~~

## Fix safety
None: turn one of the embeds into a link.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "E304"
NAME = "embed-cycle"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each embed that is part of a cycle."""
    graph = view.vault.embeds
    for path in view.vault.counting(view.vault.note_paths):
        for embed in graph.cyclic(path):
            note = view.vault.note(path)
            if note is None or not (embed.use.link.path or embed.use.link.subpath):
                continue
            way = " > ".join(step.extent.path for step in graph.cycle(embed)[:4])
            yield Finding(
                note.place(embed.use.link.start, embed.use.link.end),
                f"the embed shows itself: {way}",
                "turn it, or one that it shows, into a link",
            )
