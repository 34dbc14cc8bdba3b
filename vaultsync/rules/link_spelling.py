"""A link spells its file's name otherwise than the disk does.

## What it does
Reports links that Obsidian resolves although upper and lower case, the Unicode
normal form or a non-breaking space differ from the file's name.

## Why is this bad?
Obsidian forgives it. GitHub, static site builders and `grep` do not.

## Example
~~~md title="Home.md"
See [[open data]].
~~~
~~~md title="Open Data.md"
~~~
Reported at `Home.md:1:7`.

## Use instead
~~~md title="Home.md"
See [[Open Data|open data]].
~~~
~~~md title="Open Data.md"
~~~

## Fix safety
Safe: the link leads where it led, and keeps its text.

## Options
None of its own. Notes that Obsidian excludes are not looked at.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import basename
from vaultsync.rules.mending import path_place, respelled
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import View

CODE = "L405"
NAME = "link-spelling"
SEVERITY = Severity.INFO


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a link that finds its file by another spelling."""
    target = use.resolution.target or ""
    if "\u00a0" in target and "\u00a0" not in use.link.path:
        # The odd one is the name, not the link: nobody means such a space.
        return Finding(
            path_place(use, note),
            f"the name of {target} holds a non-breaking space, the link does not",
            "rename the file in Obsidian, which mends the links to it",
        )
    return Finding(
        path_place(use, note),
        f"the link says {use.link.path}, the file is named {basename(target)}",
        "write the name as the file has it",
        respelled(use, note, view, target),
    )
