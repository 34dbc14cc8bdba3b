"""A link names a heading that its note has several times.

## What it does
Reports links `[[Note#Heading]]` where more than one heading answers. Obsidian
takes the first. A note with equal headings is no fault as long as no link
meets them.

## Why is this bad?
The link may mean the second one, and will move silently when a section above
gets the same heading.

## Example
~~~md title="Home.md"
See [[Plan#Aims]].
~~~
~~~md title="Plan.md"
# 2024
## Aims
# 2025
## Aims
~~~
Reported at `Home.md:1:11`.

## Use instead
~~~md title="Home.md"
See [[Plan#2025#Aims]].
~~~
~~~md title="Plan.md"
# 2024
## Aims
# 2025
## Aims
~~~

## Fix safety
None: only the author knows which was meant.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.mending import subpath_place
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import View

CODE = "L417"
NAME = "duplicate-heading"
SEVERITY = Severity.INFO


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a link to one of several equal headings."""
    return Finding(
        subpath_place(use, note),
        f"{use.resolution.target} has this heading more than once; the first is taken",
        "name the heading above it as well: #Above#Heading",
    )
