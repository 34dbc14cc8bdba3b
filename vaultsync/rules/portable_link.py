"""A Markdown link works in Obsidian only.

## What it does
Reports Markdown links that Obsidian finds by searching the vault, but that lead
nowhere, or elsewhere, when they are read from the folder of their note, as
every other Markdown reader does. Off unless it is selected by its full code.

## Why is this bad?
On GitHub and on most sites such a link is broken.

## Example
~~~md title="Notes/Home.md"
See [the plan](Plan.md).
~~~
~~~md title="Work/Plan.md"
~~~
Reported at `Notes/Home.md:1:16`.

## Use instead
~~~md title="Notes/Home.md"
See [the plan](../Work/Plan.md).
~~~
~~~md title="Work/Plan.md"
~~~

## Fix safety
Safe: for Obsidian the link leads where it led.

## Options
`select = ["L418"]` turns it on.
"""

from __future__ import annotations

from vaultsync.diagnostic import Safety, Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.leads.relative import relative_path
from vaultsync.rules.mending import path_place, repathed
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import View

CODE = "L418"
NAME = "portable-link"
SEVERITY = Severity.INFO


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a link that is not relative to its note."""
    target = use.resolution.target or ""
    relative = relative_path(target, note.path)
    return Finding(
        path_place(use, note),
        f"only Obsidian finds {target} by {use.link.path}",
        f"write {relative}",
        repathed(use, note, relative, Safety.SAFE),
    )
