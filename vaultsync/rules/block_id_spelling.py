"""A link spells a block id otherwise than its note does.

## What it does
Reports links to a block whose id differs by upper and lower case only.

## Why is this bad?
Obsidian has been of two minds about the case of block ids; other readers compare
them letter by letter.

## Example
~~~md title="Home.md"
As said in [[Plan#^Aim]].
~~~
~~~md title="Plan.md"
We open the data. ^aim
~~~
Reported at `Home.md:1:18`.

## Use instead
~~~md title="Home.md"
As said in [[Plan#^aim]].
~~~
~~~md title="Plan.md"
We open the data. ^aim
~~~

## Fix safety
Safe: the link leads where it led.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Safety, Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.faults import block_spelling
from vaultsync.rules.mending import reanchored, subpath_place
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import View

CODE = "L420"
NAME = "block-id-spelling"
SEVERITY = Severity.INFO


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a block id in another case."""
    defined = block_spelling(use, view) or ""
    return Finding(
        subpath_place(use, note),
        f"the block is named ^{defined}",
        "write the id as it is defined",
        reanchored(use, note, "#^" + defined, Safety.SAFE),
    )
