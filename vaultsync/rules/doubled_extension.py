"""A link ends in `.md.md`.

## What it does
Reports links without a file that find one without their second `.md`.

## Why is this bad?
Obsidian looks for a file of that very name, and finds none.

## Example
~~~md title="Home.md"
See [the plan](Plan.md.md).
~~~
~~~md title="Plan.md"
~~~
Reported at `Home.md:1:16`.

## Use instead
~~~md title="Home.md"
See [the plan](Plan.md).
~~~
~~~md title="Plan.md"
~~~

## Fix safety
Safe where exactly one file is found.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.faults import without_doubled_extension
from vaultsync.rules.mending import as_meant, names_of, path_place
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import View

CODE = "L409"
NAME = "doubled-extension"
SEVERITY = Severity.ERROR


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a link whose extension stands twice."""
    meant = without_doubled_extension(use, view)
    return Finding(
        path_place(use, note),
        f"the link has its extension twice; {use.link.path} does not exist",
        f"write it once: {names_of(meant)}",
        as_meant(use, note, view, meant),
    )
