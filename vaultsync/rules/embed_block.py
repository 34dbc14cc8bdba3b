"""An embed names a block that its note does not have.

## What it does
Reports `![[Note#^id]]` where the note exists but has no block of that id.

## Why is this bad?
Obsidian shows an error box instead of the paragraph.

## Example
~~~md title="Home.md"
![[Plan#^aim]]
~~~
~~~md title="Plan.md"
More open data. ^aims
~~~
Reported at `Home.md:1:8`.

## Use instead
~~~md title="Home.md"
![[Plan#^aims]]
~~~
~~~md title="Plan.md"
More open data. ^aims
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

CODE = "E303"
NAME = "embed-block"
SEVERITY = Severity.ERROR


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of an embed without its block."""
    return anchor_finding(use, note, view, "embed", "block")
