"""A link is percent-encoded twice.

## What it does
Reports links without a file that find one when `%2520` is read as `%20` and
that as a space.

## Why is this bad?
Some publishing tools encode what is encoded already. No reader undoes it twice.

## Example
~~~md title="Home.md"
See [the plan](Road%2520map.md).
~~~
~~~md title="Road map.md"
~~~
Reported at `Home.md:1:16`.

## Use instead
~~~md title="Home.md"
See [the plan](Road%20map.md).
~~~
~~~md title="Road map.md"
~~~

## Fix safety
Safe where exactly one file is found.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.faults import decoded_once_more
from vaultsync.rules.mending import as_meant, names_of, path_place
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import View

CODE = "L408"
NAME = "double-encoded"
SEVERITY = Severity.ERROR


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a link that is encoded twice."""
    meant = decoded_once_more(use, view)
    return Finding(
        path_place(use, note),
        f"the link is percent-encoded twice; {use.link.path} does not exist",
        f"encode it once: {names_of(meant)}",
        as_meant(use, note, view, meant),
    )
