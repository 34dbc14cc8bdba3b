"""A link tries to name a file that no link can name.

## What it does
Reports links without a file whose path and `#…` together are the name of one:
`[[C#]]` where there is a `C#.md`.

## Why is this bad?
A link splits at `#`: Obsidian looks for a note `C`. The file can be opened, but
not linked. `|`, `^`, `[[` and `]]` in names do similar harm.

## Example
~~~md title="Home.md"
I learn [[C#]].
~~~
~~~md title="C#.md"
~~~
Reported at `Home.md:1:9`.

## Use instead
~~~md title="Home.md"
I learn [[C Sharp]].
~~~
~~~md title="C Sharp.md"
~~~

## Fix safety
None: the file has to be renamed, in Obsidian, so that other links follow.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import basename
from vaultsync.rules.faults import cut_short
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import View

CODE = "L414"
NAME = "unlinkable-name"
SEVERITY = Severity.ERROR


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a link to a file that cannot be linked."""
    target = cut_short(use, view) or ""
    return Finding(
        note.place(use.link.start, use.link.end),
        f"no link can name {basename(target)}: it is cut at the #",
        "rename the file in Obsidian",
    )
