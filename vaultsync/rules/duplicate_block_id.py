"""A link names a block id that its note has several times.

## What it does
Reports links `[[Note#^id]]` where more than one block of the note bears the id,
upper and lower case apart. A repeated id is no fault as long as no link meets it.

## Why is this bad?
The link shows one of the blocks, and not always the one that was meant.

## Example
~~~md title="Home.md"
See [[Plan#^aim]].
~~~
~~~md title="Plan.md"
First aim. ^aim

Second aim. ^Aim
~~~
Reported at `Home.md:1:11`.

## Use instead
~~~md title="Home.md"
See [[Plan#^aim]].
~~~
~~~md title="Plan.md"
First aim. ^aim

Second aim. ^aim-2
~~~

## Fix safety
None: only the author knows which block was meant.

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

CODE = "L421"
NAME = "duplicate-block-id"
SEVERITY = Severity.INFO


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a link to one of several blocks of the same id."""
    return Finding(
        subpath_place(use, note),
        f"{use.resolution.target} has this block id more than once",
        "give each block an id of its own",
    )
