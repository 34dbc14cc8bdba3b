"""A link names a block that its note does not have.

## What it does
Reports links `[[Note#^id]]` whose note exists but has no block of that id.
Ids are compared without case. A block id stands after a space at the end of a
paragraph or list item, or alone below a table, quote, list or code block; it
holds Latin letters, digits and `-` only. Embeds are `E303`.

## Why is this bad?
The link opens the top of the note; the sentence that was meant is not shown.

## Example
~~~md title="Home.md"
As said in [[Plan#^aim]].
~~~
~~~md title="Plan.md"
We open the data. ^aims
~~~
Reported at `Home.md:1:18`.

## Use instead
~~~md title="Home.md"
As said in [[Plan#^aims]].
~~~
~~~md title="Plan.md"
We open the data. ^aims
~~~

## Fix safety
The nearest id is offered as an unsafe fix.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.mending import anchor_finding

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import Finding, View

CODE = "L403"
NAME = "broken-block"
SEVERITY = Severity.ERROR


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a link without its block."""
    return anchor_finding(use, note, view, "link", "block")
