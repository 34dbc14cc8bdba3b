"""An embed names a heading that its note does not have.

## What it does
Reports `![[Note#Heading]]` and `![…](Note.md#heading)` where the note exists but
has no such heading, neither as Obsidian compares headings nor in one of the
dialects of `anchors`.

## Why is this bad?
Obsidian shows an error box instead of the section. Most link checkers look at
the file only and miss it.

## Example
~~~md title="Home.md"
![[Plan#Aims]]
~~~
~~~md title="Plan.md"
# Aim
More open data.
~~~
Reported at `Home.md:1:8`.

## Use instead
~~~md title="Home.md"
![[Plan#Aim]]
~~~
~~~md title="Plan.md"
# Aim
More open data.
~~~

## Fix safety
The nearest heading is offered as an unsafe fix, as for `L402`.

## Options
`anchors`, as for `L402`.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.mending import anchor_finding

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import Finding, View

CODE = "E302"
NAME = "embed-heading"
SEVERITY = Severity.ERROR


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of an embed without its heading."""
    return anchor_finding(use, note, view, "embed", "heading")
