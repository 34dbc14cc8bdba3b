"""Embeds lie deeper in one another than Obsidian shows.

## What it does
Reports embeds that begin a chain of more than five levels.

## Why is this bad?
Obsidian shows five levels of embeds within embeds and leaves out the rest.

## Example
~~~md title="A.md"
![[B]]
~~~
~~~md title="B.md"
![[C]]
~~~
~~~md title="C.md"
![[D]]
~~~
~~~md title="D.md"
![[E]]
~~~
~~~md title="E.md"
![[F]]
~~~
~~~md title="F.md"
![[G]]
~~~
~~~md title="G.md"
The end.
~~~
Reported at `A.md:1:1`.

## Use instead
~~~md title="A.md"
![[G]]
~~~
~~~md title="G.md"
The end.
~~~

## Fix safety
None.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.leads.extents import DEEPEST
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.rules.rule import View

CODE = "E309"
NAME = "embed-depth"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each embed that begins too deep a chain."""
    graph = view.vault.embeds
    for path in view.vault.counting(view.vault.note_paths):
        for embed in graph.of(path):
            depth = graph.depth(embed)
            note = view.vault.note(path) if depth > DEEPEST else None
            if note is not None:
                yield Finding(
                    note.place(embed.use.link.start, embed.use.link.end),
                    f"{depth} levels of embeds begin here; Obsidian shows {DEEPEST}",
                    "embed what lies at the end directly",
                )
