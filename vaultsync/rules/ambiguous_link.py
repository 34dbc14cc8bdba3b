"""A link could mean several files, and Obsidian does not always take the same.

## What it does
Reports links and embeds for which several files are equally good: none lies
beside the linking note, and the shortest of their paths are equally long.
Namesakes alone are no fault: where one of them is better, Obsidian takes it.

## Why is this bad?
Which file opens depends on the order in which the app met them. It can differ
between two devices of the same person.

## Example
~~~md title="Home.md"
See [[Minutes]].
~~~
~~~md title="2024/Minutes.md"
~~~
~~~md title="2025/Minutes.md"
~~~
Reported at `Home.md:1:7`.

## Use instead
~~~md title="Home.md"
See [[2025/Minutes]].
~~~
~~~md title="2024/Minutes.md"
~~~
~~~md title="2025/Minutes.md"
~~~

## Fix safety
None: only the author knows which file was meant.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.mending import path_place
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import View

CODE = "L404"
NAME = "ambiguous-link"
SEVERITY = Severity.WARNING


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a link with several equally good files."""
    files = sorted((use.resolution.target or "", *use.resolution.ambiguous))
    return Finding(
        path_place(use, note),
        f"{use.link.path} could mean {len(files)} files",
        "write the folder as well: " + ", ".join(files[:4]) + (", …" if len(files) > 4 else ""),
    )
